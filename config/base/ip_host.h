#pragma once
// IPv4 and IPv6 addresses as the URL standard reads and writes them inside a host.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cuttings {

using Ipv6Pieces = std::array<std::uint16_t, 8>;  ///< most significant first

/// True when the last label of `domain` is a number, so that the host must be an IPv4 address.
bool ends_in_a_number(std::string_view domain);

/// The address of one to four decimal, octal ("0") or hex ("0x") parts, the last filling what is
/// left; empty when malformed or out of range.
std::optional<std::uint32_t> parse_ipv4(std::string_view domain);
std::string serialise_ipv4(std::uint32_t address);

/// The address inside the brackets; empty when malformed.
std::optional<Ipv6Pieces> parse_ipv6(std::string_view input);
/// Without brackets, lower case, the longest run of two or more zero pieces as "::".
std::string serialise_ipv6(const Ipv6Pieces& address);

}  // namespace cuttings
