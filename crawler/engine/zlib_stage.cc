#include <array>
#include <cstddef>
#include <cstdint>

#include <zlib.h>

#include "crawler/engine/decode_stage.h"

namespace cuttings {
namespace {

enum class Format { kGzip, kDeflate };

class ZlibStage final : public DecodeStage {
 public:
  explicit ZlibStage(Format format) : format_(format) {}
  ~ZlibStage() override { inflateEnd(&stream_); }
  ZlibStage(const ZlibStage&) = delete;
  ZlibStage& operator=(const ZlibStage&) = delete;

  DecodeStatus feed(std::string_view bytes, const Sink& sink) override {
    if (bytes.empty() || is_past_end_) return DecodeStatus::kOk;
    if (!is_begun_ && !begin(bytes.front())) return DecodeStatus::kCorrupt;
    // zlib's interface is not const-correct; it does not write here.
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    while (!is_past_end_ && (stream_.avail_in > 0 || has_more_)) {
      if (is_complete_ && !begin_member()) return DecodeStatus::kOk;
      if (const DecodeStatus status = inflate_block(sink); status != DecodeStatus::kOk)
        return status;
    }
    return DecodeStatus::kOk;
  }

  bool is_complete() const override { return !is_begun_ || is_complete_; }

 private:
  bool begin(char first) {
    // A zlib header's first byte ends in 8 (RFC 1950 2.2); no deflate block in use begins so.
    const bool is_zlib = (static_cast<std::uint8_t>(first) & 0x0F) == 8;
    const int window = format_ == Format::kGzip ? 15 + 16 : is_zlib ? 15 : -15;
    is_begun_ = inflateInit2(&stream_, window) == Z_OK;
    return is_begun_;
  }

  /// After a member's end: a gzip magic begins another, anything else is padding to be ignored.
  bool begin_member() {
    is_past_end_ = format_ != Format::kGzip || stream_.avail_in == 0 || *stream_.next_in != 0x1F ||
                   inflateReset(&stream_) != Z_OK;
    is_complete_ = is_past_end_;
    return !is_past_end_;
  }

  DecodeStatus inflate_block(const Sink& sink) {
    stream_.next_out = block_.data();
    stream_.avail_out = static_cast<uInt>(block_.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t size = block_.size() - stream_.avail_out;
    has_more_ = code == Z_OK && stream_.avail_out == 0;
    if (code == Z_STREAM_END) is_complete_ = true;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return DecodeStatus::kCorrupt;
    if (size == 0) return DecodeStatus::kOk;
    return sink({reinterpret_cast<const char*>(block_.data()), size});
  }

  Format format_;
  z_stream stream_{};
  bool is_begun_ = false, is_complete_ = false, is_past_end_ = false, has_more_ = false;
  std::array<Bytef, 64 << 10> block_;
};

}  // namespace

std::unique_ptr<DecodeStage> make_gzip_stage() {
  return std::make_unique<ZlibStage>(Format::kGzip);
}
std::unique_ptr<DecodeStage> make_deflate_stage() {
  return std::make_unique<ZlibStage>(Format::kDeflate);
}

}  // namespace cuttings
