#pragma once
// decode_page(): a page's bytes as UTF-8, whatever they came in.

#include <string>
#include <string_view>

namespace cuttings {

/// What told the encoding, in the order in which it is asked.
enum class EncodingSource { kBom, kHttpHeader, kMeta, kContent, kDetector, kDefault };

struct DecodedPage {
  std::string text;           ///< valid UTF-8 without BOM
  std::string_view encoding;  ///< the Encoding standard's name ("windows-1252"); lives for ever
  EncodingSource source = EncodingSource::kDefault;
};

/// Decodes `bytes` by the HTML standard's order (BOM, `content_type` header, meta prescan), then
/// by what the bytes are (valid UTF-8, uchardet), then windows-1252. Never fails and never throws
/// text away; our departures from the standard are in docs/parsing.md, "Decoding".
/// O(n); valid UTF-8 costs one check and no copy. Any thread.
DecodedPage decode_page(std::string bytes, std::string_view content_type);

}  // namespace cuttings
