#include "extractor/render/punctuation.h"

#include <unicode/uchar.h>

namespace cuttings {
namespace {

bool is_ascii_punctuation(char32_t c) {
  return (c >= 0x21 && c <= 0x2f) || (c >= 0x3a && c <= 0x40) || (c >= 0x5b && c <= 0x60) ||
         (c >= 0x7b && c <= 0x7e);
}

bool has_category(char32_t c, unsigned mask) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

}  // namespace

bool is_markdown_punctuation(char32_t c) {
  if (c < 0x80) return is_ascii_punctuation(c);
  return has_category(c, U_GC_P_MASK);
}

bool is_punctuation_or_symbol(char32_t c) {
  if (c < 0x80) return is_ascii_punctuation(c);
  return has_category(c, U_GC_P_MASK | U_GC_S_MASK);
}

}  // namespace cuttings
