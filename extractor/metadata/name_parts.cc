#include "extractor/metadata/name_parts.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <unicode/uchar.h>

#include "config/base/text.h"
#include "extractor/metadata/fold_word.h"

namespace cuttings {
namespace {

constexpr std::string_view kPlaceholders[] = {
#define PLACEHOLDER(name) name,
#include "extractor/metadata/placeholder_names.inc"
#undef PLACEHOLDER
};

constexpr std::string_view kInstitutions[] = {
#define INSTITUTION(word) word,
#define INSTITUTION_END(end)
#include "extractor/metadata/institution_words.inc"
#undef INSTITUTION_END
#undef INSTITUTION
};
constexpr std::string_view kInstitutionEnds[] = {
#define INSTITUTION(word)
#define INSTITUTION_END(end) end,
#include "extractor/metadata/institution_words.inc"
#undef INSTITUTION_END
#undef INSTITUTION
};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Folded and without dots.
std::string plain(std::string_view part) {
  return replace_all(fold_word(trim_ascii(part)), ".", "");
}

bool is_title_word(std::string_view word) {
  static constexpr std::string_view kTitles[] = {
      "prof", "dr",  "dipl", "ing", "mag",  "univ", "priv", "doz", "st",
      "rev",  "fr",  "hon",  "sen", "gov",  "rep",  "mr",   "mrs", "ms",
      "lt",   "col", "gen",  "sgt", "capt", "sra",  "dra"};
  return is_one_of(plain(word), kTitles);
}

bool has_letter_or_digit(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const auto [c, length] = decode_code_point(word, i);
    if (u_isalnum(static_cast<UChar32>(c)) != 0) return true;
    i += length;
  }
  return false;
}

}  // namespace

bool is_placeholder_name(std::string_view name) {
  return is_one_of(fold_word(trim_ascii(name)), kPlaceholders);
}

bool is_institution(std::string_view name) {
  const std::string folded = fold_word(name);
  for (const std::string_view word : split(folded, ' ')) {
    const auto ends = [&](std::string_view end) { return word.ends_with(end); };
    if (is_one_of(word, kInstitutions) ||
        std::any_of(std::begin(kInstitutionEnds), std::end(kInstitutionEnds), ends))
      return true;
  }
  return false;
}

bool is_same_handle(std::string_view handle, std::string_view name) {
  const auto letters = [](std::string_view text) {
    std::string out = fold_word(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '_'; });
    return out;
  };
  return letters(handle) == letters(name);
}

bool is_first_name_of(std::string_view part, std::string_view name) {
  constexpr std::size_t kMinBytes = 3;
  const std::size_t space = name.find(' ');
  if (part.size() < kMinBytes || part != name.substr(0, space) || space == name.npos) return false;
  const std::string_view last = name.substr(space + 1);
  const bool is_small_after_first = last.size() > 1 && fold_word(last.substr(1)) == last.substr(1);
  return last.find(' ') == last.npos && is_small_after_first && !is_placeholder_name(last) &&
         !is_institution(name);
}

bool is_degree(std::string_view part) {
  static constexpr std::string_view kDegrees[] = {
      "PhD", "MD",  "MBA",  "MS",     "MA",   "MSc",  "MPH",  "BA",   "BS",  "BSc", "BSN",
      "JD",  "RN",  "RD",   "RDN",    "LDN",  "Esq",  "CPA",  "CFA",  "CFP", "DDS", "DMD",
      "DVM", "EdD", "PsyD", "LLM",    "DO",   "NP",   "LCSW", "FAND", "MEd", "MFA", "DPT",
      "CPT", "PMP", "VMD",  "PharmD", "FACP", "FACS", "APRN", "MSW",  "MPA"};
  return is_one_of(replace_all(trim_ascii(part), ".", ""), kDegrees);
}

bool is_generation(std::string_view part) {
  static constexpr std::string_view kGenerations[] = {"jr", "sr", "ii", "iii", "iv"};
  return is_one_of(plain(part), kGenerations);
}

bool has_sentence_end(std::string_view name) {
  for (std::size_t stop = name.find(". "); stop != std::string_view::npos;
       stop = name.find(". ", stop + 1)) {
    const std::size_t space = name.rfind(' ', stop);
    const std::string_view word =
        name.substr(space == std::string_view::npos ? 0 : space + 1, stop - (space + 1));
    const bool is_initial = word.size() < 3 || word.find('.') != std::string_view::npos;
    if (!is_initial && !is_title_word(word)) return true;
  }
  return false;
}

std::string_view drop_reporter_word(std::string_view name) {
  constexpr std::size_t kMinName = 6;  // bytes: two letters of these scripts
  for (const std::string_view role : {"記者", "记者", "作者"})
    if (name.starts_with(role) && name.size() >= role.size() + kMinName)
      name = trim_ascii(name.substr(role.size()));
  for (const std::string_view role : {"기자", "특파원", "記者", "记者", "特派員"})
    if (name.ends_with(role) && name.size() >= role.size() + kMinName)
      return trim_ascii(name.substr(0, name.size() - role.size()));
  return name;
}

bool is_last_name_first(std::string_view name) {
  constexpr std::ptrdiff_t kMaxFirstNames = 3;
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find_first_of(",;|&/(", comma + 1) != name.npos)
    return false;
  const std::string_view last = trim_ascii(name.substr(0, comma));
  const std::string_view first = trim_ascii(name.substr(comma + 1));
  const auto words = split(last, ' ');
  const auto big = std::count_if(words.begin(), words.end(), [](std::string_view word) {
    return !word.empty() && !(word[0] >= 'a' && word[0] <= 'z');
  });
  return big == 1 && !first.empty() && !is_degree(first) && !is_generation(first) &&
         !(first[0] >= 'a' && first[0] <= 'z') &&
         std::count(first.begin(), first.end(), ' ') < kMaxFirstNames;
}

bool is_glued(std::string_view names) {
  constexpr std::size_t kMinBefore = 4;  // letters: "McKay", "DiCaprio", "LaToya" are names
  std::size_t letters = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_small = names[i] >= 'a' && names[i] <= 'z';
    const bool is_big = names[i] >= 'A' && names[i] <= 'Z';
    const bool begins_word = is_big && i + 1 < names.size() && names[i + 1] >= 'a';
    if (begins_word && letters >= kMinBefore && names[i - 1] >= 'a') return true;
    letters = is_small || is_big ? letters + 1 : 0;
  }
  return false;
}

bool is_persons_particle(std::string_view word) {
  static constexpr std::string_view kWords[] = {"von", "van", "den", "der", "ter", "ten",
                                                "zu",  "zur", "bin", "ibn", "af",  "av"};
  return is_one_of(word, kWords);
}

bool is_name_particle(std::string_view word) {
  static constexpr std::string_view kParticles[] = {
      "von", "van", "de",  "der", "den", "la", "le",  "di", "da",  "del", "della", "do",
      "dos", "das", "du",  "bin", "ibn", "al", "el",  "zu", "zur", "ter", "ten",   "af",
      "av",  "of",  "the", "für", "des", "y",  "und", "v.", "e",   "san", "st."};
  return std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles);
}

bool says_where(std::string_view part) {
  static constexpr std::string_view kAt[] = {"à", "in", "en", "em", "aus",
                                             "w", "v",  "ve", "в",  "i"};
  const std::size_t space = part.find(' ');
  return space != part.npos && is_one_of(part.substr(0, space), kAt);
}

std::string_view drop_last_preposition(std::string_view name) {
  for (const std::string_view word : {" in", " on", " at"})
    if (name.ends_with(word)) return name.substr(0, name.size() - word.size());
  return name;
}

std::string drop_ornaments(std::string_view name) {
  std::string seen(name);
  for (const char* mark : {"\u200B", "\u200C", "\u200E", "\u200F", "\u2060", "\uFEFF"})
    seen = replace_all(seen, mark, "");
  std::string out;
  for (const std::string_view word : split(seen, ' '))
    if (has_letter_or_digit(word) || word == "&")
      out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

bool is_mark(std::string_view text) {
  constexpr std::size_t kMaxBytes = 4;
  return text.size() <= kMaxBytes && drop_ornaments(text).empty();
}

std::string halve_if_doubled(std::string name) {
  const std::size_t half = name.size() / 2;
  if (name.size() % 2 == 0 || name.size() < 7 || name[half] != ' ') return name;
  if (name.compare(0, half, name, half + 1) == 0) name.resize(half);
  return name;
}

std::string first_name_first(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos) return std::string(name);
  return std::string(trim_ascii(name.substr(comma + 1))) + " " +
         std::string(trim_ascii(name.substr(0, comma)));
}

std::string drop_addresses(std::string_view name) {
  std::string out;
  for (const std::string_view word : split(name, ' ')) {
    const bool is_address = word.find('@') != std::string_view::npos || word.starts_with("http") ||
                            word.starts_with("www.");
    if (word.empty() || is_address) continue;
    out += (out.empty() ? "" : " ") + std::string(word);
  }
  const std::size_t end = out.find_last_not_of(" .:,;*|-/");
  const bool keeps_dot = out.ends_with("Jr.") || out.ends_with("Sr.") ||
                         (out.size() > 2 && out.back() == '.' && out[out.size() - 3] == ' ');
  if (!keeps_dot) out.resize(end == std::string::npos ? 0 : end + 1);
  return out;
}

}  // namespace cuttings
