#include "storage/warc/gzip.h"

#include <libdeflate.h>
#include <zlib.h>

#include <array>
#include <span>

#include "storage/warc/little_endian.h"
#include "storage/warc/zlib_input.h"

namespace cuttings {
namespace {

constexpr int kGzipWindow = MAX_WBITS + 16;  // zlib's way to ask for gzip framing
constexpr std::size_t kMaxPiece = 1 << 30;   // zlib counts in 32 bits

// RFC 1952, section 2.3.1. libdeflate writes "unknown"; members made by zlib before say Unix, and
// `db verify` compares headers.
constexpr std::size_t kSystemByte = 9;
constexpr char kUnix = 3;

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

libdeflate_compressor* compressor_of(GzipEffort effort) {
  using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;
  constexpr std::array<int, 3> kLevels = {6, 1, 0};  // in the order of GzipEffort
  thread_local std::array<Compressor, kLevels.size()> compressors;
  const auto index = static_cast<std::size_t>(effort);
  Compressor& own = compressors[index];
  if (!own) own.reset(libdeflate_alloc_compressor(kLevels[index]));
  return own.get();
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};

// RFC 1952, section 2.3.1: a member ends with the size of what is in it, modulo 2^32.
constexpr std::size_t kSizeBytes = 4;

std::optional<std::size_t> size_within(std::string_view member, std::size_t max_bytes) {
  if (member.size() < kSizeBytes) return {};
  const std::size_t size = read_le32(member, member.size() - kSizeBytes);
  return size <= max_bytes ? std::optional(size) : std::nullopt;
}

// False when `member` is not one member that fills `out`.
bool unpack_member(std::string_view member, std::span<char> out) {
  thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) return false;
  std::size_t consumed = 0, written = 0;
  const libdeflate_result result =
      libdeflate_gzip_decompress_ex(decompressor.get(), member.data(), member.size(), out.data(),
                                    out.size(), &consumed, &written);
  return result == LIBDEFLATE_SUCCESS && consumed == member.size() && written == out.size();
}

}  // namespace

std::string gzip_member(std::string_view bytes, GzipEffort effort) {
  libdeflate_compressor* compressor = compressor_of(effort);
  if (compressor == nullptr) return {};
  std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  const std::size_t size =
      libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size());
  out.resize(size);
  if (size > kSystemByte) out[kSystemByte] = kUnix;
  return out;
}

std::optional<std::string> gunzip_member(std::string_view member, std::size_t max_bytes) {
  const auto size = size_within(member, max_bytes);
  if (!size) return {};
  std::string out(*size, '\0');
  if (!unpack_member(member, out)) return {};
  return out;
}

std::optional<std::string_view> MemberUnpacker::unpack(std::string_view member,
                                                       std::size_t max_bytes) {
  constexpr std::size_t kMaxKeptBytes = 4 << 20;
  const auto size = size_within(member, max_bytes);
  if (!size) return {};
  if (plain_.size() > kMaxKeptBytes && *size <= kMaxKeptBytes) plain_ = std::string();
  if (plain_.size() < *size) plain_.resize(*size);
  if (!unpack_member(member, std::span(plain_).first(*size))) return {};
  return std::string_view(plain_).substr(0, *size);
}

struct GzipInflater::Stream {
  z_stream z{};
  bool is_ready = false;
  bool begins_member = false;
};

GzipInflater::GzipInflater() : stream_(std::make_unique<Stream>()) {
  stream_->is_ready = inflateInit2(&stream_->z, kGzipWindow) == Z_OK;
}

GzipInflater::~GzipInflater() {
  if (stream_->is_ready) inflateEnd(&stream_->z);
}

void GzipInflater::begin_member() { stream_->begins_member = true; }

GzipInflater::Step GzipInflater::step(std::string_view input, std::string& out,
                                      std::size_t max_bytes) {
  z_stream& z = stream_->z;
  if (!stream_->is_ready) return {State::kCorrupt, 0};
  if (stream_->begins_member && inflateReset(&z) != Z_OK) return {State::kCorrupt, 0};
  stream_->begins_member = false;
  input = input.substr(0, kMaxPiece);
  const std::size_t before = out.size();
  out.resize(before + max_bytes);
  z.next_in = zlib_input(input);
  z.avail_in = static_cast<uInt>(input.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data() + before);
  z.avail_out = static_cast<uInt>(max_bytes);
  const int code = inflate(&z, Z_NO_FLUSH);
  out.resize(before + max_bytes - z.avail_out);
  const std::size_t consumed = input.size() - z.avail_in;
  if (code == Z_STREAM_END) {
    stream_->begins_member = true;
    return {State::kMemberEnd, consumed};
  }
  const bool goes_on = code == Z_OK || code == Z_BUF_ERROR;
  return {goes_on ? State::kMore : State::kCorrupt, consumed};
}

}  // namespace cuttings
