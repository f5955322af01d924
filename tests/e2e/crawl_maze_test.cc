// CrawlRun in a maze: 500 articles among a million addresses that lead nowhere (maze.h).

#include <set>

#include "tests/e2e/crawl_fixture.h"
#include "tests/support/maze.h"

namespace cuttings {
namespace {

constexpr int kMazeArticles = 500, kFetches = 2000;

TEST_F(CrawlTest, FindsNearlyAllArticlesOfAMazeWithinTwoThousandFetches) {
  web_.add_link_host("maze.test", {});
  const std::string root = web_.site().url("", "maze.test");
  std::map<std::string, int> number_of;
  for (int i = 0; i < kMazeArticles; ++i) number_of[maze_article(root, i)] = i;
  const auto answer = [&](const SiteRequest& request, Reply& reply) {
    if (request.target == "/robots.txt") return reply.answer(404, "");
    const std::string url = root + request.target;
    std::string links;
    for (const std::string& link : maze_links(root, url))
      links += "<li><a href=\"" + link + "\">" + link.substr(root.size()) + "</a></li>\n";
    const auto found = number_of.find(url);
    std::string html = found == number_of.end()
                           ? "<!doctype html><title>A list</title><body><h1>A list</h1></body>"
                           : article_html(found->second);
    html.insert(html.rfind("</body>"), "<nav><ul>" + links + "</ul></nav>");
    reply.answer(200, html, {{"Content-Type", "text/html; charset=utf-8"}});
  };
  web_.site().on_host("maze.test", "/", answer);
  web_.site().on_all_else(answer);
  Config config = this->config();
  config.crawl.max_depth = 20;  // sections have five pages
  config.fetch.max_per_host = 4;
  const CrawlTally tally = crawl(config, [](CrawlRun& run, const CrawlTally& so_far) {
    if (so_far.fetches >= kFetches - 64) run.request_stop();  // what is in flight is still kept
  });
  const std::string articles = sql("SELECT count(*) FROM articles WHERE url LIKE '%/news/%'");
  RecordProperty("fetches", static_cast<int>(tally.fetches));
  RecordProperty("articles", articles);
  EXPECT_LE(tally.fetches, kFetches);
  EXPECT_GE(std::stoi(articles), kMazeArticles * 99 / 100);
}

}  // namespace
}  // namespace cuttings
