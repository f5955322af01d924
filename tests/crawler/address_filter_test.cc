// AddressFilter on the function alone: no address here is ever connected to.

#include <gtest/gtest.h>

#include "crawler/address_filter.h"

namespace cuttings {
namespace {

AddressFilter filter(const FetchOptions& options = {}, std::vector<IpAddress> own = {}) {
  return *AddressFilter::create(options, std::move(own));
}

bool blocks(const AddressFilter& filter, const std::string& address) {
  return !filter.why_blocked(*IpAddress::parse(address)).empty();
}

/// The first and last address of every range that is no public host's, and each way to wrap one.
const char* const kBlocked[] = {
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.0",
    "127.0.0.1",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.0",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.255.255",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.255",
    "192.0.2.0",
    "192.0.2.255",
    "192.88.99.0",
    "192.88.99.255",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.0",
    "198.51.100.255",
    "203.0.113.0",
    "203.0.113.255",
    "224.0.0.0",
    "239.255.255.255",
    "240.0.0.0",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0.0.0.0",
    "::ffff:8.8.8.8",
    "::8.8.8.8",
    "::fffe:127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::127.0.0.1",
    "64:ff9b:1:ffff::1",
    "64:ff9b:1::8.8.8.8",
    "100::",
    "100::ffff:ffff:ffff:ffff",
    "100:0:0:1::1",
    "2001::1",
    "2001::7f00:1",
    "2001:0:7f00:1::",
    "2001:0:808:808::80ff:fffe",
    "2001:0:808:808::f5ff:fffe",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:1ff:ffff::1",
    "2001:db8::",
    "2001:db8:ffff::1",
    "2002:7f00:1::",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "2002:c0a8:1::1",
    "2002:a9fe:a9fe::1",
    "2002:808:808::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "8000::1",
    "fc00::",
    "fd00::1",
    "fd00:ec2::254",
    "fdff:ffff::1",
    "fe00::1",
    "fe80::",
    "fe80::1",
    "febf:ffff::1",
    "fec0::1",
    "feff::1",
    "ff00::",
    "ff02::1",
    "ffff:ffff::1",
};

/// Just outside each of those ranges, and some of the public net.
const char* const kOpen[] = {
    "1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255", "100.128.0.0",
    "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",    "172.15.255.255",
    "172.32.0.0",      "191.255.255.255", "192.0.1.0",       "192.0.3.0",      "192.88.98.255",
    "192.88.100.0",    "192.167.255.255", "192.169.0.0",     "198.17.255.255", "198.20.0.0",
    "198.51.99.255",   "198.51.101.0",    "203.0.112.255",   "203.0.114.0",    "223.255.255.255",
    "8.8.8.8",         "168.63.129.15",   "2001:200::1",     "2001:db7::1",    "2001:db9::1",
    "2003::1",         "2606:4700::1",    "2a00:1450::1",    "3ffe::1",        "2001:4860::8888"};

TEST(AddressFilter, NothingButPublicAddressesPasses) {
  static_assert(std::size(kBlocked) >= 80);
  const AddressFilter all = filter();
  for (const char* const address : kBlocked) EXPECT_TRUE(blocks(all, address)) << address;
  for (const char* const address : kOpen)
    EXPECT_EQ(all.why_blocked(*IpAddress::parse(address)), "") << address;
}

TEST(AddressFilter, TheReasonNamesTheAddressAndItsRange) {
  const AddressFilter all = filter();
  EXPECT_EQ(all.why_blocked(*IpAddress::parse("10.1.2.3")), "10.1.2.3 is private (10.0.0.0/8)");
  EXPECT_EQ(all.why_blocked(*IpAddress::parse("64:ff9b::7f00:1")),
            "64:ff9b::7f00:1 leads to 127.0.0.1 is loopback (127.0.0.0/8)");
}

TEST(AddressFilter, AllowPrivateOpensWhatAHostCanHave) {
  FetchOptions options;
  options.allow_private = true;
  const AddressFilter some = filter(options, {*IpAddress::parse("8.8.4.4")});
  for (const char* const address :
       {"127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "::1", "fd00::1", "fe80::1",
        "169.254.1.1", "100.64.0.1", "8.8.4.4", "::ffff:127.0.0.1"})
    EXPECT_FALSE(blocks(some, address)) << address;
  for (const char* const address : {"0.0.0.0", "224.0.0.1", "255.255.255.255", "ff02::1",
                                    "::", "192.0.2.1", "64:ff9b::7f00:1", "2002:7f00:1::1"})
    EXPECT_TRUE(blocks(some, address)) << address;
}

TEST(AddressFilter, AllowNetworksOpensExactlyThose) {
  FetchOptions options;
  options.allow_networks = {"10.1.0.0/16", "127.0.0.1", "fd00:1::/32"};
  const AddressFilter some = filter(options);
  for (const char* const address :
       {"10.1.0.0", "10.1.255.255", "127.0.0.1", "::ffff:127.0.0.1", "fd00:1::5"})
    EXPECT_FALSE(blocks(some, address)) << address;
  for (const char* const address : {"10.0.255.255", "10.2.0.0", "127.0.0.2", "::ffff:127.0.0.2",
                                    "fd00:2::5", "::1", "64:ff9b::7f00:1"})
    EXPECT_TRUE(blocks(some, address)) << address;
}

TEST(AddressFilter, AnOpenWrapperDoesNotOpenWhatIsInside) {
  FetchOptions options;
  options.allow_networks = {"64:ff9b::/96"};
  EXPECT_TRUE(blocks(filter(options), "64:ff9b::127.0.0.1"));
  EXPECT_FALSE(blocks(filter(options), "64:ff9b::8.8.8.8"));
}

TEST(AddressFilter, OurOwnAddressesAreNotAsked) {
  EXPECT_TRUE(blocks(filter({}, {*IpAddress::parse("8.8.4.4")}), "8.8.4.4"));
  bool has_loopback = false;
  for (const IpAddress& address : list_own_addresses())
    has_loopback |= address.to_string() == "127.0.0.1";
  EXPECT_TRUE(has_loopback);
}

TEST(AddressFilter, OnlyPlainFormsOfAddressesAreRead) {
  for (const char* const text :
       {"", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "1.2.3.4.5", "1.2.3", "256.1.1.1",
        "[::1]", "::1%lo", "1::2::3", ":::", " 127.0.0.1", "127.0.0.1 ", "localhost", "g::1"})
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  EXPECT_FALSE(IpAddress::parse(std::string("127.0.0.1\0x", 11)));
}

TEST(AddressFilter, BadNetworksAreErrors) {
  for (const char* const text : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                                 "::/129", "x/8", "/8", "10/8"})
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  EXPECT_TRUE(IpNetwork::parse("0.0.0.0/0")->contains(*IpAddress::parse("255.1.2.3")));
  EXPECT_FALSE(IpNetwork::parse("0.0.0.0/0")->contains(*IpAddress::parse("::1")));
}

}  // namespace
}  // namespace cuttings
