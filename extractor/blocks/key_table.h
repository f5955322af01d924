#pragma once
// KeyTable: numbers by a key of four bytes, such as the beginnings of phrases; most keys that were
// not added are told so without a look into memory far away.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace cuttings {

class KeyTable {
 public:
  static constexpr std::size_t kKeyBytes = 4;

  /// The bytes [at, at + kKeyBytes) of `text`, which has them.
  static std::uint32_t key_at(std::string_view text, std::size_t at) {
    std::uint32_t key = 0;
    std::memcpy(&key, text.data() + at, kKeyBytes);
    return key;
  }

  void add(std::uint32_t key, std::uint32_t number) {
    if (lists_.size() * 2 >= slots_.size()) grow();
    Slot& slot = slots_[place_of(key)];
    if (slot.list == 0) {
      slot = {key, static_cast<std::uint32_t>(lists_.size() + 1)};
      lists_.emplace_back();
      seen_.set(hash_of(key));
    }
    lists_[slot.list - 1].push_back(number);
  }

  /// What was added with `key`, in that order. O(1).
  std::span<const std::uint32_t> find(std::uint32_t key) const {
    if (!seen_[hash_of(key)]) return {};
    const std::uint32_t list = slots_[place_of(key)].list;
    if (list == 0) return {};
    return lists_[list - 1];
  }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t list = 0;  ///< from 1; 0: free
  };
  static constexpr std::size_t kHashes = 1u << 16;  // 8 KB of bits: they stay in the first cache

  static std::size_t hash_of(std::uint32_t key) { return (key * 0x9E3779B1u) >> 16; }

  /// Of the key's slot, or of the free one it would get: half of them are free.
  std::size_t place_of(std::uint32_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = hash_of(key) & mask;
    while (slots_[place].list != 0 && slots_[place].key != key) place = (place + 1) & mask;
    return place;
  }

  void grow() {
    const std::vector<Slot> old = std::exchange(
        slots_, std::vector<Slot>(slots_.empty() ? std::size_t{16} : slots_.size() * 2));
    for (const Slot& slot : old)
      if (slot.list != 0) slots_[place_of(slot.key)] = slot;
  }

  std::bitset<kHashes> seen_;
  std::vector<Slot> slots_;  ///< a power of two of them
  std::vector<std::vector<std::uint32_t>> lists_;
};

}  // namespace cuttings
