#pragma once
// Numbers of four bytes, the lowest first: gzip's trailer (RFC 1952), zstd's frames (RFC 8878) and
// the notes of compact files have them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cuttings {

/// Adds the lowest 32 bits of `value`.
inline void append_le32(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// The number at `at`; there must be four bytes.
inline std::uint32_t read_le32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

}  // namespace cuttings
