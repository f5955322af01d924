#include "crawler/engine/content_decoder.h"

#include <algorithm>
#include <utility>

#include "config/base/text.h"

namespace cuttings {
namespace {

// What servers write that send the body as it is: the charset, or how it would go by mail. Browsers
// show such pages, since they pass over codings that they do not know.
bool is_no_coding(std::string_view coding) {
  for (const std::string_view name :
       {"identity", "none", "utf-8", "utf8", "binary", "7bit", "8bit", "iso-8859-1"})
    if (equals_ignoring_ascii_case(coding, name)) return true;
  return false;
}

std::unique_ptr<DecodeStage> make_stage(std::string_view coding) {
  if (equals_ignoring_ascii_case(coding, "gzip") || equals_ignoring_ascii_case(coding, "x-gzip"))
    return make_gzip_stage();
  if (equals_ignoring_ascii_case(coding, "deflate")) return make_deflate_stage();
  if (equals_ignoring_ascii_case(coding, "br")) return make_brotli_stage();
  if (equals_ignoring_ascii_case(coding, "zstd")) return make_zstd_stage();
  return nullptr;
}

}  // namespace

Result<ContentDecoder> ContentDecoder::create(std::string_view content_encoding,
                                              std::size_t max_bytes) {
  ContentDecoder decoder;
  decoder.max_bytes_ = max_bytes;
  for (std::string_view coding : split(content_encoding, ',')) {
    coding = trim_ascii(coding);
    if (coding.empty() || is_no_coding(coding)) continue;
    if (decoder.codings_.size() == kMaxCodings)
      return fail(ErrorCode::kTooLarge, "more than 5 content codings are stacked");
    auto stage = make_stage(coding);
    if (stage == nullptr)
      return fail(ErrorCode::kParse,
                  "the content coding '" + std::string(coding.substr(0, 40)) + "' is not known");
    decoder.codings_.insert(decoder.codings_.begin(), Coding{std::move(stage)});
  }
  return decoder;
}

DecodeStatus ContentDecoder::feed(std::string_view bytes, std::string& out) {
  return feed_from(0, bytes, out);
}

bool ContentDecoder::is_complete() const {
  return std::all_of(codings_.begin(), codings_.end(),
                     [](const Coding& coding) { return coding.stage->is_complete(); });
}

/// Calls itself once a coding, so at most kMaxCodings deep.
DecodeStatus ContentDecoder::feed_from(std::size_t index, std::string_view bytes,
                                       std::string& out) {
  if (index == codings_.size()) {
    const std::size_t room = max_bytes_ - std::min(max_bytes_, out.size());
    out.append(bytes.substr(0, room));
    return bytes.size() > room ? DecodeStatus::kTooLarge : DecodeStatus::kOk;
  }
  Coding& coding = codings_[index];
  return coding.stage->feed(bytes, [&](std::string_view decoded) {
    coding.bytes_out += decoded.size();
    const bool is_inner = index + 1 < codings_.size();
    if (is_inner && coding.bytes_out > max_bytes_) return DecodeStatus::kTooLarge;
    return feed_from(index + 1, decoded, out);
  });
}

}  // namespace cuttings
