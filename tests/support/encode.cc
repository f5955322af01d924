#include "tests/support/encode.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace cuttings {
namespace {

class ZlibEncoder final : public Encoder {
 public:
  explicit ZlibEncoder(int window) {
    if (deflateInit2(&stream_, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
  }
  ~ZlibEncoder() override { deflateEnd(&stream_); }

  std::string feed(std::string_view bytes, bool is_last) override {
    std::string out;
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = block_.data();
      stream_.avail_out = static_cast<uInt>(block_.size());
      deflate(&stream_, is_last ? Z_FINISH : Z_SYNC_FLUSH);
      out.append(reinterpret_cast<const char*>(block_.data()), block_.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_{};
  std::array<Bytef, 16384> block_;
};

class BrotliEncoder final : public Encoder {
 public:
  ~BrotliEncoder() override { BrotliEncoderDestroyInstance(state_); }

  std::string feed(std::string_view bytes, bool is_last) override {
    std::string out;
    const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t left = bytes.size();
    do {
      std::size_t none = 0, ready = 0;
      BrotliEncoderCompressStream(state_,
                                  is_last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH, &left,
                                  &in, &none, nullptr, nullptr);
      const auto* data = BrotliEncoderTakeOutput(state_, &ready);
      out.append(reinterpret_cast<const char*>(data), ready);
    } while (left > 0 || BrotliEncoderHasMoreOutput(state_) == BROTLI_TRUE);
    return out;
  }

 private:
  BrotliEncoderState* state_ = [] {
    BrotliEncoderState* state = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, 5);
    return state;
  }();
};

class ZstdEncoder final : public Encoder {
 public:
  ~ZstdEncoder() override { ZSTD_freeCCtx(context_); }

  std::string feed(std::string_view bytes, bool is_last) override {
    std::string out;
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::size_t left = 1;
    while (left > 0) {
      ZSTD_outBuffer block{block_.data(), block_.size(), 0};
      left = ZSTD_compressStream2(context_, &block, &in, is_last ? ZSTD_e_end : ZSTD_e_flush);
      if (ZSTD_isError(left) != 0) std::abort();
      out.append(block_.data(), block.pos);
    }
    return out;
  }

 private:
  ZSTD_CCtx* context_ = ZSTD_createCCtx();
  std::array<char, 16384> block_;
};

}  // namespace

std::unique_ptr<Encoder> Encoder::make(std::string_view coding) {
  if (coding == "gzip") return std::make_unique<ZlibEncoder>(15 + 16);
  if (coding == "deflate") return std::make_unique<ZlibEncoder>(15);
  if (coding == "raw-deflate") return std::make_unique<ZlibEncoder>(-15);
  if (coding == "br") return std::make_unique<BrotliEncoder>();
  if (coding == "zstd") return std::make_unique<ZstdEncoder>();
  std::abort();
}

std::string encode(std::string_view coding, std::string_view bytes) {
  return Encoder::make(coding)->feed(bytes, true);
}

}  // namespace cuttings
