#pragma once
// RobotsRules: one robots.txt, read for one crawler by RFC 9309
// (https://www.rfc-editor.org/rfc/rfc9309). Where files in the wild and the RFC part, we follow
// Google's open parser, except where docs/fetching.md says otherwise.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/url.h"

namespace cuttings {

/// What a file says about one URL, and the line that says it.
struct RobotsDecision {
  bool is_allowed = true;
  std::string rule = {};  ///< "Disallow: /private/"; empty when no rule matched
  int line = 0;           ///< of `rule`, from 1; 0 when no rule matched

  explicit operator bool() const { return is_allowed; }
};

/// Immutable after parse(); any thread.
class RobotsRules {
 public:
  /// RFC 9309 2.5: at least this much must be read; the rest is ignored.
  static constexpr std::size_t kMaxBytes = 500 * 1024;

  /// Rules that allow everything (no robots.txt, RFC 9309 2.3.1.3).
  RobotsRules() = default;

  /// Reads `bytes` for the crawler called `product_token` ("cuttings"; RFC 9309 2.2.1). Cannot
  /// fail: lines that make no sense are skipped, as the RFC asks. O(bytes) + sorting of the rules.
  static RobotsRules parse(std::string_view bytes, std::string_view product_token);

  /// Whether `url`'s path and query may be fetched, by the longest matching rule; Allow wins a tie.
  /// O(path x size of the rules) at most.
  RobotsDecision allows(const Url& url) const { return allows_path(url.path_and_query()); }
  /// The same for "/path?query".
  RobotsDecision allows_path(std::string_view path_and_query) const;

  /// The group's Crawl-delay, clamped to 0.5 to 300 s; empty when none is given. Not in the RFC.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }
  /// Every Sitemap line's value, in order, whatever its group.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  friend class RobotsParser;

  struct Rule {
    bool is_allow = false;
    std::vector<std::string> segments;  ///< literal parts between the `*`s, normalised
    bool is_anchored = false;           ///< ended in `$`
    std::size_t octets = 0;             ///< length of the pattern: the more specific wins
    std::string text;                   ///< as written, for the decision
    int line = 0;
  };

  static bool matches(const Rule& rule, std::string_view path);

  std::vector<Rule> rules_;  ///< the longest first, Allow before Disallow
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

/// The leading letters, "-" and "_" of a user agent: "cuttings" of "cuttings/1.0 (+https://...)".
std::string_view robots_product_token(std::string_view user_agent);

}  // namespace cuttings
