#pragma once
// Base64 (RFC 4648, section 4).

#include <string>
#include <string_view>

namespace cuttings {

/// The bytes `text` stands for: characters outside the alphabet are passed over (RFC 2045, section
/// 6.8), "=" ends the data, bits that make no whole byte are left out. Any thread. O(text).
std::string decode_base64(std::string_view text);

}  // namespace cuttings
