#pragma once
// Digests as WARC records state them: "sha1:" and base32 mostly, "sha256:" and hex here.

#include <string_view>

namespace cuttings {

/// True when `stated` ("algorithm:value") is a digest that `bytes` do not have. False for none, and
/// for one of an algorithm other than MD5, SHA-1, SHA-256, SHA-512, or of a value that is neither
/// hex nor base32 (RFC 4648) of the right length: nobody can tell. Any thread. O(n).
bool is_digest_wrong(std::string_view stated, std::string_view bytes);

}  // namespace cuttings
