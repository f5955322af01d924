#include "extractor/language.h"

#include <algorithm>
#include <array>
#include <cstdio>  // cld2's headers need it and do not include it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxBytes = 2048;  // some 300 words: enough to be sure; bounds the time
// Enough to agree with what a page declares. Not enough without: a German page may begin English.
constexpr std::size_t kAgreeingBytes = 1024;

std::string_view whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  return text.substr(0, most);
}

/// CLD2's code in the form of BCP 47 (it keeps two codes that were withdrawn in 1989).
std::string bcp47(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  return std::string(code);
}

std::string primary(std::string_view tag) {
  return to_ascii_lower(tag.substr(0, std::min(tag.find_first_of("-_"), tag.size())));
}

/// Tags of one language that people use for each other, and pairs that a detector cannot tell from
/// a page apart: no reason to overrule.
bool are_close(std::string_view a, std::string_view b) {
  constexpr std::array<std::array<std::string_view, 5>, 6> kGroups = {
      {{"no", "nb", "nn", "da"},
       {"sr", "hr", "bs", "sh", "me"},
       {"id", "ms"},
       {"he", "iw"},
       {"fil", "tl"},
       {"gl", "pt"}}};
  if (a == b) return true;
  for (const auto& group : kGroups) {
    const bool has_a = std::find(group.begin(), group.end(), a) != group.end();
    const bool has_b = std::find(group.begin(), group.end(), b) != group.end();
    if (has_a && has_b) return true;
  }
  return false;
}

DetectedLanguage detect_in(std::string_view text, std::size_t most_bytes) {
  const std::string valid = to_valid_utf8(whole_characters(text, most_bytes));
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0, valid_prefix = 0;
  bool is_reliable = false;
  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                                   CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummaryCheckUTF8(valid.data(), static_cast<int>(valid.size()),
                                          /*is_plain_text=*/true, &no_hints, 0, languages.data(),
                                          percents.data(), scores.data(), nullptr, &text_bytes,
                                          &is_reliable, &valid_prefix);
  if (!is_reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  return {bcp47(CLD2::LanguageCode(languages[0])), percents[0] / 100.0};
}

}  // namespace

DetectedLanguage detect_language(std::string_view text) { return detect_in(text, kMaxBytes); }

SettledLanguage settle_language(std::string_view declared, std::string_view text) {
  if (declared.empty()) {
    DetectedLanguage detected = detect_language(text);
    const bool is_detected = !detected.code.empty();
    return {std::move(detected.code), is_detected};
  }
  const auto is_plainly_other = [&](const DetectedLanguage& detected) {
    return detected.confidence >= kOverrulingConfidence &&
           !are_close(primary(declared), primary(detected.code));
  };
  if (text.size() < kOverrulingBytes || !is_plainly_other(detect_in(text, kAgreeingBytes)))
    return {std::string(declared), false};
  DetectedLanguage detected = detect_language(text);
  if (!is_plainly_other(detected)) return {std::string(declared), false};
  return {std::move(detected.code), true};
}

}  // namespace cuttings
