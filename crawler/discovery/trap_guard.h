#pragma once
// TrapGuard: learns which patterns of paths of a site lead to articles and which only cost fetches.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "config/base/url.h"

namespace cuttings {

/// The pattern a URL belongs to: host, path with digits, slugs and ids made placeholders, names of
/// query fields. "/2026/02/ferry-returns-late?p=2" becomes "host/<n>/<n>/<slug>?p". O(url).
std::string url_pattern(const Url& url);

/// What a fetch of a page brought.
struct PageYield {
  bool is_article = false;
  int new_article_links = 0;  ///< links on it not known before that look like articles
};

struct TrapGuardOptions {
  int free_fetches = 12;            ///< a pattern gets these before it must have paid
  int fetches_per_yield = 8;        ///< and this many more for each article or page that led to one
  std::size_t max_patterns = 4096;  ///< remembered; the least used half is forgotten beyond
};

/// What the fetches of one pattern brought.
struct TrapAccount {
  std::uint32_t fetches = 0;
  std::uint32_t yields = 0;
  std::uint32_t promises = 0;  ///< pages with links that look like articles, capped
};

/// A pattern's budget is free_fetches, as many again while its pages promise articles, and
/// fetches_per_yield for each article it gave or led to. The same with ten times the free fetches
/// holds for the shape of the path alone, for mazes that invent names. One thread; one a site.
/// Memory: max_patterns strings.
class TrapGuard {
 public:
  explicit TrapGuard(TrapGuardOptions options = {}) : options_(options) {}

  /// True when one more fetch of `url`'s pattern is within its budget.
  bool allows(const Url& url) const;
  /// Records what the fetch of `url` brought; `via` is the page that linked to it (empty: none) and
  /// shares the credit for an article.
  void record(const Url& url, std::string_view via, const PageYield& yield);
  /// 0-1: how often fetches of `url`'s pattern brought something; 0.5 for an unknown one.
  double yield_rate(const Url& url) const;

  /// Accounts by their pattern.
  using Accounts = std::vector<std::pair<std::string, TrapAccount>>;
  /// Takes up what another guard of the site had learnt. To be called before record().
  void restore(const Accounts& accounts);
  struct Changes {
    bool is_all = false;  ///< what is not among them was forgotten
    Accounts accounts;
  };
  /// The accounts that record() changed since the last call.
  Changes take_changes();

  std::size_t size() const { return patterns_.size(); }

 private:
  bool is_within(const std::string& pattern, std::uint32_t free) const;
  void credit(const std::string& pattern);
  void make_room();

  TrapGuardOptions options_;
  std::unordered_map<std::string, TrapAccount> patterns_;
  std::unordered_set<std::string> changed_;  ///< since take_changes()
  bool has_forgotten_ = false;               ///< since then
};

}  // namespace cuttings
