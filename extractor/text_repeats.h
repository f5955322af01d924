#pragma once
// TextRepeats: the lines that the texts of one run share. One text cannot tell that its last line
// stands under every text of the collection; many texts can.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace cuttings {

/// Filled by one thread, then asked by any number.
class TextRepeats {
 public:
  /// Counts each line of `text` (UTF-8) once. O(bytes); at most kMaxLines different lines are
  /// remembered (about 100 MB), later new ones are not.
  void learn(std::string_view text);

  /// True when `line` stands in so many of the texts that it is none's own: a line of six words or
  /// more in four of them, a shorter one also in half of them. Case and punctuation do not count.
  bool is_repeat(std::string_view line) const;

  static constexpr std::size_t kMaxLines = 2'000'000;

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> texts_with_;  // by block_hash() of the line
  std::size_t texts_ = 0;
};

}  // namespace cuttings
