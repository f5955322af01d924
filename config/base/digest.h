#pragma once
// Digest: SHA-256 in one place; the library behind it stays in digest.cc.

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace cuttings {

using Sha256 = std::array<unsigned char, 32>;

/// SHA-256 (FIPS 180-4) of bytes given in pieces. One thread at a time. Dies with std::abort when
/// the crypto library has no memory: no digest is ever made up.
class Sha256Hasher {
 public:
  Sha256Hasher();
  ~Sha256Hasher();
  Sha256Hasher(const Sha256Hasher&) = delete;
  Sha256Hasher& operator=(const Sha256Hasher&) = delete;

  void update(std::string_view bytes);
  /// The digest of all bytes so far; the hasher starts anew.
  Sha256 finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// SHA-256 of `bytes`. Any thread. O(n).
Sha256 sha256(std::string_view bytes);

/// SHA-256 of `bytes` as 64 lower-case hex digits. Any thread. O(n).
std::string sha256_hex(std::string_view bytes);

/// `digest` as 64 lower-case hex digits.
std::string to_hex(const Sha256& digest);

}  // namespace cuttings
