#pragma once
// ValueCache: what was found out about attribute values, which repeat all over a page.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace cuttings {

/// One slot a hash, the last comer has it. One thread.
template <class Found>
class ValueCache {
 public:
  /// What `find(value)` returns, or returned not long ago. `value` must outlive this object.
  /// O(value).
  template <class Find>
  Found of(std::string_view value, const Find& find) {
    Slot& slot = slots_[slot_of(value)];
    if (!slot.is_taken || slot.value != value) slot = {value, find(value), true};
    return slot.found;
  }

 private:
  struct Slot {
    std::string_view value;
    Found found = {};
    bool is_taken = false;
  };
  static constexpr std::size_t kBits = 9;

  /// By its ends and its length: names of one kind differ there.
  static std::size_t slot_of(std::string_view value) {
    std::uint64_t first = 0, last = 0;
    if (value.size() >= sizeof first) {
      std::memcpy(&first, value.data(), sizeof first);
      std::memcpy(&last, value.data() + value.size() - sizeof last, sizeof last);
    } else if (!value.empty()) {
      std::memcpy(&first, value.data(), value.size());
    }
    const std::uint64_t mixed =
        (first ^ (last << 21 | last >> 43) ^ value.size()) * 0x9E3779B97F4A7C15ull;
    return static_cast<std::size_t>(mixed >> (64 - kBits));
  }

  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << kBits);  // not on small stacks
};

}  // namespace cuttings
