// Content decoding: any bytes as any coding, in any pieces. Beyond "no crash": never more than the
// limit comes out, and the pieces do not matter.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>

#include "crawler/engine/content_decoder.h"

namespace {

constexpr std::size_t kMaxBytes = 64 << 10;
constexpr std::string_view kCodings[] = {"gzip", "deflate", "br", "zstd", "gzip, gzip", "br, zstd"};

cuttings::DecodeStatus decode(std::string_view coding, std::string_view bytes, std::size_t step,
                              std::string& out) {
  auto decoder = cuttings::ContentDecoder::create(coding, kMaxBytes);
  auto status = cuttings::DecodeStatus::kOk;
  for (std::size_t at = 0; at < bytes.size() && status == cuttings::DecodeStatus::kOk; at += step)
    status = decoder->feed(bytes.substr(at, step), out);
  return status;
}

}  // namespace

/// First byte: the coding; second: the size of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view coding = kCodings[data[0] % std::size(kCodings)];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  std::string whole, in_pieces;
  const auto status = decode(coding, bytes, bytes.size() + 1, whole);
  const auto status_in_pieces = decode(coding, bytes, data[1] + std::size_t{1}, in_pieces);
  if (whole.size() > kMaxBytes) std::abort();
  const bool are_both_good =
      status == cuttings::DecodeStatus::kOk && status_in_pieces == cuttings::DecodeStatus::kOk;
  if (are_both_good && whole != in_pieces) std::abort();
  return 0;
}
