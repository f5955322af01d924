#pragma once
// UTF-8 text helpers that every module shares. All take and return UTF-8 unless they say bytes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/utf8.h"

namespace cuttings {

/// True for the HTML standard's ASCII white space: tab, LF, FF, CR, space.
constexpr bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
constexpr bool is_ascii_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_alphanumeric(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }
constexpr char to_ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// True for white space as a reader sees it: ASCII space, NBSP, U+2000-200A, 2028, 2029, 202F,
/// 205F, 3000.
bool is_space_code_point(char32_t c);

std::string to_ascii_lower(std::string_view text);
/// The same at the end of `out`, of which `text` is no part.
void append_ascii_lower(std::string& out, std::string_view text);

// Comparisons that take ASCII letters of either case for equal. An empty prefix or needle is found.
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);
bool contains_ignoring_ascii_case(std::string_view haystack, std::string_view needle);
bool starts_with_ignoring_ascii_case(std::string_view text, std::string_view prefix);

/// Lower case by Unicode's full case folding (ICU): "Straße" becomes "strasse". Not for show.
std::string fold_case(std::string_view text);

/// Without ASCII white space at both ends; a view into `text`.
std::string_view trim_ascii(std::string_view text);

/// Without soft hyphens (U+00AD): they say where a word may be broken at a line's end and are no
/// part of it (Unicode Standard, section 23.2). Anything else is left as it is.
std::string without_soft_hyphens(std::string text);

/// Runs of white space (as is_space_code_point) become one space, none at the ends.
std::string collapse_whitespace(std::string_view text);

/// Without what a store or reader must not meet: NUL, C0 and C1 controls but tab and LF,
/// noncharacters. A CR goes too: turn line ends into LF first.
std::string remove_controls(std::string_view text);

/// A C1 control (U+0080 to U+009F, two bytes of UTF-8) begins at text[at]: terminals obey them.
constexpr bool is_c1_at(std::string_view text, std::size_t at) {
  return text[at] == '\xC2' && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

/// `text` made safe for a terminal: C0, C1, DEL and ESC as "\x1b"-style escapes, bidi controls as
/// "\u202e"-style ones. LF and tab are kept or escaped as `mode` says.
enum class LineMode { kKeepLines, kOneLine };
std::string escape_for_terminal(std::string_view text, LineMode mode);

/// Words as a reader counts them: runs of letters, marks and digits, an apostrophe inside joining;
/// each Han, Hiragana, Katakana or Thai character counts as half a word, rounded up over a run.
std::size_t count_words(std::string_view text);

/// The parts between `separator`s, in order, empty ones too; one part when there is none. Views
/// into `text`.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The parts one after the other with `between` between them; "" for none.
std::string join(const std::vector<std::string>& parts, std::string_view between);

/// `text` with each `from`, searched left to right without overlap, replaced by `to`. O(n).
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

}  // namespace cuttings
