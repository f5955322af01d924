#pragma once
// FakeDns: the only name service a test program knows. Linking fake_dns.cc replaces getaddrinfo in
// the whole program, libcurl included, so that no test can ask a real name server.

#include <string>
#include <vector>

namespace cuttings {

/// Any thread. Unknown names do not exist; addresses written as such are read, not looked up.
namespace fake_dns {

/// `name` has these addresses, IPv4 or IPv6, in this order.
void set(const std::string& name, std::vector<std::string> addresses);
/// Looking `name` up does not come back before release_slow() is called.
void set_slow(const std::string& name);
void release_slow();
/// How often `name` was looked up.
int lookups(const std::string& name);

}  // namespace fake_dns
}  // namespace cuttings
