#include "tools/zip_writer.h"

#include <zlib.h>

namespace cuttings {
namespace {

constexpr std::uint64_t kMaxBytes = 0xFFFFFFFE;  // 0xFFFFFFFF announces ZIP64
constexpr std::size_t kMaxEntries = 0xFFFE;
constexpr std::uint16_t kVersion = 20;        // 2.0: deflate, folders (APPNOTE 4.4.3.2)
constexpr std::uint16_t kUtf8Name = 1 << 11;  // APPNOTE 4.4.4, bit 11
constexpr std::uint16_t kNewYear1980 = (1 << 5) | 1;

void put16(std::string& out, std::uint32_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>((value >> 8) & 0xFF);
}

void put32(std::string& out, std::uint32_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16);
}

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

/// `bytes` as a raw deflate stream (RFC 1951); empty when zlib has no memory.
std::string deflated(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = const_cast<Bytef*>(bytes_of(bytes));  // zlib does not write to it
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool is_done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(is_done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string ZipWriter::add(std::string_view name, std::string_view bytes, Method method) {
  std::string packed = method == Method::kDeflated ? deflated(bytes) : std::string();
  if (packed.empty()) method = Method::kStored, packed = bytes;
  const auto size = static_cast<std::uint32_t>(bytes.size());
  const auto packed_size = static_cast<std::uint32_t>(packed.size());
  const auto crc =
      static_cast<std::uint32_t>(crc32_z(crc32_z(0, nullptr, 0), bytes_of(bytes), bytes.size()));
  entries_.push_back(
      {std::string(name), method, crc, packed_size, size, static_cast<std::uint32_t>(offset_)});
  std::string out = "PK\3\4";  // APPNOTE 4.3.7
  for (const std::uint16_t field :
       {kVersion, kUtf8Name, static_cast<std::uint16_t>(method), std::uint16_t{0}, kNewYear1980})
    put16(out, field);
  for (const std::uint32_t field : {crc, packed_size, size}) put32(out, field);
  put16(out, static_cast<std::uint16_t>(name.size()));
  put16(out, 0);
  out.append(name).append(packed);
  offset_ += out.size();
  return out;
}

std::string ZipWriter::end() {
  std::string out;
  for (const Entry& entry : entries_) {  // APPNOTE 4.3.12
    out += "PK\1\2";
    for (const std::uint16_t field :
         {kVersion, kVersion, kUtf8Name, static_cast<std::uint16_t>(entry.method), std::uint16_t{0},
          kNewYear1980})
      put16(out, field);
    for (const std::uint32_t field : {entry.crc, entry.packed_size, entry.size}) put32(out, field);
    put16(out, static_cast<std::uint16_t>(entry.name.size()));
    for (int unused = 0; unused < 4; ++unused) put16(out, 0);  // extra, comment, disk, internal
    put32(out, 0);                                             // external attributes
    put32(out, entry.offset);
    out += entry.name;
  }
  const auto size = static_cast<std::uint32_t>(out.size());
  const auto count = static_cast<std::uint16_t>(entries_.size());
  out += "PK\5\6";  // APPNOTE 4.3.16
  for (const std::uint16_t field : {std::uint16_t{0}, std::uint16_t{0}, count, count})
    put16(out, field);
  put32(out, size);
  put32(out, static_cast<std::uint32_t>(offset_));
  put16(out, 0);
  offset_ += out.size();
  return out;
}

bool ZipWriter::fits() const { return offset_ <= kMaxBytes && entries_.size() <= kMaxEntries; }

}  // namespace cuttings
