#include "storage/warc/warc_member.h"

#include <sys/random.h>

#include <array>

#include "config/base/digest.h"

namespace cuttings {
namespace {

std::array<unsigned char, 16> random_bytes() {
  std::array<unsigned char, 16> bytes{};
  while (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
  }  // only a signal before the pool is ready makes it short
  return bytes;
}

// A field's value must not end its line: what comes from outside loses its controls.
std::string field_value(std::string_view value) {
  std::string out;
  for (const char c : value)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  return out;
}

}  // namespace

std::string new_record_id() {
  auto bytes = random_bytes();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string id = hex_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  for (const std::size_t at : {20, 16, 12, 8}) id.insert(at, 1, '-');
  return "<urn:uuid:" + id + ">";
}

std::string warc_digest(std::string_view bytes) { return "sha256:" + sha256_hex(bytes); }

std::string warc_member(const WarcFields& fields, std::string_view block, GzipEffort effort) {
  constexpr std::size_t kHead = 1024;  // more than most have
  std::string record = "WARC/1.1\r\n";
  record.reserve(kHead + block.size());
  for (const auto& [name, value] : fields)
    if (!value.empty()) record += name + ": " + field_value(value) + "\r\n";
  record += "WARC-Block-Digest: " + warc_digest(block) + "\r\n";
  record += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  record += block;
  record += "\r\n\r\n";
  return gzip_member(record, effort);
}

}  // namespace cuttings
