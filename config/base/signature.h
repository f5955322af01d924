#pragma once
// Ed25519 signatures (RFC 8032) by OpenSSL's libcrypto.

#include <string>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

/// Both as lower-case hex digits: 64 and 128.
struct Signature {
  std::string public_key, signature;
};

/// Signs with the private key `pem` (PKCS #8, as `openssl genpkey -algorithm ed25519` writes it).
/// Error kInvalidArgument: not such a key, or one with a password.
Result<Signature> sign_ed25519(const std::string& pem, std::string_view message);

/// True when the holder of the key signed `message`. False for anything that is no signature.
bool is_signed_ed25519(const Signature& signature, std::string_view message);

}  // namespace cuttings
