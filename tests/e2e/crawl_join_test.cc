// Articles over several pages: a crawl asks for all, as politely as for any, and keeps one article.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "tests/e2e/crawl_fixture.h"

namespace cuttings {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHost = "ferry.test";
const std::string kFirst = "/news/the-ferry-returns-at-dusk";

/// A sentence that only that page has.
std::string mark(int page) { return "This stands on page " + std::to_string(page) + " alone."; }

class CrawlJoinTest : public CrawlTest {
 protected:
  static std::string target(int page) {
    return page == 1 ? kFirst : kFirst + "/" + std::to_string(page);
  }
  /// The page of that number, which names the next one when there is one.
  static std::string html(int page, int pages, const std::string& more = "") {
    std::string text = article_html(300 + page);
    const std::string next =
        page < pages ? "<link rel=\"next\" href=\"" + target(page + 1) + "\">" : "";
    text.insert(text.find("<title>"), next + more);
    text.insert(text.find("</article>"), "<p>" + mark(page) + "</p>");
    return text;
  }
  void answer(int page, const std::string& text, int status = 200) {
    web_.site().on_host(kHost, target(page), [text, status](const auto&, Reply& reply) {
      reply.answer(status, text, {{"Content-Type", "text/html; charset=utf-8"}});
    });
  }
  /// Three pages, to which the front page links in this order.
  void serve(const std::vector<int>& order, const std::string& more_of_further = "") {
    std::vector<std::string> targets;
    for (const int page : order) targets.push_back(target(page));
    web_.add_link_host(kHost, targets);
    for (const int page : {1, 2, 3}) answer(page, html(page, 3, page > 1 ? more_of_further : ""));
  }
  std::string text() { return sql("SELECT text FROM articles WHERE url LIKE '%at-dusk'"); }
  void expect_whole() {
    for (const int page : {1, 2, 3}) EXPECT_THAT(text(), HasSubstr(mark(page)));
    EXPECT_EQ(sql("SELECT count(*) || ' ' || max(version) FROM article_versions"), "1 1");
    EXPECT_EQ(sql("SELECT verdict FROM articles"), "article");
    EXPECT_EQ(sql("SELECT count(DISTINCT body_id) FROM fetches WHERE url LIKE '%at-dusk%'"), "3")
        << "each is kept";
  }
};

TEST_F(CrawlJoinTest, KeepsOneArticleOfAllPagesEachAskedOnce) {
  serve({1});  // a page that is met before the first has been read is asked for by itself
  Config config = this->config();
  config.fetch.delay_ms = 120;
  EXPECT_EQ(crawl(config).new_articles, 1);
  expect_whole();
  std::chrono::steady_clock::time_point last;
  for (const SiteRequest& request : web_.site().requests()) {
    if (request.target == "/robots.txt") continue;
    EXPECT_GE(request.at - last, std::chrono::milliseconds(115)) << request.target;
    last = request.at;
  }
  for (const int page : {1, 2, 3}) EXPECT_EQ(web_.site().count(target(page)), 1) << page;
  EXPECT_THAT(reason_of(web_.site().url(target(2), kHost)), HasSubstr("answered by"));
}

TEST_F(CrawlJoinTest, TheOrderInWhichPagesAreFoundMakesNoVersion) {
  serve({3, 2, 1}, "<link rel=\"canonical\" href=\"" + kFirst + "\">");
  EXPECT_EQ(crawl(config()).new_articles, 1);
  expect_whole();
}

TEST_F(CrawlJoinTest, LooksAtAllPagesAgainAndAnEditOfOneIsAVersion) {
  serve({1});
  crawl(config());
  now_.shift(std::chrono::hours(1));
  EXPECT_EQ(crawl(config()).changed, 0);
  expect_whole();
  std::string edited = html(2, 3);
  edited.insert(edited.find("</article>"), "<p>The captain has denied all of it since then.</p>");
  answer(2, edited);
  now_.shift(std::chrono::hours(48));
  EXPECT_EQ(crawl(config()).changed, 1);
  EXPECT_THAT(text(), HasSubstr("denied"));
  EXPECT_THAT(text(), HasSubstr(mark(3)));
}

TEST_F(CrawlJoinTest, APageThatDoesNotComeCutsTheArticleOffAndReplacesNothing) {
  serve({1});
  answer(3, "gone", 404);
  EXPECT_EQ(crawl(config()).new_articles, 1);
  EXPECT_THAT(text(), HasSubstr(mark(2)));
  EXPECT_THAT(text(), Not(HasSubstr(mark(3))));
  EXPECT_EQ(sql("SELECT verdict FROM articles"), "truncated");
  answer(3, html(3, 3));
  now_.shift(std::chrono::hours(1));
  crawl(config());
  EXPECT_THAT(text(), HasSubstr(mark(3)));
  answer(2, "later", 500);
  now_.shift(std::chrono::hours(48));
  crawl(config());
  EXPECT_THAT(text(), HasSubstr(mark(3)));
  EXPECT_EQ(sql("SELECT verdict FROM articles"), "article");
}

TEST_F(CrawlJoinTest, AForbiddenPageIsNotAskedFor) {
  serve({1});
  web_.site().on_host(kHost, "/robots.txt", [](const auto&, Reply& reply) {
    reply.answer(200, "User-agent: *\nDisallow: " + target(2) + "\n",
                 {{"Content-Type", "text/plain"}});
  });
  crawl(config());
  EXPECT_EQ(web_.site().count(target(2)), 0);
  EXPECT_EQ(sql("SELECT verdict FROM articles"), "truncated");
  EXPECT_EQ(sql("SELECT error_kind FROM fetches WHERE url LIKE '%/2'"), "robots_denied");
}

TEST_F(CrawlJoinTest, WhatWasBegunWhenTheCrawlIsStoppedIsAskedAgainWhole) {
  serve({1});
  Config config = this->config();
  config.fetch.delay_ms = 300;
  web_.add_hub_host("other.test", 1);
  crawl(config, [&](CrawlRun& run, const CrawlTally& tally) {
    if (tally.new_articles > 0) run.request_stop();
  });
  config.fetch.delay_ms = 0;
  crawl(config);
  EXPECT_EQ(sql("SELECT max(version_count) FROM articles"), "1");
  for (const int page : {1, 2, 3}) EXPECT_THAT(text(), HasSubstr(mark(page)));
}

}  // namespace
}  // namespace cuttings
