#include "config/base/host_parser.h"

#include <optional>

#include "config/base/idna.h"
#include "config/base/ip_host.h"
#include "config/base/percent_encoding.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

tl::unexpected<Error> bad_host(std::string reason) {
  return fail(ErrorCode::kInvalidArgument, std::move(reason));
}

/// https://url.spec.whatwg.org/#forbidden-host-code-point
constexpr std::string_view kForbiddenInHost("\0\t\n\r #/:<>?@[\\]^|", 17);

/// https://url.spec.whatwg.org/#forbidden-domain-code-point
bool is_forbidden_in_domain(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '%' || c == 0x7F ||
         kForbiddenInHost.find(c) != std::string_view::npos;
}

bool has_forbidden_domain_character(std::string_view domain) {
  for (const char c : domain)
    if (is_forbidden_in_domain(c)) return true;
  return false;
}

Result<std::string> parse_bracketed(std::string_view input) {
  if (input.back() != ']') return bad_host("IPv6 host without closing bracket");
  const auto address = parse_ipv6(input.substr(1, input.size() - 2));
  if (!address) return bad_host("malformed IPv6 address");
  return "[" + serialise_ipv6(*address) + "]";
}

// https://url.spec.whatwg.org/#concept-opaque-host-parser
Result<std::string> parse_opaque(std::string_view input) {
  if (input.find_first_of(kForbiddenInHost) != std::string_view::npos)
    return bad_host("forbidden character in host");
  std::string host;
  append_percent_encoded(host, input, PercentEncodeSet::kC0Control);
  return host;
}

Result<std::string> parse_domain(std::string_view input) {
  const std::string domain = to_valid_utf8(percent_decode(input));
  Result<std::string> ascii = domain_to_ascii(domain);
  if (!ascii) return ascii;
  if (ascii->empty()) return bad_host("empty host");
  if (has_forbidden_domain_character(*ascii)) return bad_host("forbidden character in host");
  if (!ends_in_a_number(*ascii)) return ascii;
  const std::optional<std::uint32_t> address = parse_ipv4(*ascii);
  if (!address) return bad_host("malformed IPv4 address");
  return serialise_ipv4(*address);
}

}  // namespace

// https://url.spec.whatwg.org/#concept-host-parser
Result<std::string> parse_host(std::string_view input, HostKind kind) {
  if (!input.empty() && input.front() == '[') return parse_bracketed(input);
  if (kind == HostKind::kOpaque) return parse_opaque(input);
  return parse_domain(input);
}

}  // namespace cuttings
