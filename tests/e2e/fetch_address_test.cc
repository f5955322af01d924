// No private address is asked, whatever its spelling and however it is come by. Nothing here
// connects anywhere but to 127.0.0.1: every other form is refused before a socket exists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/e2e/fetching.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using ::testing::HasSubstr;

/// As a user has it: nothing private is open.
FetchOptions closed_options() {
  FetchOptions options = loopback_options();
  options.allow_networks.clear();
  return options;
}

std::vector<std::string> spellings(const std::string& port) {
  std::vector<std::string> urls;
  for (const char* const host : {"127.0.0.1",
                                 "127.1",
                                 "127.0.1",
                                 "2130706433",
                                 "0x7f000001",
                                 "0x7f.1",
                                 "0177.0.0.1",
                                 "0177.1",
                                 "017700000001",
                                 "127.0.0.1.",
                                 "127.255.255.254",
                                 "0",
                                 "0.0.0.0",
                                 "[::1]",
                                 "[::]",
                                 "[::ffff:127.0.0.1]",
                                 "[::ffff:7f00:1]",
                                 "[0:0:0:0:0:ffff:7f00:0001]",
                                 "[::127.0.0.1]",
                                 "[64:ff9b::7f00:1]",
                                 "[64:ff9b:1::7f00:1]",
                                 "[2002:7f00:1::]",
                                 "[2001:0:7f00:1::]",
                                 "[fe80::1]",
                                 "[fc00::1]",
                                 "[fd00:ec2::254]",
                                 "10.0.0.1",
                                 "172.16.0.1",
                                 "192.168.0.1",
                                 "169.254.169.254",
                                 "0xa9fea9fe",
                                 "100.64.0.1",
                                 "224.0.0.1",
                                 "255.255.255.255",
                                 "\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.\xE2\x93\xAA.\xE2\x93\xAA.1",
                                 "%31%32%37.0.0.1",
                                 "0X7F.0x0.0X0.0x1",
                                 "0177.0x0.0.1",
                                 "0000177.0.0.1",
                                 "0x0000007f.1",
                                 "127.0x1",
                                 "127.65793",
                                 "0x7f.0.1",
                                 "127.0.0.0x1",
                                 "2130706434",
                                 "127.127.127.127",
                                 "127\xE3\x80\x82"
                                 "0\xE3\x80\x82"
                                 "0\xE3\x80\x82"
                                 "1",
                                 "127\xEF\xBC\x8E"
                                 "0\xEF\xBC\x8E"
                                 "0\xEF\xBC\x8E"
                                 "1",
                                 "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1",
                                 "0xa.1",
                                 "012.0.0.1",
                                 "167772161",
                                 "10.1",
                                 "10.255.255.255",
                                 "172.31.255.255",
                                 "0xac100001",
                                 "192.168.257",
                                 "3232235777",
                                 "0300.0250.0.1",
                                 "2852039166",
                                 "0xA9.0xFE.0xA9.0xFE",
                                 "0251.0376.0251.0376",
                                 "169.254.43518",
                                 "169.16689662",
                                 "169.254.170.2",
                                 "168.63.129.16",
                                 "100.100.100.200",
                                 "100.127.255.255",
                                 "192.0.0.192",
                                 "192.0.2.1",
                                 "198.18.0.1",
                                 "198.51.100.7",
                                 "203.0.113.7",
                                 "239.255.255.250",
                                 "240.0.0.1",
                                 "[::ffff:a9fe:a9fe]",
                                 "[::ffff:10.0.0.1]",
                                 "[::FFFF:192.168.0.1]",
                                 "[64:ff9b::a9fe:a9fe]",
                                 "[64:ff9b::10.0.0.1]",
                                 "[2002:a9fe:a9fe::1]",
                                 "[2002:c0a8:1::]",
                                 "[2001:0:808:808::f5ff:fffe]",
                                 "[::10.0.0.1]",
                                 "[::2]",
                                 "[fd20:ce::254]",
                                 "[fec0::1]",
                                 "[febf::1]",
                                 "[ff02::1]",
                                 "[100::1]",
                                 "[2001:db8::1]",
                                 "localhost",
                                 "LOCALHOST",
                                 "localhost."})
    urls.push_back("http://" + std::string(host) + ":" + port + "/secret");
  return urls;
}

TEST(FetchAddress, NoSpellingOfAPrivateAddressIsAsked) {
  for (const char* const name : {"localhost", "localhost."}) fake_dns::set(name, {"127.0.0.1"});
  LoopbackSite site;
  const FetchOptions options = closed_options();
  const std::vector<std::string> urls = spellings(std::to_string(site.port()));
  EXPECT_GE(urls.size(), 80U);
  for (const std::string& url : urls) {
    const FetchResult result = fetch(options, url);
    EXPECT_EQ(error_of(result), "blocked_address") << url << ": " << result.message;
  }
  EXPECT_EQ(site.connections(), 0);
}

TEST(FetchAddress, NoRedirectLeadsToOne) {
  for (const char* const name : {"localhost", "localhost."}) fake_dns::set(name, {"127.0.0.2"});
  LoopbackSite site;
  const FetchOptions options = loopback_options();  // 127.0.0.1 alone is open, for the site itself
  for (const std::string& url : spellings("8080")) {
    if (url.find("127.0.0.1") != std::string::npos || Url::parse(url)->host() == "127.0.0.1" ||
        url.find("ffff:") != std::string::npos || Url::parse(url)->host() == "localhost")
      continue;  // other spellings of what is open here
    site.redirect("/a", url);
    const FetchResult result = fetch(options, site.url("/a"));
    EXPECT_EQ(error_of(result), "blocked_address") << url << ": " << result.message;
  }
}

TEST(FetchAddress, NoDnsAnswerLeadsToOne) {
  LoopbackSite site;
  int number = 0;
  for (const char* const address :
       {"127.0.0.1", "::ffff:127.0.0.1", "::1", "::", "0.0.0.0", "10.1.2.3", "169.254.169.254",
        "64:ff9b::7f00:1", "2002:7f00:1::1", "fe80::1", "fd00::1", "::127.0.0.1"}) {
    const std::string name = "evil" + std::to_string(++number) + ".test";
    fake_dns::set(name, {address});
    const FetchResult result = fetch(closed_options(), site.url("/secret", name));
    EXPECT_EQ(error_of(result), "blocked_address") << address << ": " << result.message;
  }
  EXPECT_EQ(site.connections(), 0);
}

TEST(FetchAddress, OfSeveralDnsAnswersOnlyTheOpenOnesAreAsked) {
  fake_dns::set("mixed.test", {"10.0.0.1", "127.0.0.1"});
  LoopbackSite site;
  site.page("/a", "a");
  EXPECT_EQ(fetch(site.url("/a", "mixed.test")).body, "a");
}

// The check is made on the address that the socket is opened for, so there is no moment between the
// two in which a name could change.
TEST(FetchAddress, ANameThatChangesItsAddressIsCheckedAgain) {
  LoopbackSite site;
  site.page("/a", "a");
  for (const char* const next : {"127.0.0.2", "10.0.0.1", "169.254.169.254", "::1"}) {
    fake_dns::set("rebind.test", {"127.0.0.1"});
    EXPECT_EQ(fetch(site.url("/a", "rebind.test")).body, "a");
    fake_dns::set("rebind.test", {next});
    const FetchResult result = fetch(site.url("/a", "rebind.test"));
    EXPECT_EQ(error_of(result), "blocked_address") << next << ": " << result.message;
  }
}

TEST(FetchAddress, TheRefusalSaysWhyAndWhatOpensIt) {
  const FetchResult result = fetch(closed_options(), "http://127.0.0.1:8080/");
  EXPECT_THAT(result.message, HasSubstr("127.0.0.1 is loopback (127.0.0.0/8)"));
  EXPECT_THAT(result.message, HasSubstr("--allow-private"));
}

TEST(FetchAddress, AllowPrivateOpensLoopback) {
  LoopbackSite site;
  site.page("/a", "a");
  FetchOptions options = closed_options();
  options.allow_private = true;
  EXPECT_EQ(fetch(options, site.url("/a")).body, "a");
}

TEST(FetchAddress, AProxyOfTheEnvironmentIsNotUsed) {
  LoopbackSite proxy, site;
  site.page("/a", "a");
  const std::string url = proxy.url("");
  for (const char* const name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
    setenv(name, url.c_str(), 1);
  EXPECT_EQ(fetch(site.url("/a")).body, "a");
  for (const char* const name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
    unsetenv(name);
  EXPECT_EQ(proxy.connections(), 0);
}

TEST(FetchAddress, ABadNetworkInTheOptionsFailsEveryUrl) {
  FetchOptions options = closed_options();
  options.allow_networks = {"10.0.0.0/99"};
  const FetchResult result = fetch(options, "http://127.0.0.1:8080/");
  EXPECT_EQ(error_of(result), "local");
  EXPECT_THAT(result.message, HasSubstr("10.0.0.0/99"));
}

}  // namespace
}  // namespace cuttings
