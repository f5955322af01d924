#include "crawler/address_filter.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <utility>

namespace cuttings {
namespace {

IpAddress v4_at(const IpAddress& v6, std::size_t offset, std::uint8_t mask = 0) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t i = 0; i < 4; ++i)
    bytes[i] = static_cast<std::uint8_t>(v6.byte(offset + i) ^ mask);
  return IpAddress::v4(bytes);
}

bool is_in(const IpAddress& address, const char* network) {
  return IpNetwork::parse(network)->contains(address);
}

bool is_mapped(const IpAddress& address) { return is_in(address, "::ffff:0:0/96"); }

/// The IPv4 addresses that a packet to `address` may end at. RFC 4291 2.5.5 (mapped, compatible),
/// RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4380 section 4 (Teredo: server, and client inverted).
std::vector<IpAddress> embedded_addresses(const IpAddress& address) {
  if (address.is_v4()) return {};
  if (is_in(address, "::/127")) return {};  // unspecified and loopback are names of their own
  if (is_mapped(address) || is_in(address, "::/96") || is_in(address, "64:ff9b::/96") ||
      is_in(address, "64:ff9b:1::/48"))
    return {v4_at(address, 12)};
  if (is_in(address, "2002::/16")) return {v4_at(address, 2)};
  if (is_in(address, "2001::/32")) return {v4_at(address, 4), v4_at(address, 12, 0xFF)};
  return {};
}

}  // namespace

IpAddress IpAddress::v4(const std::array<std::uint8_t, 4>& bytes) {
  IpAddress address;
  std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
  address.is_v4_ = true;
  return address;
}

IpAddress IpAddress::v6(const std::array<std::uint8_t, 16>& bytes) {
  IpAddress address;
  address.bytes_ = bytes;
  return address;
}

std::optional<IpAddress> IpAddress::parse(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  if (text.find('\0') != std::string::npos) return std::nullopt;
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
    return v4({bytes[0], bytes[1], bytes[2], bytes[3]});
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return v6(bytes);
  return std::nullopt;
}

std::string IpAddress::to_string() const {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(is_v4_ ? AF_INET : AF_INET6, bytes_.data(), text, sizeof text);
  return text;
}

Result<IpNetwork> IpNetwork::parse(std::string_view text) {
  const auto bad = [&] {
    return fail(ErrorCode::kInvalidArgument, "'" + std::string(text) + "' is not a network",
                "write ADDRESS/BITS, for example 10.1.0.0/16 or fd00::/8");
  };
  const std::size_t slash = text.find('/');
  const auto base = IpAddress::parse(std::string(text.substr(0, slash)));
  if (!base) return bad();
  int bits = static_cast<int>(base->size() * 8);
  if (slash == std::string_view::npos) return IpNetwork{*base, bits};
  const std::string_view digits = text.substr(slash + 1);
  int given = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), given);
  if (error != std::errc() || end != digits.data() + digits.size()) return bad();
  if (given < 0 || given > bits) return bad();
  return IpNetwork{*base, given};
}

bool IpNetwork::contains(const IpAddress& address) const {
  if (address.is_v4() != base.is_v4()) return false;
  for (int bit = 0; bit < prefix_bits; bit += 8) {
    const auto i = static_cast<std::size_t>(bit / 8);
    const int left = std::min(8, prefix_bits - bit);
    const int mask = 0xFF & ~(0xFF >> left);
    if ((address.byte(i) & mask) != (base.byte(i) & mask)) return false;
  }
  return true;
}

Result<AddressFilter> AddressFilter::create(const FetchOptions& options,
                                            std::vector<IpAddress> own_addresses) {
  // IANA's special-purpose registries (RFC 6890 and its updates), read 2026-11, and the cloud
  // metadata service that sits on a public address (Azure's wire server).
  static constexpr struct {
    const char* network;
    Kind kind;
    const char* name;
  } kRanges[] = {
      {"0.0.0.0/8", Kind::kReserved, "\"this network\""},
      {"10.0.0.0/8", Kind::kPrivate, "private"},
      {"100.64.0.0/10", Kind::kPrivate, "shared (carrier NAT)"},
      {"127.0.0.0/8", Kind::kPrivate, "loopback"},
      {"168.63.129.16/32", Kind::kPrivate, "a cloud metadata service"},
      {"169.254.0.0/16", Kind::kPrivate, "link-local"},
      {"172.16.0.0/12", Kind::kPrivate, "private"},
      {"192.0.0.0/24", Kind::kReserved, "for protocols"},
      {"192.0.2.0/24", Kind::kReserved, "for documentation"},
      {"192.88.99.0/24", Kind::kReserved, "6to4 relay"},
      {"192.168.0.0/16", Kind::kPrivate, "private"},
      {"198.18.0.0/15", Kind::kReserved, "for benchmarks"},
      {"198.51.100.0/24", Kind::kReserved, "for documentation"},
      {"203.0.113.0/24", Kind::kReserved, "for documentation"},
      {"224.0.0.0/4", Kind::kReserved, "multicast"},
      {"240.0.0.0/4", Kind::kReserved, "reserved"},
      {"::/128", Kind::kReserved, "unspecified"},
      {"::1/128", Kind::kPrivate, "loopback"},
      {"::ffff:0:0/96", Kind::kPrivate, "IPv4-mapped"},
      {"::/96", Kind::kReserved, "IPv4-compatible"},
      {"64:ff9b::/96", Kind::kReserved, "NAT64"},
      {"64:ff9b:1::/48", Kind::kReserved, "local NAT64"},
      {"100::/64", Kind::kReserved, "discard-only"},
      {"2001::/23", Kind::kReserved, "for protocols"},
      {"2001:db8::/32", Kind::kReserved, "for documentation"},
      {"2002::/16", Kind::kReserved, "6to4"},
      {"3fff::/20", Kind::kReserved, "for documentation"},
      {"fc00::/7", Kind::kPrivate, "unique local"},
      {"fe80::/10", Kind::kPrivate, "link-local"},
      {"fec0::/10", Kind::kPrivate, "site-local"},
      {"ff00::/8", Kind::kReserved, "multicast"},
  };
  AddressFilter filter;
  for (const auto& range : kRanges)
    filter.ranges_.push_back({*IpNetwork::parse(range.network), range.kind,
                              std::string(range.name) + " (" + range.network + ")"});
  for (const std::string& text : options.allow_networks) {
    auto network = IpNetwork::parse(text);
    if (!network) return fail(std::move(network.error()), "allow_networks");
    filter.opened_.push_back(*network);
  }
  filter.own_ = std::move(own_addresses);
  filter.allow_private_ = options.allow_private;
  return filter;
}

std::string AddressFilter::why_blocked(const IpAddress& address) const {
  const auto inner = embedded_addresses(address);
  for (const IpAddress& embedded : inner) {
    const std::string why = why_blocked_itself(embedded);
    if (!why.empty()) return address.to_string() + " leads to " + why;
  }
  // A packet to a mapped address goes to the IPv4 address itself: opening that one is enough.
  if (is_mapped(address) && is_opened(inner.front())) return {};
  return why_blocked_itself(address);
}

std::string AddressFilter::why_blocked_itself(const IpAddress& address) const {
  if (is_opened(address)) return {};
  for (const Range& range : ranges_) {
    if (!range.network.contains(address)) continue;
    if (allow_private_ && range.kind == Kind::kPrivate) return {};
    return address.to_string() + " is " + range.name;
  }
  if (!address.is_v4() && !is_in(address, "2000::/3"))  // RFC 4291 2.4: all that IANA hands out
    return address.to_string() + " is outside global unicast (2000::/3)";
  if (!allow_private_ && std::find(own_.begin(), own_.end(), address) != own_.end())
    return address.to_string() + " is this machine's own";
  return {};
}

bool AddressFilter::is_opened(const IpAddress& address) const {
  return std::any_of(opened_.begin(), opened_.end(),
                     [&](const IpNetwork& network) { return network.contains(address); });
}

std::vector<IpAddress> list_own_addresses() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, freeifaddrs);
  std::vector<IpAddress> addresses;
  for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr) continue;
    if (entry->ifa_addr->sa_family == AF_INET) {
      sockaddr_in v4{};
      std::memcpy(&v4, entry->ifa_addr, sizeof v4);
      std::array<std::uint8_t, 4> bytes{};
      std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
      addresses.push_back(IpAddress::v4(bytes));
    } else if (entry->ifa_addr->sa_family == AF_INET6) {
      sockaddr_in6 v6{};
      std::memcpy(&v6, entry->ifa_addr, sizeof v6);
      std::array<std::uint8_t, 16> bytes{};
      std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
      addresses.push_back(IpAddress::v6(bytes));
    }
  }
  return addresses;
}

}  // namespace cuttings
