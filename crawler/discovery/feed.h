#pragma once
// Feeds: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) and JSON Feed 1.x, as real sites write them.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/clock.h"
#include "config/base/url.h"
#include "crawler/discovery/read_end.h"

namespace cuttings {

struct FeedEntry {
  std::string url;                         ///< absolute http(s); what to fetch
  std::string id = {};                     ///< guid, atom:id or JSON id; may be empty
  std::string title = {};                  ///< one line of text, references and tags undone
  std::optional<WallTime> published = {};  ///< without a zone it is read as UTC
  std::optional<WallTime> updated = {};    ///< atom:updated, dcterms:modified, date_modified
  bool has_content = false;                ///< the feed carries the whole text, not a summary

  bool operator==(const FeedEntry&) const = default;
};

enum class FeedFormat { kNone, kRss, kRdf, kAtom, kJson };

struct Feed {
  FeedFormat format = FeedFormat::kNone;
  ReadEnd end = ReadEnd::kUnknownFormat;
  std::string title = {};
  std::string language = {};                     ///< as declared, may be empty
  std::string home_url = {};                     ///< the site's page, absolute or empty
  std::string self_url = {};                     ///< rel=self (WebSub topic), absolute or empty
  std::vector<std::string> hubs = {};            ///< rel=hub: WebSub, recorded, never called
  std::string next_url = {};                     ///< rel=next (RFC 5005, JSON next_url) or empty
  std::optional<std::chrono::minutes> ttl = {};  ///< rss:ttl or sy:updatePeriod/Frequency
  std::uint32_t skip_hours = 0;                  ///< bit h: GMT hour h is to be skipped
  std::vector<FeedEntry> entries = {};           ///< in the feed's order, a URL once
  std::size_t entries_without_url = 0;           ///< left out: no http(s) URL to fetch
};

/// What the HTTP answer said; all may be empty.
struct FeedHeaders {
  std::string content_type = {};
  std::string link = {};  ///< Link header: rel=hub and rel=self (WebSub, section 4)
};

struct FeedLimits {
  std::size_t max_bytes = 16u << 20;   ///< decoded; chosen by hand
  std::size_t max_entries = 5000;      ///< chosen by hand; a normal feed has 10 to 100
  std::size_t max_depth = 200;         ///< libxml2 itself stops at 256
  std::size_t max_field_bytes = 8192;  ///< of a title, link, id or date; the rest is cut off
};

/// The feed in `bytes` (as received, content decoding undone, any encoding), links resolved against
/// xml:base or `base_url`. Never fails: `end` says how far it was read and why no further; entries
/// up to there are kept. Lenient: leading junk, wrong encodings, HTML entities, bare "&" and "<",
/// control characters. Nothing is loaded or expanded. Any thread. O(bytes).
Feed parse_feed(std::string_view bytes, const Url& base_url, const FeedHeaders& headers = {},
                const FeedLimits& limits = {});

/// True when `bytes` begin as a feed does (looks at 4 KiB): a page at a likely path may be HTML.
bool looks_like_feed(std::string_view bytes);
/// Whether it is one; read to the end only when it looks like one. O(bytes).
bool is_feed(std::string_view bytes, const Url& url);

}  // namespace cuttings
