#include "config/base/signature.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

#include "config/base/digest.h"

namespace cuttings {
namespace {

constexpr std::size_t kKeyBytes = 32, kSignatureBytes = 64;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Without it OpenSSL would ask at the terminal.
int no_password(char*, int, int, void*) { return -1; }

}  // namespace

Result<Signature> sign_ed25519(const std::string& pem, std::string_view message) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr), EVP_PKEY_free);
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
    return fail(ErrorCode::kInvalidArgument, "not an Ed25519 private key without a password",
                "make one: openssl genpkey -algorithm ed25519 -out seal.pem");
  std::array<unsigned char, kKeyBytes> public_key{};
  std::array<unsigned char, kSignatureBytes> signature{};
  std::size_t key_size = public_key.size(), size = signature.size();
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (EVP_PKEY_get_raw_public_key(key.get(), public_key.data(), &key_size) != 1 ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message), message.size()) !=
          1)
    return fail(ErrorCode::kInternal, "cannot sign");
  const auto hex = [](const unsigned char* bytes, std::size_t count) {
    return hex_of({reinterpret_cast<const char*>(bytes), count});
  };
  return Signature{hex(public_key.data(), key_size), hex(signature.data(), size)};
}

bool is_signed_ed25519(const Signature& signature, std::string_view message) {
  const auto public_key = bytes_of_hex(signature.public_key);
  const auto bytes = bytes_of_hex(signature.signature);
  if (!public_key || !bytes || public_key->size() != kKeyBytes || bytes->size() != kSignatureBytes)
    return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(*public_key),
                                            public_key->size()),
                EVP_PKEY_free);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(*bytes), bytes->size(), bytes_of(message),
                          message.size()) == 1;
}

}  // namespace cuttings
