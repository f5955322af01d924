#pragma once
// NearDuplicateIndex: which stored articles have nearly the fingerprint of a new one.

#include <cstdint>
#include <vector>

namespace cuttings {

struct NearDuplicate {
  std::int64_t id;
  int distance;  ///< bits, 0-64

  bool operator==(const NearDuplicate&) const = default;
};

/// Bits in which near copies may differ. Measured, see docs/discovery.md.
inline constexpr int kNearDuplicateBits = 10;

/// 64-bit simhashes (extractor/fingerprint.h) in max_distance + 1 bands: two that differ in at most
/// max_distance bits agree in one band, so nothing within it is missed. One thread.
/// Memory: 16 bytes + 4 bytes a band for each fingerprint.
class NearDuplicateIndex {
 public:
  /// `max_distance` 0-15.
  explicit NearDuplicateIndex(int max_distance = kNearDuplicateBits);

  /// A fingerprint of 0 (no words) is not taken.
  void add(std::int64_t id, std::uint64_t fingerprint);

  /// Those within max_distance, nearest first, then by id; a fingerprint of 0 finds nothing.
  /// O(n (k + 1) / 2^(64 / (k + 1))) for fingerprints that are spread evenly.
  std::vector<NearDuplicate> find(std::uint64_t fingerprint) const;

  std::size_t size() const { return ids_.size(); }

 private:
  struct Band {
    int shift, bits;
    std::vector<std::vector<std::uint32_t>> buckets;
  };
  static std::size_t bucket_of(const Band& band, std::uint64_t fingerprint);

  int max_distance_;
  std::vector<std::int64_t> ids_;
  std::vector<std::uint64_t> fingerprints_;
  std::vector<Band> bands_;
};

}  // namespace cuttings
