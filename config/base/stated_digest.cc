#include "config/base/stated_digest.h"

#include <openssl/evp.h>

#include <array>
#include <optional>
#include <string>

#include "config/base/digest.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

struct Algorithm {
  std::string_view name;
  const EVP_MD* (*make)();
};

// WARC/1.1 leaves names open; these are the ones that tools write, with and without the hyphen.
constexpr std::array<Algorithm, 7> kAlgorithms = {{{"md5", EVP_md5},
                                                   {"sha1", EVP_sha1},
                                                   {"sha-1", EVP_sha1},
                                                   {"sha256", EVP_sha256},
                                                   {"sha-256", EVP_sha256},
                                                   {"sha512", EVP_sha512},
                                                   {"sha-512", EVP_sha512}}};

const Algorithm* find_algorithm(std::string_view name) {
  for (const Algorithm& algorithm : kAlgorithms)
    if (equals_ignoring_ascii_case(algorithm.name, name)) return &algorithm;
  return nullptr;
}

// RFC 4648, section 6, letters of either case. Empty for anything else.
std::optional<std::string> bytes_of_base32(std::string_view text) {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(to_ascii_lower(c));
    if (digit == std::string_view::npos) return {};
    bits = (bits << 5 | static_cast<unsigned>(digit)) & 0xFFFF;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

// The value as bytes, in whichever of the two spellings has the length.
std::optional<std::string> bytes_of_value(std::string_view value, std::size_t size) {
  auto bytes = bytes_of_hex(to_ascii_lower(value));
  if (bytes && bytes->size() == size) return bytes;
  bytes = bytes_of_base32(value);  // of MD5 it is as long as hex, with its padding
  if (!bytes || bytes->size() != size) return {};
  return bytes;
}

}  // namespace

bool is_digest_wrong(std::string_view stated, std::string_view bytes) {
  const std::size_t colon = stated.find(':');
  if (colon == std::string_view::npos) return false;
  const Algorithm* algorithm = find_algorithm(stated.substr(0, colon));
  if (algorithm == nullptr) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm->make(), nullptr) != 1)
    return false;
  const auto wanted = bytes_of_value(trim_ascii(stated.substr(colon + 1)), size);
  return wanted && *wanted != std::string_view(reinterpret_cast<const char*>(digest.data()), size);
}

}  // namespace cuttings
