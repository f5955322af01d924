#include "crawler/url_policy.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>

namespace cuttings {
namespace {

/// https://fetch.spec.whatwg.org/#bad-port, read 2026-11; sorted.
constexpr std::uint16_t kBadPorts[] = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,
    37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,
    110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,  389,
    427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,
    563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

bool has_empty_label(std::string_view host) {
  return host.starts_with('.') || host.find("..") != std::string_view::npos;
}

}  // namespace

FetchFailure check_url(const Url& url, const FetchOptions& options) {
  if (!url.is_http())
    return {FetchError::kBlockedScheme,
            "only http and https are fetched, not " + std::string(url.scheme()),
            "check the address"};
  if (url.href().size() > options.max_url_bytes)
    return {FetchError::kInvalidUrl,
            "the address is longer than " + std::to_string(options.max_url_bytes) + " bytes",
            "raise max_url_bytes if it is meant"};
  if (url.has_credentials())
    return {FetchError::kInvalidUrl, "the address holds a user name or password", "leave it out"};
  if (url.host().empty() || has_empty_label(url.host()))
    return {FetchError::kInvalidUrl, "the address has no proper host name", "check the address"};
  if (std::binary_search(std::begin(kBadPorts), std::end(kBadPorts), url.effective_port()))
    return {FetchError::kInvalidUrl,
            "port " + std::to_string(url.effective_port()) + " belongs to another protocol",
            "check the address"};
  return {};
}

}  // namespace cuttings
