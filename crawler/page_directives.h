#pragma once
// What a page asks of robots beyond robots.txt: X-Robots-Tag, meta robots, TDM-Reservation.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/fetch_result.h"

namespace cuttings {

struct PageDirectives {
  bool noindex = false;
  bool noarchive = false;
  bool nofollow = false;
  std::string text = {};  ///< all that was said, as it is recorded: "x-robots-tag: noindex; ..."
};

/// Reads the response's headers and the page's <meta> (Extraction::directives). "none" is noindex
/// and nofollow. A line of X-Robots-Tag for another crawler ("googlebot: noindex") does not count.
/// https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
PageDirectives read_directives(const FetchResult& fetched,
                               const std::vector<std::pair<std::string, std::string>>& metas,
                               std::string_view product_token);

}  // namespace cuttings
