#pragma once
// Sixteen bytes of UTF-8 at a time: which are letters, digits or no ASCII at all, one bit a byte.
// SSE2, which every x86-64 has.

#include <emmintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cuttings {

/// Bit i is about byte i.
struct ByteMasks {
  std::uint32_t alphanumeric = 0;  ///< a-z, A-Z, 0-9
  std::uint32_t not_ascii = 0;
};

class Bytes16 {
 public:
  static constexpr std::size_t kSize = 16;

  /// The bytes at `at`, NUL where `text` has ended. Any thread.
  static Bytes16 load(std::string_view text, std::size_t at) {
    if (at + kSize <= text.size())
      return Bytes16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at)));
    char padded[kSize] = {};
    std::memcpy(padded, text.data() + at, text.size() - at);
    return Bytes16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(padded)));
  }

  ByteMasks masks() const {
    const __m128i lower = folded();
    const __m128i is_word = _mm_or_si128(in_range(lower, 'a', 'z'), in_range(bytes_, '0', '9'));
    return {bits(is_word), bits(bytes_)};
  }

  std::uint32_t equal_to(char c) const { return bits(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c))); }

  /// Writes the bytes with A-Z as a-z; 16 bytes, also where the text has ended.
  void store_lower(char* out) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(out), folded()); }

 private:
  explicit Bytes16(__m128i bytes) : bytes_(bytes) {}

  // Bytes beyond ASCII are negative: in no range.
  static __m128i in_range(__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmpgt_epi8(_mm_set1_epi8(static_cast<char>(last + 1)), bytes));
  }
  static std::uint32_t bits(__m128i bytes) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
  }
  __m128i folded() const {
    return _mm_or_si128(bytes_,
                        _mm_and_si128(in_range(bytes_, 'A', 'Z'), _mm_set1_epi8('a' - 'A')));
  }

  __m128i bytes_;
};

}  // namespace cuttings
