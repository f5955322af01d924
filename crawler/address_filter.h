#pragma once
// AddressFilter: which IP addresses a fetch may connect to. It works on binary addresses, after
// DNS: the many spellings of an address (0x7f.1, 2130706433, [::ffff:7f00:1]) never matter.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/fetch_options.h"

namespace cuttings {

/// An IPv4 or IPv6 address in network byte order. A value.
class IpAddress {
 public:
  static IpAddress v4(const std::array<std::uint8_t, 4>& bytes);
  static IpAddress v6(const std::array<std::uint8_t, 16>& bytes);
  /// Reads four decimal numbers with dots, or RFC 4291 text without brackets and zone; else empty.
  static std::optional<IpAddress> parse(const std::string& text);

  bool is_v4() const { return is_v4_; }
  /// Byte `i` of 4 or 16.
  std::uint8_t byte(std::size_t i) const { return bytes_[i]; }
  std::size_t size() const { return is_v4_ ? 4 : 16; }
  std::string to_string() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
  bool is_v4_ = false;
};

/// "10.1.0.0/16": addresses of one family that share a prefix.
struct IpNetwork {
  IpAddress base;
  int prefix_bits = 0;

  /// Reads ADDRESS or ADDRESS/BITS. Error kInvalidArgument.
  static Result<IpNetwork> parse(std::string_view text);
  bool contains(const IpAddress& address) const;
};

/// Immutable; any thread.
class AddressFilter {
 public:
  /// Error kInvalidArgument when an entry of options.allow_networks is not a network.
  static Result<AddressFilter> create(const FetchOptions& options,
                                      std::vector<IpAddress> own_addresses);

  /// Empty when `address` may be asked, else why not: "127.0.0.1 is loopback (127.0.0.0/8)".
  /// Looks inside v4-mapped, v4-compatible, NAT64, 6to4 and Teredo addresses; both the outer and
  /// each inner address must be allowed. allow_private opens private, loopback and link-local
  /// ones, not those that are no host's (multicast, reserved); allow_networks opens anything.
  std::string why_blocked(const IpAddress& address) const;

 private:
  enum class Kind { kPrivate, kReserved };
  struct Range {
    IpNetwork network;
    Kind kind;
    std::string name;
  };

  AddressFilter() = default;
  std::string why_blocked_itself(const IpAddress& address) const;
  bool is_opened(const IpAddress& address) const;

  std::vector<Range> ranges_;
  std::vector<IpNetwork> opened_;
  std::vector<IpAddress> own_;
  bool allow_private_ = false;
};

/// The addresses of this machine's network interfaces; empty when they cannot be listed.
std::vector<IpAddress> list_own_addresses();

}  // namespace cuttings
