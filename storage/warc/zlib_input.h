#pragma once
// zlib's interface lacks const on next_in.

#include <zlib.h>

#include <string_view>

namespace cuttings {

/// `bytes` as zlib takes them; it does not write there.
inline Bytef* zlib_input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

}  // namespace cuttings
