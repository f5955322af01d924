#include "crawler/transfer_of.h"

#include <charconv>
#include <cstdint>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// The number in a Content-Length field; 0 for anything else.
std::uint64_t length_in(std::string_view value) {
  value = trim_ascii(value);
  std::uint64_t length = 0;
  const char* const limit = value.data() + value.size();
  const auto [end, error] = std::from_chars(value.data(), limit, length);
  return error == std::errc() && end == limit ? length : 0;
}

}  // namespace

Transfer transfer_of(int status, const std::vector<std::pair<std::string, std::string>>& headers,
                     std::string_view body) {
  Transfer transfer;
  transfer.http_status = status;
  int lengths = 0;
  std::uint64_t declared = 0;
  for (const auto& [name, value] : headers) {
    if (name == "transfer-encoding" || name == "content-encoding") return transfer;
    if (name == "content-length") ++lengths, declared = length_in(value);
  }
  if (lengths == 1) transfer.received_bytes = body.size(), transfer.declared_bytes = declared;
  return transfer;
}

}  // namespace cuttings
