#include <array>
#include <cstddef>
#include <cstdint>

#include <brotli/decode.h>

#include "crawler/engine/decode_stage.h"

namespace cuttings {
namespace {

class BrotliStage final : public DecodeStage {
 public:
  DecodeStatus feed(std::string_view bytes, const Sink& sink) override {
    if (bytes.empty() || is_complete_) return DecodeStatus::kOk;  // bytes past the end: padding
    if (state_ == nullptr) return DecodeStatus::kCorrupt;
    is_begun_ = true;
    std::size_t left = bytes.size();
    const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    for (;;) {
      std::uint8_t* out = block_.data();
      std::size_t room = block_.size();
      const auto code =
          BrotliDecoderDecompressStream(state_.get(), &left, &in, &room, &out, nullptr);
      if (code == BROTLI_DECODER_RESULT_ERROR) return DecodeStatus::kCorrupt;
      is_complete_ = code == BROTLI_DECODER_RESULT_SUCCESS;
      const std::size_t size = block_.size() - room;
      if (size > 0) {
        const auto status = sink({reinterpret_cast<const char*>(block_.data()), size});
        if (status != DecodeStatus::kOk) return status;
      }
      if (code != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return DecodeStatus::kOk;
    }
  }

  bool is_complete() const override { return !is_begun_ || is_complete_; }

 private:
  struct Destroy {
    void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
  };
  std::unique_ptr<BrotliDecoderState, Destroy> state_{
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
  bool is_begun_ = false, is_complete_ = false;
  std::array<std::uint8_t, 64 << 10> block_;
};

}  // namespace

std::unique_ptr<DecodeStage> make_brotli_stage() { return std::make_unique<BrotliStage>(); }

}  // namespace cuttings
