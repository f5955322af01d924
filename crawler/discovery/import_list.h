#pragma once
// ImportBuilder: takes the URLs of an import in, each once, within the cap.

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "config/base/text.h"
#include "config/base/url.h"
#include "crawler/discovery/import_sources.h"

namespace cuttings {

class ImportBuilder {
 public:
  explicit ImportBuilder(std::size_t input_bytes) {
    if (input_bytes > kMaxImportBytes) list.end = ReadEnd::kTooManyBytes;
  }

  bool is_full() const { return list.urls.size() >= kMaxImportUrls; }

  /// False when `address` is no http(s) URL.
  bool add(std::string_view address, std::string_view title, ImportKind kind) {
    address = trim_ascii(address);
    if (starts_with_ignoring_ascii_case(address, "feed://")) address.remove_prefix(5);
    std::string text(address);
    if (text.starts_with("//")) text.insert(0, "http:");
    const Result<Url> url = Url::parse(text);
    if (!url || !url->is_http()) return false;
    if (is_full()) {
      list.end = ReadEnd::kTooManyEntries;
    } else if (urls_.insert(url->href()).second) {
      list.urls.push_back({url->href(), collapse_whitespace(remove_controls(title)), kind});
    }
    return true;
  }

  ImportedList list;

 private:
  std::unordered_set<std::string> urls_;
};

}  // namespace cuttings
