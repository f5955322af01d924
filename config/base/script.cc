#include "config/base/script.h"

#include <unicode/uchar.h>

#include "config/base/text.h"

namespace cuttings {

bool is_word_code_point(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    return is_ascii_alphanumeric(ascii);
  }
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

}  // namespace cuttings
