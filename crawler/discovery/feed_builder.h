#pragma once
// FeedBuilder: takes the entries of a feed in, whatever its format, and keeps the feed's promises.

#include <string>
#include <string_view>
#include <unordered_set>

#include "crawler/discovery/feed.h"

namespace cuttings {

/// One entry as it stands in the file.
struct RawEntry {
  std::string link, orig_link, guid, content_link, title, published, updated;
  bool guid_is_link = true;
  bool has_content = false;
  bool title_is_plain = false;  ///< no references or tags to undo
};

class FeedBuilder {
 public:
  explicit FeedBuilder(const FeedLimits& limits) : limits_(limits) {}

  /// False when the entry cap is reached; the entry is left out then. Links are absolute already.
  bool add(const RawEntry& raw);
  Feed& feed() { return feed_; }

 private:
  const FeedLimits& limits_;
  Feed feed_;
  std::unordered_set<std::string> urls_;
};

/// `text` as one line for people.
std::string feed_title(std::string_view text, bool is_plain);
/// The absolute http(s) URL that `reference` means at `base`, or empty.
std::string resolve_link(const Url& base, std::string_view reference);
/// Takes hub and self out of a Link header (RFC 8288).
void read_link_header(std::string_view header, const Url& base, Feed& feed);

/// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
Feed parse_json_feed(std::string_view text, const Url& base_url, const FeedLimits& limits);

}  // namespace cuttings
