#pragma once
// read_metadata(): what extract_metadata() says of a small page.

#include <stdexcept>
#include <string>

#include "extractor/metadata/metadata.h"

namespace cuttings {

inline constexpr std::int64_t kNow = 1770000000;  // 2026-02-02

/// The page as if fetched at kNow. Throws when the page does not parse.
inline Metadata read_metadata(const std::string& html,
                              const char* url = "https://news.example.org/ferry") {
  const auto document = Document::parse(html, {});
  if (!document) throw std::runtime_error(document.error().message);
  const auto parsed = Url::parse(url);
  return extract_metadata({*document, &*parsed, {}, kNow});
}

/// A page that has nothing but one JSON-LD script.
inline std::string with_json_ld(const std::string& json) {
  return "<html><head><script type=\"application/ld+json\">" + json +
         "</script></head><body></body></html>";
}

}  // namespace cuttings
