#include "extractor/metadata/authors.h"
#include "extractor/metadata/by_word.h"
#include "extractor/metadata/byline_cut.h"
#include "extractor/metadata/fold_word.h"
#include "extractor/metadata/name_in_line.h"
#include "extractor/metadata/name_parts.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "extractor/metadata/date_statement.h"

namespace cuttings {
namespace {

constexpr std::string_view kRoles[] = {
#define ROLE(word) word,
#define NOTE(word) word,
#include "extractor/metadata/role_words.inc"
#undef NOTE
#undef ROLE
};
constexpr std::string_view kOccupations[] = {
#define ROLE(word) word,
#define NOTE(word)
#include "extractor/metadata/role_words.inc"
#undef NOTE
#undef ROLE
};
constexpr std::string_view kAgencies[] = {
#define AGENCY(word) word,
#include "extractor/metadata/agency_names.inc"
#undef AGENCY
};
constexpr std::string_view kPostWords[] = {
#define POST(word) word,
#include "extractor/metadata/post_words.inc"
#undef POST
};
constexpr std::size_t kMaxNameBytes = 80;  // chosen by hand; longer ones are sentences
/// What stands between two names of a list.
constexpr std::string_view kJoints[] = {" and ", " und ", " et ",   " y ",   " e ", " en ",
                                        " og ",  " och ", " & ",    " i ",   " и ", " та ",
                                        " ve ",  " és ",  " with ", " mit ", " / ", " | ",
                                        " • ",   " · ",   " – ",    " — ",   " - "};

template <std::size_t N>
std::unordered_set<std::string_view> make_set(const std::string_view (&words)[N]) {
  return {std::begin(words), std::end(words)};
}

bool is_role(std::string_view folded_word) {
  static const auto* const kSet = new auto(make_set(kRoles));  // lives to the end
  return kSet->contains(folded_word);
}

bool is_occupation(std::string_view word) {
  return std::find(std::begin(kOccupations), std::end(kOccupations), fold_word(word)) !=
         std::end(kOccupations);
}

bool is_agency(std::string_view folded) {
  static const auto* const kSet = new auto(make_set(kAgencies));
  if (folded.starts_with("the ")) folded.remove_prefix(4);
  return kSet->contains(folded);
}

bool is_upper_start(std::string_view word) {
  const auto [c, length] = decode_code_point(word, 0);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c == 0x131) return false;  // the dotless i folds to another letter
  std::string letter(word.substr(0, length));
  return fold_word(letter) != letter || c >= 0x590;  // scripts without case
}

/// "di Ann Lee" is a by-line, "de Gaulle" a name.
bool begins_full_name(std::string_view text) {
  text = trim_ascii(text);
  const std::size_t space = text.find(' ');
  return space != std::string_view::npos && is_upper_start(text) &&
         is_upper_start(text.substr(space + 1));
}

/// Without by-words, colons and spaces at the beginning.
std::string_view drop_by_words(std::string_view text) {
  for (int i = 0; i < 3; ++i) {
    const std::size_t begin = text.find_first_not_of(" :,;|-/*");
    text.remove_prefix(std::min(begin, text.size()));
    text = drop_wide_mark(text);
    const std::size_t length = by_word_length(text);
    // "de" and "da" in lower case begin names as well, but no full ones.
    const bool is_particle =
        length == 2 &&
        (text.starts_with("de") || text.starts_with("di") || text.starts_with("da")) &&
        !begins_full_name(text.substr(length));
    const bool is_name_part = text.starts_with("von ") && i > 0;
    if (length == 0 || is_particle || is_name_part) return text;
    text.remove_prefix(length);
  }
  return text;
}

/// "Ann Lee/Bo Ek" and "Ann Lee/dpa" as two; one where no side has several words ("det/dpa"), and
/// where one is neither a name nor an agency or its like in capitals (an address).
std::vector<std::string_view> split_at_slash(std::string_view part) {
  const std::vector<std::string_view> sides = split(part, '/');
  if (names_picture(part)) return {part};
  const auto is_name = [](std::string_view side) {
    side = drop_by_words(trim_ascii(side));
    return side.find(' ') != side.npos && is_upper_start(side) && !side.starts_with("The ");
  };
  const auto is_service = [](std::string_view side) {
    return is_agency(fold_word(trim_ascii(side)));
  };
  const bool are_names = std::all_of(sides.begin(), sides.end(), [&](std::string_view side) {
    return is_name(side) || is_service(side);
  });
  return are_names && std::any_of(sides.begin(), sides.end(), is_name) ? sides : std::vector{part};
}

/// "文・写真／山田太郎", "文/王小明": the mark would be taken for one between names.
bool is_label_of_wide_mark(std::string_view text) {
  return !text.empty() && (text[0] & 0x80) != 0 && by_word_length(text) > 0;
}

/// The text cut into names.
std::vector<std::string> split_names(std::string_view text, NameForm form) {
  if (text.starts_with('(') && text.find(')') + 1 == text.size())  // "(AFP)"
    text = text.substr(1, text.size() - 2);
  constexpr std::string_view kOpen = "（", kClose = "）";
  if (text.starts_with(kOpen) && text.find(kClose) + kClose.size() == text.size())
    text = text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size());
  if (is_label_of_wide_mark(text)) text = drop_by_words(text);
  std::string marked = without_places(text);
  for (const std::string_view at : {"[at]", "(at)", " [at] ", " (at) "})
    marked = replace_all(marked, at, "@");
  constexpr std::pair<std::string_view, std::string_view> kBrackets[] = {
      {"（", "）"}, {"(", ")"}, {"[", "]"}};
  for (const auto& [open, close] : kBrackets)  // "Ann Lee (Berlin)"
    for (std::size_t at = marked.find(open); at != std::string::npos; at = marked.find(open)) {
      const std::size_t end = marked.find(close, at);
      marked.replace(at, end == std::string::npos ? end : end - at + close.size(), ";");
    }
  for (const std::string_view joint : kJoints) marked = replace_all(marked, joint, ";");
  for (const std::string_view joint : {" AND ", " UND ", " WITH ", " MIT "})  // in capitals
    marked = replace_all(marked, joint, ";");
  for (const std::string_view mark : {"、", "，", "；", "／", "؛", "،", "|", "\n"})
    marked = replace_all(marked, mark, ";");
  if (form == NameForm::kFree) std::replace(marked.begin(), marked.end(), ',', ';');
  std::vector<std::string> parts;
  for (const std::string_view part : split(marked, ';'))
    for (const std::string_view name : split_at_slash(part))
      if (parts.size() < 4 * kMaxAuthors) {
        const std::size_t wire = begin_of_wire(trim_ascii(name));
        const std::string_view person = trim_ascii(name).substr(0, wire);
        const bool is_two = wire != 0 && begins_full_name(drop_by_words(person));
        parts.emplace_back(is_two ? person : trim_ascii(name));
        if (is_two) parts.emplace_back(trim_ascii(trim_ascii(name).substr(wire)));
      }
  return parts;
}

struct Shape {
  int words = 0, capitals = 0;
  bool has_digit = false, has_role = false, has_agency = false;
};

Shape shape_of(std::string_view name) {
  Shape shape;
  for (const std::string_view word : split(name, ' ')) {
    if (word.empty()) continue;
    ++shape.words;
    shape.capitals += is_upper_start(word);
    shape.has_digit |= word.find_first_of("0123456789") != std::string_view::npos;
    const std::string folded = fold_word(word);
    shape.has_role |= is_role(folded);
    shape.has_agency |= is_agency(folded);
  }
  shape.has_agency |= is_agency(fold_word(name));
  return shape;
}

/// "Ann Lee on Monday" as "Ann Lee": the words before the first that no name has.
std::string cut_at_prose(std::string_view name) {
  std::string out;
  for (const std::string_view end : {" FOR ", " Special to ", " SPECIAL TO ", " Special for "})
    if (const std::size_t at = name.find(end); at != name.npos) name = name.substr(0, at);
  if (!is_upper_start(name)) return std::string(drop_last_preposition(name));
  for (const std::string_view word : split(name, ' ')) {
    if (!out.empty() && is_ascii_alpha(word.empty() ? ' ' : word[0]) && !is_upper_start(word) &&
        !is_name_particle(word) && word.size() > 1)
      break;
    out += (out.empty() ? "" : " ") + std::string(word);
  }
  return out;
}

/// "Senior" and "Court" of "Senior Court Reporter".
bool is_post_word(std::string_view folded) {
  static const auto* const kSet = new auto(make_set(kPostWords));
  return kSet->contains(folded);
}

/// "Ann Lee Staff Writer" as "Ann Lee": where a post ends the line and a full name is left.
std::string_view drop_post(std::string_view name) {
  std::size_t end = name.size();
  for (std::size_t space = name.rfind(' '); space != name.npos && space > 0;
       space = name.rfind(' ', end - 1)) {
    const std::string word = fold_word(name.substr(space + 1, end - space - 1));
    const bool is_last = end == name.size();
    if (!is_role(word) && (is_last || !is_post_word(word))) break;
    end = space;
  }
  const std::string_view person = name.substr(0, end);
  const std::vector<std::string_view> words = split(person, ' ');
  const bool is_person =  // of "Ann Lee Senior Autos" nobody knows where the name ends
      words.size() <= 3 && is_full_name(person) &&
      std::none_of(words.begin(), words.end(),
                   [](std::string_view word) { return is_post_word(fold_word(word)); });
  return is_person ? person : name;
}

/// True for "det/dpa", "AFP/The Example": initials or papers beside an agency.
bool names_agency_by_slash(std::string_view name) {
  if (name.find('/') == std::string_view::npos || name.find("//") != std::string_view::npos)
    return false;
  const auto parts = split(name, '/');
  return std::any_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return is_agency(fold_word(part)); });
}

/// A part as a name, or an empty name when it is none.
AuthorName clean_name(std::string_view part) {
  constexpr int kMaxWords = 6;
  std::string name = drop_addresses(drop_by_words(part));
  while (name.ends_with(')') || name.ends_with(']')) name.pop_back();
  if (constexpr std::string_view kClose = "）"; name.ends_with(kClose))
    name.resize(name.size() - kClose.size());
  name = drop_ornaments(name);
  if (name.empty() || name.size() > kMaxNameBytes || names_picture(name)) return {};
  const bool tells_post = shape_of(name).has_role;  // "Northport bureau chief" is no one's name
  name = drop_reporter_word(cut_at_prose(name));
  if (tells_post && name.find(' ') == std::string::npos &&
      is_ascii_alpha(name.empty() ? ' ' : name[0]))
    return {};
  name = drop_post(drop_report_place(name));
  if (has_sentence_end(name) || is_report_word(name) || name.starts_with("at ")) return {};
  if (name.empty() || is_by_word(name) || name.find_first_of("?!<>{}=:%[") != std::string::npos)
    return {};
  if (is_placeholder_name(name) || is_degree(name) || is_date_label(name)) return {};
  const Shape shape = shape_of(name);
  if (shape.words > kMaxWords || shape.has_role) return {};
  constexpr int kMaxLowerWords = 3;  // "maria la cruz"; more are a sentence
  if (shape.capitals == 0 && shape.words > kMaxLowerWords) return {};
  if (names_agency_by_slash(name)) return {name, true};
  const bool is_address =
      name.find("://") != std::string::npos || name.find('/') != std::string::npos;
  if (is_address || count_code_points(name) < 2) return {};
  if (shape.has_digit && (shape.words > 1 || is_ascii_digit(name[0]))) return {};
  const bool is_domain = shape.words == 1 && name.find('.') != std::string::npos;
  return {name, shape.has_agency || is_domain};
}

/// Adds "PhD" or "Jr." to the name it follows, once, while the name stays one.
void add_suffix(std::string& name, std::string_view suffix) {
  if (name.ends_with(suffix) || name.size() + suffix.size() > kMaxNameBytes) return;
  name.append(is_degree(suffix) ? ", " : " ").append(suffix);
}

/// Drops "Ann" and "Lee" beside "Ann Lee": a box that goes on by the first name.
void drop_parts_of_names(std::vector<AuthorName>& names) {
  const std::vector<AuthorName> all = names;  // at most kMaxAuthors
  std::erase_if(names, [&](const AuthorName& part) {
    return std::any_of(all.begin(), all.end(), [&](const AuthorName& whole) {
      return whole.name.starts_with(part.name + " ") || whole.name.ends_with(" " + part.name);
    });
  });
}

std::vector<AuthorName> names_of_list(std::string_view text, NameForm form) {
  std::vector<AuthorName> names;
  for (const std::string& part : split_names(text, form)) {
    if (!names.empty() && (is_generation(part) || is_degree(part))) {
      add_suffix(names.back().name, part);
      continue;
    }
    if (!names.empty() && names_editor(part)) break;  // a wire service's last line
    if (names_picture(part)) continue;
    if (!names.empty() && form == NameForm::kFree &&
        names.front().name.find(' ') != std::string::npos && says_where(part))
      continue;
    AuthorName author =
        clean_name(form == NameForm::kLastNameFirst ? first_name_first(part) : part);
    author.name = halve_if_doubled(std::move(author.name));
    const bool is_known = std::any_of(names.begin(), names.end(), [&](const AuthorName& known) {
      return equals_ignoring_ascii_case(known.name, author.name);
    });
    if (!author.name.empty() && !is_known && names.size() < kMaxAuthors)
      names.push_back(std::move(author));
  }
  drop_parts_of_names(names);
  return names;
}

/// The line's pieces, each up to its date. Where little stands before that ("on 5 May, Ann Lee") it
/// is left as it is.
std::string without_dates(std::string_view line) {
  std::string out;
  for (const std::string_view piece : split(line, ';')) {
    std::string_view cut = before_date_part(piece);
    const auto names = cut.size() == piece.size() ? std::vector<AuthorName>()
                                                  : names_of_list(cut, NameForm::kFree);
    const bool is_known = by_word_length(trim_ascii(cut)) > 0;
    const bool are_names =
        !names.empty() && std::all_of(names.begin(), names.end(), [&](const AuthorName& name) {
          return (is_known || is_full_name(name.name)) && !is_glued(name.name);
        });
    out.append(out.empty() ? "" : ";").append(are_names ? cut : piece);
  }
  return out;
}

}  // namespace

std::ptrdiff_t count_prose_words(std::string_view text) {
  const std::vector<std::string_view> words = split(text, ' ');
  return std::count_if(words.begin(), words.end(), [](std::string_view word) {
    return word.size() > 1 && !is_upper_start(word) && !is_ascii_digit(word[0]) &&
           !is_name_particle(word) && word != "and";
  });
}

bool is_sentence_about_someone(std::string_view text) {
  constexpr std::ptrdiff_t kMinProse =
      3;  // "By Ann Lee, chief political correspondent" ends in none
  if (text.ends_with("。") || text.ends_with("।")) return true;
  constexpr std::size_t kShort = 2;  // "De" and "Di" begin sentences, too
  if (text.starts_with("By ") || by_word_length(text) > kShort) return false;
  return text.ends_with('.') && count_prose_words(text) >= kMinProse;
}

bool is_by_label(std::string_view text) {
  constexpr std::size_t kMaxLabel = 40;
  if (text.size() < 2 || text.size() > kMaxLabel || !is_upper_start(text)) return false;
  if (text.ends_with(':')) text = trim_ascii(text.substr(0, text.size() - 1));
  if (text.ends_with("：")) text.remove_suffix(std::string_view("：").size());
  if (text.empty() || !may_begin_by_word(text.front()) || names_picture(text)) return false;
  return is_by_word(text);
}

std::string_view after_by_word(std::string_view text) {
  while (text.starts_with('(') || text.starts_with(' ')) text.remove_prefix(1);
  if (constexpr std::string_view kOpen = "（"; text.starts_with(kOpen))
    text.remove_prefix(kOpen.size());
  const std::size_t length = by_word_length(text);
  if (length == 0 || !is_upper_start(text) || names_picture(text)) return {};
  text = drop_wide_mark(text.substr(length));
  const std::size_t begin = text.find_first_not_of(" :/");
  if (begin == std::string_view::npos || !is_upper_start(text.substr(begin))) return {};
  return text.substr(begin);
}

bool names_agency(std::string_view text) { return is_agency(fold_word(text)); }

std::string_view name_before_role(std::string_view text) {
  constexpr std::size_t kMaxRoleWords = 5;
  for (const std::string_view mark : {", ", " | ", " · ", " – ", " - "}) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos || !is_full_name(text.substr(0, at))) continue;
    std::string_view role = text.substr(at + mark.size());
    for (const std::string_view end : {",", "|", "·", " – ", " - "})
      role = role.substr(0, role.find(end));
    const std::vector<std::string_view> words = split(trim_ascii(role), ' ');
    const bool has_role = std::any_of(words.begin(), words.end(), is_occupation);
    if (has_role && words.size() <= kMaxRoleWords) return text.substr(0, at);
  }
  return {};
}

bool is_occupation_line(std::string_view text) {
  constexpr std::size_t kMaxBytes = 60, kMaxWords = 5;
  if (text.size() > kMaxBytes || text.find_first_of(".:!?0123456789") != text.npos) return false;
  const std::string plain = replace_all(text, ",", "");
  const std::vector<std::string_view> words = split(plain, ' ');
  return words.size() <= kMaxWords && std::any_of(words.begin(), words.end(), is_occupation);
}

std::string_view after_small_by_word(std::string_view text) {
  if (text.empty() || is_upper_start(text) || names_picture(text)) return {};
  const std::string_view name = trim_ascii(text.substr(by_word_length(text)));
  if (name.size() == text.size()) return {};
  return is_full_name(name) ? name : name_before_role(name);
}

bool is_full_name(std::string_view text) {
  constexpr std::size_t kMaxWords = 4;
  if (text.find_first_of("0123456789:.!?|,") != text.npos) return false;
  const std::vector<std::string_view> words = split(text, ' ');
  const bool has_particle = words.size() > 2 && is_persons_particle(words[1]) &&
                            is_upper_start(text) && is_upper_start(words.back());
  if (!begins_full_name(text) && !has_particle) return false;
  return words.size() <= kMaxWords &&
         std::all_of(words.begin(), words.end(), [](std::string_view word) {
           return word.size() > 1 && (is_upper_start(word) || is_name_particle(word)) &&
                  !is_role(fold_word(word));
         });
}

bool is_small_by_label(std::string_view text) {
  if (text.ends_with(':')) text.remove_suffix(1);
  return text.size() > 1 && !is_upper_start(text) && may_begin_by_word(text.front()) &&
         !names_picture(text) && is_by_word(text);
}

std::vector<AuthorName> parse_authors(std::string_view text, NameForm form) {
  constexpr std::size_t kMaxText = 2000;
  text = text.substr(0, kMaxText);
  if (form == NameForm::kLastNameFirst) return names_of_list(text, form);
  const std::string_view line = without_pictures(text);
  return names_of_list(form == NameForm::kUncut ? std::string(line) : without_dates(line),
                       NameForm::kFree);
}

}  // namespace cuttings
