#include "storage/warc/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace cuttings {
namespace {

constexpr int kGzipWindow = MAX_WBITS + 16;  // zlib's way to ask for gzip framing
constexpr std::size_t kMaxPiece = 1 << 30;   // zlib counts in 32 bits

// zlib's interface lacks const on next_in; it does not write there.
Bytef* input_pointer(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

}  // namespace

std::string gzip_member(std::string_view bytes, GzipEffort effort) {
  const int level = effort == GzipEffort::kFast ? Z_BEST_SPEED : Z_DEFAULT_COMPRESSION;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  std::size_t written = 0;
  int code = Z_OK;
  while (code == Z_OK) {
    const std::string_view piece = bytes.substr(0, kMaxPiece);
    stream.next_in = input_pointer(piece);
    stream.avail_in = static_cast<uInt>(piece.size());
    const std::size_t room = std::min(out.size() - written, kMaxPiece);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + written);
    stream.avail_out = static_cast<uInt>(room);
    code = deflate(&stream, piece.size() == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    bytes.remove_prefix(piece.size() - stream.avail_in);
    written += room - stream.avail_out;
  }
  deflateEnd(&stream);
  out.resize(code == Z_STREAM_END ? written : 0);
  return out;
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

GzipInflater::Step GzipInflater::step(std::string_view input, std::string& out) {
  z_stream& z = stream_->z;
  if (!stream_->is_ready) return {State::kCorrupt, 0};
  if (stream_->begins_member && inflateReset(&z) != Z_OK) return {State::kCorrupt, 0};
  stream_->begins_member = false;
  input = input.substr(0, kMaxPiece);
  const std::size_t before = out.size();
  out.resize(before + kMaxStep);
  z.next_in = input_pointer(input);
  z.avail_in = static_cast<uInt>(input.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data() + before);
  z.avail_out = static_cast<uInt>(kMaxStep);
  const int code = inflate(&z, Z_NO_FLUSH);
  out.resize(before + kMaxStep - z.avail_out);
  const std::size_t consumed = input.size() - z.avail_in;
  if (code == Z_STREAM_END) {
    stream_->begins_member = true;
    return {State::kMemberEnd, consumed};
  }
  const bool goes_on = code == Z_OK || code == Z_BUF_ERROR;
  return {goes_on ? State::kMore : State::kCorrupt, consumed};
}

}  // namespace cuttings
