#include "config/base/digest.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace cuttings {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

void check(int ok) {
  if (ok != 1) std::abort();
}

}  // namespace

struct Sha256Hasher::Context {
  std::unique_ptr<EVP_MD_CTX, FreeContext> md{EVP_MD_CTX_new()};

  void start() { check(md ? EVP_DigestInit_ex(md.get(), EVP_sha256(), nullptr) : 0); }
};

Sha256Hasher::Sha256Hasher() : context_(std::make_unique<Context>()) { context_->start(); }
Sha256Hasher::~Sha256Hasher() = default;

void Sha256Hasher::update(std::string_view bytes) {
  check(EVP_DigestUpdate(context_->md.get(), bytes.data(), bytes.size()));
}

Sha256 Sha256Hasher::finish() {
  Sha256 digest{};
  check(EVP_DigestFinal_ex(context_->md.get(), digest.data(), nullptr));
  context_->start();
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Hasher hasher;
  hasher.update(bytes);
  return hasher.finish();
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

std::string to_hex(const Sha256& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * digest.size());
  for (const unsigned byte : digest) out += kDigits[byte >> 4], out += kDigits[byte & 15];
  return out;
}

}  // namespace cuttings
