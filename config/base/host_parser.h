#pragma once
// The host parser of the URL standard (https://url.spec.whatwg.org/#host-parsing): domains, IPv4
// in all its spellings, IPv6, opaque hosts.

#include <string>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

enum class HostKind {
  kDomain,  ///< of a special scheme: decoded, to ASCII by IDNA, numbers become IPv4
  kOpaque,  ///< of any other scheme: only percent-encoded
};

/// Longest domain that goes through IDNA, in bytes. Our departure from the standard, which has no
/// limit: Punycode takes quadratic time, and DNS ends at 253.
inline constexpr std::size_t kMaxIdnaBytes = 4096;

/// The serialised host of `input` (valid UTF-8): "example.org", "xn--bcher-kva.example",
/// "192.0.2.1", "[2001:db8::1]". Not empty for kDomain.
/// Error kInvalidArgument with the reason alone, as "forbidden character in host".
Result<std::string> parse_host(std::string_view input, HostKind kind);

}  // namespace cuttings
