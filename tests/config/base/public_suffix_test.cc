// Cases of the public suffix list's own algorithm
// (https://github.com/publicsuffix/list/wiki/Format) on entries that have stood for years.

#include "config/base/public_suffix.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cuttings {
namespace {

struct DomainCase {
  std::string host, domain;
};

TEST(PublicSuffix, RegistrableDomainIsOneLabelBelowTheSuffix) {
  const std::vector<DomainCase> cases = {
      {"example.org", "example.org"},
      {"news.example.org", "example.org"},
      {"a.b.news.example.co.uk", "example.co.uk"},
      {"co.uk", ""},
      {"org", ""},
      {"example.org.", "example.org"},
      {"www.ck", "www.ck"},    // exception rule !www.ck
      {"a.b.c.ck", "b.c.ck"},  // wildcard rule *.ck
      {"c.ck", ""},
      {"user.github.io", "user.github.io"},  // private suffix
      {"host.unlisted", "host.unlisted"},    // no rule: "*" holds
      {"xn--bcher-kva.xn--p1ai", "xn--bcher-kva.xn--p1ai"},
  };
  for (const DomainCase& c : cases) EXPECT_EQ(registrable_domain(c.host), c.domain) << c.host;
}

TEST(PublicSuffix, AddressesAndOddHostsHaveNone) {
  for (const char* host : {"", ".", "localhost", "192.0.2.1", "[2001:db8::1]", ".org", "a..org"})
    EXPECT_EQ(registrable_domain(host), "") << host;
}

TEST(PublicSuffix, SiteOfHostFallsBackToTheHost) {
  EXPECT_EQ(site_of_host("news.example.org"), "example.org");
  EXPECT_EQ(site_of_host("localhost"), "localhost");
  EXPECT_EQ(site_of_host("127.0.0.1"), "127.0.0.1");
}

}  // namespace
}  // namespace cuttings
