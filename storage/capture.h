#pragma once
// Capture: what came of asking for one URL, as the store keeps it: the fetch, its raw exchanges,
// its article.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "extractor/article.h"
#include "storage/warc/http_exchange.h"
#include "storage/warc/packed_exchange.h"

namespace cuttings {

/// A fetch that was tried, whatever came of it. Times are UTC.
struct FetchRecord {
  std::string url;                     ///< as asked
  std::string final_url;               ///< after redirects; equals url without any
  std::vector<std::string> redirects;  ///< every URL on the way, first to last, without final_url
  WallTime started_at{};
  std::int64_t duration_ms = 0;
  int attempt = 1;
  int http_status = 0;     ///< 0 when no response came
  std::string error_kind;  ///< "" when all went well; else "dns", "timeout", "robots_denied",
                           ///< "not_article", ...
  std::string error;       ///< one line for a person
  bool is_parked = false;  ///< a page of a domain that is for sale
  std::string content_type, etag, last_modified, peer_address;
  std::uint64_t bytes_received = 0;
  std::string directives;  ///< what the page wants of robots: "x-robots-tag: noindex; ..."
  std::vector<std::pair<std::string, std::string>> headers;  ///< response headers in order
};

/// What keeping a capture costs most of, done before: see ArticleStore::pack().
struct PackedCapture {
  std::string body_sha256;                ///< of Capture::body; "" when it is not known yet
  std::vector<PackedExchange> exchanges;  ///< one an exchange, or none
};

struct Capture {
  FetchRecord fetch;
  std::vector<HttpExchange>
      exchanges;                 ///< one a hop, in order; empty when nothing crossed the wire
  std::string body;              ///< the final response's body after content decoding
  bool is_body_as_sent = false;  ///< nobody decoded it: the last exchange's body is in its place
  std::string charset;
  std::optional<Article> article;  ///< absent when the fetch failed or held no article
  bool is_joined = false;          ///< that article has the text of other captures' pages, too
  std::string identity = {};  ///< canonical_url() of the address the page is believed to be known
                              ///< by; empty: its own
  std::vector<std::uint64_t> site_blocks;  ///< Extraction::site_blocks of that article
  std::vector<std::string> site_repeats;   ///< Extraction::site_repeats of it
  PackedCapture packed = {};               ///< of the exchanges and body as they are
};

}  // namespace cuttings
