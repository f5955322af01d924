#pragma once
// Public suffixes: where a registrable domain begins (https://publicsuffix.org/), by libpsl.

#include <string>
#include <string_view>

namespace cuttings {

/// The registrable domain of a host as Url::host() gives it: "news.example.co.uk" becomes
/// "example.co.uk". Empty for IP addresses, single labels, public suffixes themselves and hosts
/// with empty labels; a trailing dot is dropped. ASCII in, ASCII out. Private suffixes
/// ("github.io") count as public ones: two sites there are two owners. The list is the one built
/// into libpsl. Any thread. O(host).
std::string registrable_domain(std::string_view host);

/// The part of `host` that two pages of one site share: registrable_domain(), or the host itself
/// where there is none ("localhost", "192.0.2.1").
std::string site_of_host(std::string_view host);

}  // namespace cuttings
