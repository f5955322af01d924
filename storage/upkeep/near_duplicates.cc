#include "storage/upkeep/near_duplicates.h"

#include <algorithm>
#include <bit>

namespace cuttings {
namespace {

std::uint64_t mask_of(int bits) {
  return bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

}  // namespace

NearDuplicateIndex::NearDuplicateIndex(int max_distance)
    : max_distance_(std::clamp(max_distance, 0, 15)) {
  const int count = max_distance_ + 1;
  int shift = 0;
  for (int i = 0; i < count; ++i) {
    const int end = 64 * (i + 1) / count;
    const int bits = std::min(end - shift, 16);  // the rest of a wide band is left to the check
    bands_.push_back({shift, bits, {}});
    bands_.back().buckets.resize(std::size_t{1} << bits);
    shift = end;
  }
}

std::size_t NearDuplicateIndex::bucket_of(const Band& band, std::uint64_t fingerprint) {
  return static_cast<std::size_t>(fingerprint >> band.shift & mask_of(band.bits));
}

void NearDuplicateIndex::add(std::int64_t id, std::uint64_t fingerprint) {
  if (fingerprint == 0) return;
  const auto place = static_cast<std::uint32_t>(ids_.size());
  ids_.push_back(id);
  fingerprints_.push_back(fingerprint);
  for (Band& band : bands_) band.buckets[bucket_of(band, fingerprint)].push_back(place);
}

std::vector<NearDuplicate> NearDuplicateIndex::find(std::uint64_t fingerprint) const {
  std::vector<NearDuplicate> found;
  if (fingerprint == 0) return found;
  for (std::size_t i = 0; i < bands_.size(); ++i) {
    const auto first = bands_.begin();
    for (const std::uint32_t place : bands_[i].buckets[bucket_of(bands_[i], fingerprint)]) {
      const std::uint64_t difference = fingerprints_[place] ^ fingerprint;
      const int distance = std::popcount(difference);
      if (distance > max_distance_) continue;
      const bool was_found =
          std::any_of(first, first + static_cast<std::ptrdiff_t>(i),
                      [&](const Band& earlier) { return bucket_of(earlier, difference) == 0; });
      if (!was_found) found.push_back({ids_[place], distance});
    }
  }
  std::ranges::sort(found, [](const NearDuplicate& a, const NearDuplicate& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.id < b.id;
  });
  return found;
}

}  // namespace cuttings
