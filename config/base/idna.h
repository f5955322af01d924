#pragma once
// Domain to ASCII (https://url.spec.whatwg.org/#concept-domain-to-ascii) over ICU's UTS #46.

#include <string>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

/// `domain` (valid UTF-8) in lower-case ASCII with its non-ASCII labels in Punycode, by UTS #46
/// non-transitional with CheckBidi and CheckJoiners, without CheckHyphens, STD3 rules and DNS
/// length checks. May hold characters a host forbids: the caller checks. Error kInvalidArgument
/// when the standard returns failure or the domain is over kMaxIdnaBytes.
Result<std::string> domain_to_ascii(std::string_view domain);

}  // namespace cuttings
