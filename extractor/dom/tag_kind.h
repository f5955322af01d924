#pragma once
// TagKind: what the scan before Gumbo must know of an element's name, and the name as a number.

#include <cstdint>
#include <string_view>

#include "extractor/dom/tag.h"

namespace cuttings {

/// A lower-case element name as one number: its bytes when there are at most eight of them (top
/// bit clear for ASCII), else a hash with the top bit set.
using NameKey = std::uint64_t;

constexpr NameKey name_key(std::string_view name) {
  NameKey key = 0;
  if (name.size() <= 8) {
    for (std::size_t i = 0; i < name.size(); ++i)
      key |= static_cast<NameKey>(static_cast<unsigned char>(name[i])) << (8 * i);
    return key;
  }
  key = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : name) key = (key ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return key | (NameKey{1} << 63);
}

/// h1 to h6.
constexpr bool is_heading(NameKey key) {
  return (key & 0xFF) == 'h' && key >> 8 >= '1' && key >> 8 <= '6';
}

/// Bits; an unknown name has none.
using TagKind = std::uint32_t;
inline constexpr TagKind kVoidTag = 1u << 0;        ///< never has children
inline constexpr TagKind kScriptTag = 1u << 1;      ///< body by the script data states
inline constexpr TagKind kRawTextTag = 1u << 2;     ///< body up to its end tag
inline constexpr TagKind kRcdataTag = 1u << 3;      ///< the same, references decoded
inline constexpr TagKind kPlaintextTag = 1u << 4;   ///< body up to the end of the page
inline constexpr TagKind kFormattingTag = 1u << 5;  ///< in the list of active formatting elements
inline constexpr TagKind kPhrasingTag = 1u << 6;    ///< open tags an implied end tag passes through
inline constexpr TagKind kItemTag = 1u << 7;        ///< li, dt, dd: closed by the next
inline constexpr TagKind kTablePartTag = 1u << 8;   ///< tr, td, th, tbody, thead, tfoot
inline constexpr TagKind kScopeTag = 1u << 9;       ///< end tags do not reach over it
inline constexpr TagKind kBreakoutTag = 1u << 10;   ///< ends svg and math
inline constexpr TagKind kLeadingLfTag = 1u << 11;  ///< pre, listing, textarea: drops a first LF
inline constexpr TagKind kMathTextTag = 1u << 12;   ///< mi, mo, mn, ms, mtext
inline constexpr TagKind kBlockTag = 1u << 14;      ///< white space after its tags is not shown
inline constexpr TagKind kHeadTag = 1u << 15;       ///< may stand before the body
inline constexpr TagKind kRootTag = 1u << 13;       ///< html, body: a second one's attributes merge
inline constexpr TagKind kOptionTag = 1u << 16;     ///< option, optgroup
inline constexpr TagKind kRubyPartTag = 1u << 17;   ///< rb, rt, rtc, rp
inline constexpr TagKind kScopedEndTag = 1u << 18;  ///< its end tag closes what is open inside
inline constexpr TagKind kOrdinaryTag = 1u << 22;   ///< no more than a name Gumbo knows
inline constexpr TagKind kEndsParagraphTag = 1u << 20;  ///< its start tag closes an open p
inline constexpr TagKind kNeverOpenTag = 1u << 21;      ///< head, colgroup: most tags end them
/// What ElementFolder may fold: kFoldedLikeTextTag where the tag opens formatting elements again as
/// text does
/// ("reconstruct the active formatting elements"), kFoldedTag where it does not.
inline constexpr TagKind kFoldedLikeTextTag = 1u << 23;
inline constexpr TagKind kFoldedTag = 1u << 24;
inline constexpr TagKind kSpecialTag = 1u << 19;  ///< end tags of ordinary elements stop there

/// O(1). Any thread.
TagKind tag_kind(NameKey key);

/// The Tag of a name, kOther when it has none. O(1). Any thread.
Tag tag_of(NameKey key);

}  // namespace cuttings
