#include "extractor/blocks/model.h"

#include <array>
#include <cstdlib>
#include <string>

namespace cuttings {
namespace {

// sizeof, not strlen: a constexpr scan of half a million characters is over the compiler's limit.
#define MODEL(name, text) constexpr std::string_view k_##name(text, sizeof(text) - 1);
#include "extractor/blocks/model.inc"
#undef MODEL

/// RFC 4648 base64 of our own making: no white space, padding ignored.
std::string decode_base64(std::string_view text) {
  std::array<std::uint8_t, 256> value{};
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    value[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = (bits << 6) | value[static_cast<unsigned char>(c)];
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>((bits >> count) & 0xFF));
  }
  return bytes;
}

TreeEnsemble load(std::string_view text) {
  Result<TreeEnsemble> trees = TreeEnsemble::parse(decode_base64(text));
  if (!trees) std::abort();
  return std::move(*trees);
}

}  // namespace

const Model& block_model() {
  static const Model model = {load(k_own), load(k_kind), load(k_context)};
  return model;
}

}  // namespace cuttings
