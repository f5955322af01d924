#pragma once
// Digests by OpenSSL's libcrypto.

#include <optional>
#include <string>
#include <string_view>

namespace cuttings {

/// SHA-256 (FIPS 180-4) of `bytes` as 64 lower-case hex digits. Any thread.
std::string sha256_hex(std::string_view bytes);

/// As sha256_hex(), its 32 bytes.
std::string sha256_bytes(std::string_view bytes);

/// Two lower-case digits a byte.
std::string hex_of(std::string_view bytes);

/// The bytes that hex_of() wrote; empty for anything else.
std::optional<std::string> bytes_of_hex(std::string_view hex);

}  // namespace cuttings
