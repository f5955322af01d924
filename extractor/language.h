#pragma once
// The language of a text: detected (libcld2), and settled with what the page declares.

#include <string>
#include <string_view>

namespace cuttings {

struct DetectedLanguage {
  std::string code;       ///< BCP 47: "en", "zh", "zh-Hant"; empty when not known
  double confidence = 0;  ///< 0-1: the share of the text that is in `code`, 0 when not reliable
};

/// The main language of `text` (UTF-8; invalid bytes are replaced). Not known below about 20
/// letters or where the detector itself is not sure. Any thread. O(n) over the first 2 KiB.
DetectedLanguage detect_language(std::string_view text);

struct SettledLanguage {
  std::string code;          ///< as in Metadata::language
  bool is_detected = false;  ///< then Metadata::sources["language"] is "detected"
};

/// The declared language, unless there is none or `text` is plainly in another one: a different
/// primary language detected with at least kOverrulingConfidence over at least kOverrulingBytes, in
/// its first 1 KiB and its first 2 KiB.
SettledLanguage settle_language(std::string_view declared, std::string_view text);

/// Both chosen on the corpora's pages that declare a language; see docs/decisions/0051.
inline constexpr double kOverrulingConfidence = 0.90;
inline constexpr std::size_t kOverrulingBytes = 400;

}  // namespace cuttings
