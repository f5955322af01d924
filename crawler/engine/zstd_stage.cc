#include <array>
#include <cstddef>

#include <zstd.h>

#include "crawler/engine/decode_stage.h"

namespace cuttings {
namespace {

class ZstdStage final : public DecodeStage {
 public:
  ZstdStage() {
    if (context_ != nullptr)
      ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, 23);  // 8 MiB, RFC 9659
  }

  DecodeStatus feed(std::string_view bytes, const Sink& sink) override {
    if (context_ == nullptr) return DecodeStatus::kCorrupt;
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    bool has_more = false;
    while (in.pos < in.size || has_more) {
      ZSTD_outBuffer out{block_.data(), block_.size(), 0};
      const std::size_t code = ZSTD_decompressStream(context_.get(), &out, &in);
      if (ZSTD_isError(code) != 0) return DecodeStatus::kCorrupt;
      is_complete_ = code == 0;  // the end of a frame; a further one may follow
      has_more = out.pos == out.size;
      if (out.pos == 0) continue;
      const DecodeStatus status = sink({block_.data(), out.pos});
      if (status != DecodeStatus::kOk) return status;
    }
    return DecodeStatus::kOk;
  }

  bool is_complete() const override { return is_complete_; }

 private:
  struct Destroy {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Destroy> context_{ZSTD_createDCtx()};
  bool is_complete_ = true;
  std::array<char, 64 << 10> block_;
};

}  // namespace

std::unique_ptr<DecodeStage> make_zstd_stage() { return std::make_unique<ZstdStage>(); }

}  // namespace cuttings
