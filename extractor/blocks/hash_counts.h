#pragma once
// HashCounts: numbers by hashes, for what is counted on a page; without memory for each entry.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cuttings {

/// Open addressing over a table at most half full.
class HashCounts {
 public:
  /// Room for `count` hashes without growing.
  explicit HashCounts(std::size_t count = 8) {
    std::size_t slots = kLeast;
    while (slots < 2 * count) slots *= 2;
    slots_.resize(slots);
  }

  /// The number of `hash`, 0 for a new one. Valid until the next call. O(1).
  std::uint32_t& operator[](std::uint64_t hash) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[place_of(hash)];
    if (!slot.is_taken) slot = {hash, 0, true}, ++size_;
    return slot.number;
  }

  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
    bool is_taken = false;
  };
  static constexpr std::size_t kLeast = 16;

  /// Of the hash's slot, or of the free one it would get.
  std::size_t place_of(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = (hash ^ hash >> 32) & mask;
    while (slots_[place].is_taken && slots_[place].hash != hash) place = (place + 1) & mask;
    return place;
  }

  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    for (const Slot& slot : old)
      if (slot.is_taken) slots_[place_of(slot.hash)] = slot;
  }

  std::vector<Slot> slots_;  ///< a power of two of them
  std::size_t size_ = 0;
};

}  // namespace cuttings
