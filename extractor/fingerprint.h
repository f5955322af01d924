#pragma once
// A fingerprint by which near copies of a text find each other.

#include <cstdint>
#include <string>
#include <string_view>

namespace cuttings {

/// The 64-bit simhash of the text's 3-word shingles: texts that share most of their shingles differ
/// in few bits; measured figures are in docs/decisions/0052. Words are runs of letters, marks and
/// digits, case folded; a character of a script written without spaces is a word of its own. 0 for
/// a text without words. O(n). Method: Charikar, STOC 2002; hash: XXH3, 64 bits.
std::uint64_t simhash(std::string_view text);

/// `simhash(text)` as 16 lower-case hex digits: Article::fingerprint.
std::string fingerprint(std::string_view text);

}  // namespace cuttings
