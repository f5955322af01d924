#include "extractor/decode/decode.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>

#include "config/base/text.h"
#include "extractor/decode/encoding.h"
#include "extractor/decode/meta_prescan.h"

namespace cuttings {
namespace {

constexpr std::size_t kPrescanBytes = 1024;          // the standard's
constexpr std::size_t kLenientPrescanBytes = 65536;  // ours: late metas are common in real pages
constexpr std::size_t kDetectorBytes = 1u << 20;     // uchardet's share; chosen by hand
constexpr std::size_t kConvincingSequences = 3;      // of valid UTF-8 against another declaration

struct Choice {
  std::string_view encoding;
  EncodingSource source = EncodingSource::kDefault;
};

// How many characters of more than one byte are well formed, and how many bytes are not.
struct Utf8Evidence {
  std::size_t good = 0;
  std::size_t bad = 0;
};

Utf8Evidence weigh_utf8(std::string_view bytes) {
  Utf8Evidence evidence;
  for (std::size_t at = ascii_prefix_length(bytes); at < bytes.size();) {
    std::size_t length = 4;
    while (length > 1 && (at + length > bytes.size() || !is_valid_utf8(bytes.substr(at, length)) ||
                          decode_code_point(bytes, at).length != length))
      --length;
    if (length > 1)
      ++evidence.good;
    else
      ++evidence.bad;
    at += length;
    at += ascii_prefix_length(bytes.substr(at));
  }
  return evidence;
}

Choice from_bom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {"UTF-8", EncodingSource::kBom};
  if (bytes.starts_with("\xFE\xFF")) return {"UTF-16BE", EncodingSource::kBom};
  if (bytes.starts_with("\xFF\xFE")) return {"UTF-16LE", EncodingSource::kBom};
  return {};
}

bool is_usable(std::string_view encoding) { return !encoding.empty() && encoding != "replacement"; }

Choice from_meta(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("<\0"sv)) return {"UTF-16LE", EncodingSource::kContent};
  if (bytes.starts_with("\0<"sv)) return {"UTF-16BE", EncodingSource::kContent};
  std::string_view encoding = prescan_encoding(bytes.substr(0, kPrescanBytes));
  if (!is_usable(encoding)) encoding = prescan_encoding(bytes.substr(0, kLenientPrescanBytes));
  return is_usable(encoding) ? Choice{encoding, EncodingSource::kMeta} : Choice{};
}

Choice from_detector(std::string_view bytes) {
  struct Delete {
    void operator()(uchardet* detector) const { uchardet_delete(detector); }
  };
  const std::unique_ptr<uchardet, Delete> detector(uchardet_new());
  const std::string_view sample = bytes.substr(0, kDetectorBytes);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  const std::string_view encoding = encoding_from_label(uchardet_get_charset(detector.get()));
  const bool is_wide =
      encoding.starts_with("UTF-");  // valid UTF-8 was seen before, UTF-16 has NULs
  return is_usable(encoding) && !is_wide ? Choice{encoding, EncodingSource::kDetector} : Choice{};
}

Choice detect(std::string_view bytes) {
  const Choice detected = from_detector(bytes);
  return detected.encoding.empty() ? Choice{"windows-1252", EncodingSource::kDefault} : detected;
}

bool is_seven_bit_or_wide(std::string_view encoding) {
  return encoding.starts_with("UTF-16") || encoding == "ISO-2022-JP";
}

Choice declared_encoding(std::string_view bytes, std::string_view content_type) {
  const std::string_view from_header = encoding_from_content_type(content_type);
  if (is_usable(from_header)) return {from_header, EncodingSource::kHttpHeader};
  return from_meta(bytes);
}

// The encoding of bytes without BOM that are not ASCII throughout.
Choice choose(std::string_view bytes, std::string_view content_type) {
  const Choice declared = declared_encoding(bytes, content_type);
  if (is_seven_bit_or_wide(declared.encoding)) return declared;
  if (ascii_prefix_length(bytes) == bytes.size())
    return declared.encoding.empty() ? Choice{"windows-1252", EncodingSource::kDefault} : declared;
  const Utf8Evidence evidence = weigh_utf8(bytes);
  if (declared.encoding == "UTF-8") {
    if (evidence.bad <= evidence.good) return declared;
    const Choice meta = from_meta(bytes);  // the header may be wrong and the page right
    return meta.encoding.empty() || meta.encoding == "UTF-8" ? detect(bytes) : meta;
  }
  if (evidence.bad == 0 && (declared.encoding.empty() || evidence.good >= kConvincingSequences))
    return {"UTF-8", EncodingSource::kContent};
  if (!declared.encoding.empty()) return declared;
  // Mostly UTF-8 with a few bad bytes; a legacy page has next to no valid sequences.
  if (evidence.good > 10 * evidence.bad) return {"UTF-8", EncodingSource::kContent};
  return detect(bytes);
}

std::size_t bom_length(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

}  // namespace

DecodedPage decode_page(std::string bytes, std::string_view content_type) {
  Choice choice = from_bom(bytes);
  const bool is_valid = is_valid_utf8(bytes);
  if (choice.encoding.empty()) {
    const Choice declared = declared_encoding(bytes, content_type);
    choice = is_valid && declared.encoding == "UTF-8" ? declared : choose(bytes, content_type);
  }
  DecodedPage page;
  page.encoding = choice.encoding, page.source = choice.source;
  if (is_valid && (choice.encoding == "UTF-8" || (ascii_prefix_length(bytes) == bytes.size() &&
                                                  !is_seven_bit_or_wide(choice.encoding)))) {
    page.text = std::move(bytes);
  } else {
    page.text = convert_to_utf8(bytes, choice.encoding);
  }
  page.text.erase(0, bom_length(page.text));
  return page;
}

}  // namespace cuttings
