#pragma once
// CrawlWeb: a web of many hosts inside the test: articles, feeds, sitemaps, robots.txt, all made
// up.
//
//   CrawlWeb web;
//   web.add_feed_host("one.test", 5);          // a front page, a feed that it names, five articles
//   Config config = web.config(directory);     // [[site]] blocks for all hosts added
//
// Names are known to this program alone (fake_dns.h); everything is answered by one LoopbackSite.

#include <string>
#include <vector>

#include "config/config.h"
#include "tests/support/loopback_site.h"

namespace cuttings {

/// A page with one article of a few paragraphs, the same for the same number and edition.
std::string article_html(int number, int edition = 1);

class CrawlWeb {
 public:
  /// A site whose front page names a feed of `articles` entries.
  void add_feed_host(const std::string& host, int articles);
  /// A site whose robots.txt names a sitemap.
  void add_sitemap_host(const std::string& host, int articles);
  /// A site whose front page links to its articles and names nothing.
  void add_hub_host(const std::string& host, int articles);
  /// A site whose front page holds links to `targets`, to be answered by handlers of the test.
  void add_link_host(const std::string& host, const std::vector<std::string>& targets);

  /// All may be asked without pauses; the store lies in `directory`.
  Config config(const std::string& directory) const;
  LoopbackSite& site() { return site_; }
  const std::vector<std::string>& articles() const { return articles_; }  ///< URLs

 private:
  void begin_host(const std::string& host);
  std::string add_article(const std::string& host);

  LoopbackSite site_;
  std::vector<std::string> hosts_, articles_;
};

/// Pages in flight at once in crawl_child.
inline constexpr int kKillTestInFlight = 16;

/// The configuration of a crawl of `hosts` on one port of this machine, as CrawlWeb::config().
Config loopback_crawl(const std::string& directory, int port,
                      const std::vector<std::string>& hosts);

}  // namespace cuttings
