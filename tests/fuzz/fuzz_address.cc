// An IP address: four bytes or sixteen, or its text. Beyond "no crash": text and bytes give the
// same address, and no wrapping of a refused IPv4 address in an IPv6 one is let through.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "crawler/address_filter.h"
#include "tests/fuzz/require.h"

namespace cuttings {
namespace {

const AddressFilter& filter() {
  static const AddressFilter made = *AddressFilter::create({}, {});
  return made;
}

/// `v4` in the last bytes of an IPv6 address, or elsewhere: mapped, compatible, NAT64, 6to4,
/// Teredo.
std::array<IpAddress, 5> wrapped(const IpAddress& v4) {
  std::array<std::array<std::uint8_t, 16>, 5> all{};
  all[0][10] = all[0][11] = 0xFF;
  all[2] = {0x00, 0x64, 0xFF, 0x9B};
  all[3] = {0x20, 0x02};
  all[4] = {0x20, 0x01};
  for (std::size_t i = 0; i < 4; ++i) {
    for (const std::size_t form : {0U, 1U, 2U}) all[form][12 + i] = v4.byte(i);
    all[3][2 + i] = v4.byte(i);
    all[4][12 + i] = static_cast<std::uint8_t>(~v4.byte(i));
  }
  return {IpAddress::v6(all[0]), IpAddress::v6(all[1]), IpAddress::v6(all[2]),
          IpAddress::v6(all[3]), IpAddress::v6(all[4])};
}

void check(const IpAddress& address) {
  const auto again = IpAddress::parse(address.to_string());
  require(again && *again == address, "an address survives its text");
  const bool is_blocked = !filter().why_blocked(address).empty();
  if (!address.is_v4() || !is_blocked) return;
  for (const IpAddress& outer : wrapped(address))
    require(!filter().why_blocked(outer).empty(), "a wrapped address is refused as the bare one");
}

}  // namespace
}  // namespace cuttings

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto address = IpAddress::parse(text)) check(*address);
  if (const auto network = IpNetwork::parse(text))
    require(network->contains(network->base), "a network holds its own address");
  std::array<std::uint8_t, 16> v6{};
  std::copy_n(data, std::min(size, v6.size()), v6.begin());
  if (size == 4) check(IpAddress::v4({v6[0], v6[1], v6[2], v6[3]}));
  if (size == 16) check(IpAddress::v6(v6));
  return 0;
}
