#pragma once
// The rows of `duplicates`: which articles are copies of which. Every call is within the caller's
// transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/sqlite/database.h"

namespace cuttings {

/// Bits in which the fingerprints of near copies may differ. Measured, see docs/discovery.md.
inline constexpr int kNearDuplicateBits = 10;

/// What copies are known by.
struct TextPrint {
  std::int64_t article_id = 0;
  std::string content_hash;  ///< "": of no use
  std::string fingerprint;   ///< a 64-bit simhash as 16 hex digits
};

/// Bits in which two fingerprints differ; empty when one of them is none, or of a text without
/// words.
std::optional<int> fingerprint_distance(std::string_view a, std::string_view b);

struct NearCopy {
  std::int64_t article_id = 0;
  int distance = 0;  ///< bits, 0 to kNearDuplicateBits
};

/// Other articles whose fingerprints are near, nearest first, then by id. Looks at those that share
/// one of the fingerprint's four quarters but for a bit: all within 7 bits are among them, and of
/// those that differ in 8, 9 and 10 bits at random 96, 88 and 78 %. Not more than 1,000 a quarter
/// are looked at. Error kStore. 68 look-ups in indexes, each O(log n).
Result<std::vector<NearCopy>> find_near_copies(sqlite::Database& db, const TextPrint& print);

enum class CopyKind { kExact, kNear };

/// Puts the link of one article in the place of what it had: to the oldest with the same text, else
/// to the nearest that is older, else none, which is what it returns then. Error kStore.
Result<std::optional<CopyKind>> link_copy(sqlite::Database& db, const TextPrint& print);

/// As link_copy() for an article whose text is another than before; up to 100 younger ones that
/// were copies of it, or are now, are linked anew too. Error kStore.
Result<void> relink_copies(sqlite::Database& db, const TextPrint& print);

}  // namespace cuttings
