// CrawlRun over a loopback web of many hosts: every article found, every URL with an outcome.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/e2e/crawl_fixture.h"
#include "tests/e2e/crawl_web.h"
#include "tests/support/bad_answers.h"
#include "tests/support/fake_dns.h"

namespace cuttings {
namespace {

TEST_F(CrawlTest, FindsEveryArticleOfThreeHundredHosts) {
  for (int i = 0; i < 100; ++i) {
    web_.add_feed_host("feed" + std::to_string(i) + ".test", 2);
    web_.add_sitemap_host("map" + std::to_string(i) + ".test", 2);
    web_.add_hub_host("hub" + std::to_string(i) + ".test", 2);
  }
  const CrawlTally tally = crawl(config());
  EXPECT_EQ(tally.new_articles, 600);
  EXPECT_EQ(tally.queued, 0);
  EXPECT_EQ(tally.in_flight, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), "600");
  EXPECT_EQ(sql("SELECT count(*) FROM _queue WHERE state = 0"), "0") << "something was left";
  for (const std::string& url : web_.articles())
    EXPECT_EQ(web_.site().count(url.substr(url.find("/2026"))), 1) << url;
  EXPECT_EQ(sql("SELECT status FROM crawls"), "done");
}

TEST_F(CrawlTest, LinksASyndicatedCopyToWhatCameFirst) {
  const std::string path = "/2026/01/01/a-story-of-two-papers.html";
  const auto answer = [&](const std::string& host, const std::string& html) {
    web_.add_link_host(host, {path});
    web_.site().on_host(host, path, [html](const auto&, Reply& reply) {
      reply.answer(200, html, {{"Content-Type", "text/html; charset=utf-8"}});
    });
  };
  const std::string links =
      "SELECT c.hostname || ' ' || kind || ' ' || o.hostname FROM duplicates d"
      " JOIN articles c ON c.id = article_id JOIN articles o ON o.id = of_article_id ORDER BY 1";
  answer("first.test", article_html(4711));
  answer("other.test", article_html(4712));
  EXPECT_EQ(crawl(config()).new_articles, 2);
  EXPECT_EQ(sql(links), "");
  answer("copy.test", article_html(4711));
  std::string credited = article_html(4711);
  credited.insert(credited.rfind("</article>"), "<p>Reported by the agency of the coast.</p>");
  answer("near.test", credited);
  EXPECT_EQ(crawl(config()).new_articles, 2);
  const std::string found = sql(links);
  EXPECT_TRUE(found.starts_with("copy.test exact first.test\nnear.test near ")) << found;
  EXPECT_EQ(sql("SELECT count(*) FROM articles WHERE text <> ''"), "4") << "nothing goes";
}

TEST_F(CrawlTest, GoesRoundItsHostsOnConnectionsThatStayOpen) {
  for (int i = 0; i < 100; ++i) web_.add_hub_host("host" + std::to_string(i) + ".test", 3);
  Config config = this->config();
  config.fetch.max_concurrent = 16;
  EXPECT_EQ(crawl(config).new_articles, 300);
  EXPECT_GE(web_.site().requests().size(), 500u);  // robots.txt, the front page, three articles
  EXPECT_LE(web_.site().connections(), 130) << "some are asked for while another is closing";
}

TEST_F(CrawlTest, EveryFailureIsStoredWithItsReason) {
  web_.add_link_host(
      "bad.test", {"/missing", "/gone", "/broken", "/slow", "/cut", "/loop", "/picture", "/empty",
                   "/moved", "/forbidden/page", "/2026/01/01/an-article-that-is-good.html"});
  web_.add_link_host("busy.test", {"/busy"});  // 503 blocks the whole host
  LoopbackSite& site = web_.site();
  site.on("/gone", [](const auto&, Reply& reply) { reply.answer(410, "gone"); });
  site.on("/broken", [](const auto&, Reply& reply) { reply.answer(500, "oh"); });
  site.on("/busy", [](const auto&, Reply& reply) {
    reply.answer(503, "later", {{"Retry-After", "3600"}});
  });
  site.on("/slow", [](const auto&, Reply& reply) { reply.wait_for_close(); });
  site.on("/cut", [](const auto&, Reply& reply) {
    reply.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>hal");
  });
  site.redirect("/loop", "/loop");
  site.redirect("/moved", "/2026/01/01/an-article-that-is-good.html", 301);
  site.on("/picture", [](const auto&, Reply& reply) {
    reply.answer(200, std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16),
                 {{"Content-Type", "image/png"}});
  });
  site.page("/empty", "");
  site.page("/2026/01/01/an-article-that-is-good.html", article_html(4711));
  site.on_host("bad.test", "/robots.txt", [](const auto&, Reply& reply) {
    reply.answer(200, "User-agent: *\nDisallow: /forbidden/\n", {{"Content-Type", "text/plain"}});
  });
  Config config = this->config();
  config.fetch.max_per_host = 8;
  SiteOptions nowhere;
  nowhere.url = "http://nowhere.test/";
  config.sites.push_back(nowhere);
  crawl(config);
  const auto expect = [&](const std::string& target, const char* state, const char* words,
                          const char* host = "bad.test") {
    EXPECT_THAT(reason_of(site.url(target, host)),
                testing::AllOf(testing::StartsWith(state), testing::HasSubstr(words)))
        << target;
  };
  // queue.state: 1 waiting for another attempt, 3 given up, 4 skipped.
  expect("/missing", "3", "404");
  expect("/gone", "3", "410");
  expect("/broken", "1", "500");
  expect("/busy", "1", "503", "busy.test");
  expect("/slow", "1", "in time");
  expect("/cut", "1", "cut off");
  expect("/loop", "3", "redirect");
  expect("/forbidden/page", "4", "robots");
  EXPECT_EQ(sql("SELECT count(*) FROM _queue WHERE state = 0"), "0");
  EXPECT_EQ(sql("SELECT count(*) FROM _queue WHERE state IN (3, 4) AND coalesce(reason, '') = ''"),
            "0");
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), "1") << "the redirect leads to the same article";
  EXPECT_EQ(site.count("/forbidden/page"), 0);
  EXPECT_EQ(sql("SELECT error_kind FROM fetches WHERE url = 'http://nowhere.test/' LIMIT 1"),
            "dns");
}

TEST_F(CrawlTest, LooksAgainWithValidatorsAndKeepsAnEditAsAVersion) {
  web_.add_feed_host("edit.test", 2);
  const std::string edited = web_.articles()[0].substr(web_.articles()[0].find("/2026"));
  const std::string same = web_.articles()[1].substr(web_.articles()[1].find("/2026"));
  const auto with_etag = [&](const std::string& target, int number, int edition) {
    const std::string tag = "\"" + std::to_string(edition) + "\"";
    const std::string html = article_html(number, edition);
    web_.site().on_host("edit.test", target, [=](const SiteRequest& request, Reply& reply) {
      if (request.header("if-none-match") == tag) return reply.answer(304, "", {{"ETag", tag}});
      reply.answer(200, html, {{"Content-Type", "text/html"}, {"ETag", tag}});
    });
  };
  with_etag(edited, 0, 1);
  with_etag(same, 1, 1);
  EXPECT_EQ(crawl(config()).new_articles, 2);
  with_etag(edited, 0, 2);
  now_.shift(std::chrono::hours(24 * 40));  // they are of March: the first wait is a month
  const CrawlTally second = crawl(config());
  EXPECT_EQ(second.new_articles, 0);
  EXPECT_EQ(second.changed, 1);
  EXPECT_EQ(second.unchanged, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), "2");
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE outcome = 'not_modified' AND http_status = 304"
                " AND url LIKE '%story%'"),
            "1");
}

TEST_F(CrawlTest, StopsAfterWhatIsInFlightAndGoesOnLater) {
  for (int i = 0; i < 10; ++i) web_.add_hub_host("h" + std::to_string(i) + ".test", 6);
  int pages = 0;
  Config slow = config();
  slow.fetch.delay_ms = 100;
  slow.fetch.max_concurrent = 4;  // as many are in flight at the most, however slow the machine
  const CrawlTally first = crawl(slow, [&](CrawlRun& run, const CrawlTally&) {
    if (++pages == 20) run.request_stop();
  });
  EXPECT_LT(first.new_articles, 60);
  EXPECT_EQ(sql("SELECT status FROM crawls"), "stopped");
  crawl(config());
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), "60");
  for (const std::string& url : web_.articles())
    EXPECT_EQ(web_.site().count(url.substr(url.find("/2026"))), 1) << url;
}

TEST_F(CrawlTest, KeepsThePauseOfEachHost) {
  web_.add_hub_host("a.test", 4);
  web_.add_hub_host("b.test", 4);
  Config config = this->config();
  config.fetch.delay_ms = 120;
  crawl(config);
  std::map<std::string, std::chrono::steady_clock::time_point> last;
  for (const SiteRequest& request : web_.site().requests()) {
    if (request.target == "/robots.txt") continue;
    const auto known = last.find(request.host);
    if (known != last.end()) {
      EXPECT_GE(request.at - known->second, std::chrono::milliseconds(115)) << request.target;
    }
    last[request.host] = request.at;
  }
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), "8");
}

TEST_F(CrawlTest, AClockSetBackAmidARunLeavesNothingWaitingByTheOldTime) {
  web_.add_hub_host("calm.test", 8);
  bool is_set = false;
  const CrawlTally tally = crawl(config(), [&](CrawlRun&, const CrawlTally& so_far) {
    if (is_set || so_far.new_articles < 3) return;
    is_set = true;
    now_.shift(-std::chrono::hours(24 * 365));
  });
  EXPECT_EQ(tally.new_articles, 8);
  const std::string now = std::to_string(now_.wall_now().time_since_epoch().count());
  EXPECT_EQ(sql("SELECT count(*) FROM _hosts WHERE last_end > " + now), "0");
  EXPECT_EQ(
      sql("SELECT count(*) FROM _queue WHERE state = 1 AND due_at - " + now + " > 40 * 86400000"),
      "0");
  EXPECT_NE(sql("SELECT count(*) FROM _queue WHERE state = 1 AND kind = 1"), "0");
}

TEST_F(CrawlTest, RetryAfterBlocksTheWholeHost) {
  web_.add_hub_host("calm.test", 5);
  web_.site().on_host("calm.test", web_.articles()[0].substr(web_.articles()[0].find("/2026")),
                      [](const auto&, Reply& reply) {
                        reply.answer(429, "slower", {{"Retry-After", "7200"}});
                      });
  crawl(config());
  EXPECT_EQ(sql("SELECT blocked_until > 0, block_reason FROM _hosts WHERE name = 'calm.test'"),
            "1|HTTP 429 with Retry-After");
  const auto asked = web_.site().requests().size();
  now_.shift(std::chrono::hours(1));
  crawl(config());
  EXPECT_EQ(web_.site().requests().size(), asked) << "an hour later the block still holds";
  now_.shift(std::chrono::hours(2));
  crawl(config());
  EXPECT_GT(web_.site().requests().size(), asked);
}

TEST_F(CrawlTest, AFeedThatFallsSilentAgainstItsRhythmRaisesAnAlarm) {
  web_.add_feed_host("quiet.test", 1);
  int newest = 0;
  web_.site().on_host("quiet.test", "/feed.xml", [&](const SiteRequest&, Reply& reply) {
    std::string items;
    for (int n = 0; n <= newest; ++n)
      items += "<item><link>" + web_.site().url("/gone-" + std::to_string(n), "quiet.test") +
               "</link></item>";
    reply.answer(200, "<rss version=\"2.0\"><channel>" + items + "</channel></rss>",
                 {{"Content-Type", "application/rss+xml"}});
  });
  const auto crawl_after = [&](std::chrono::hours wait) {
    now_.shift(wait);
    crawl(config());
    return sql("SELECT is_silent FROM sources WHERE kind = 'feed'");
  };
  for (; newest < 7; ++newest) EXPECT_EQ(crawl_after(std::chrono::hours(3)), "0");
  crawl_after(std::chrono::hours(3));
  EXPECT_EQ(crawl_after(std::chrono::hours(20)), "0") << "a night may be quiet";
  EXPECT_EQ(crawl_after(std::chrono::hours(26)), "1");
  ++newest;
  EXPECT_EQ(crawl_after(std::chrono::hours(26)), "0") << "it speaks again";
}

/// The same article among advertisements, links and counters that differ each time.
std::string noisy_html(int number, int look) {
  std::string html = article_html(number);
  const std::string n = std::to_string(look * 37 + number);
  const std::string before = "<div class=\"ad-slot\"><p>Offer " + n +
                             ": buy the new kettle today, only while stocks last.</p></div>";
  std::string after = "<aside class=\"related\"><h2>Most read</h2><ul>";
  for (int i = 0; i < 5; ++i) {
    const std::string other = std::to_string((look * 7 + i * number) % 20);
    after += "<li><a href=\"/2026/03/02/story-about-number-" + other + ".html\">Story " + other +
             " that others read</a></li>";
  }
  after += "</ul></aside><p class=\"share-count\">" + n + " readers now, " + n + " comments</p>";
  html.insert(html.find("<article>"), before);
  html.insert(html.find("</article>") + 10, after);
  html.insert(html.find("</head>"), "<meta name=\"csrf-token\" content=\"" + n + "\">");
  return html;
}

TEST_F(CrawlTest, NoiseMakesNoVersionAndAnEditDoes) {
  constexpr int kArticles = 20, kLooks = 8, kEdited = 3;
  web_.add_feed_host("noisy.test", kArticles);
  int look = 0, edition = 1;
  for (int number = 0; number < kArticles; ++number) {
    const std::string& url = web_.articles()[static_cast<std::size_t>(number)];
    web_.site().on_host(
        "noisy.test", url.substr(url.find("/2026")), [&, number](const SiteRequest&, Reply& reply) {
          const bool is_edited = number == kEdited && edition > 1;
          reply.answer(200, is_edited ? article_html(number, 2) : noisy_html(number, look),
                       {{"Content-Type", "text/html"}});
        });
  }
  const Config config = this->config();
  for (look = 0; look < kLooks; ++look) {
    crawl(config);
    now_.shift(std::chrono::hours(24 * 31));
  }
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), std::to_string(kArticles));
  EXPECT_EQ(sql("SELECT min(looks) FROM _revisits JOIN _queue ON id = queue_id WHERE kind = 1"),
            std::to_string(kLooks - 1));
  EXPECT_EQ(sql("SELECT count(*) FROM article_versions"), std::to_string(kArticles));
  edition = 2;
  crawl(config);
  EXPECT_EQ(sql("SELECT count(*) FROM article_versions"), std::to_string(kArticles + 1));
}

TEST_F(CrawlTest, NoindexAndNoarchiveAreRecordedAndObeyed) {
  web_.add_link_host("shy.test", {"/2026/01/02/this-one-must-not-be-kept.html",
                                  "/2026/01/02/this-one-names-another-robot.html"});
  web_.site().on("/2026/01/02/this-one-must-not-be-kept.html", [](const auto&, Reply& reply) {
    reply.answer(200, article_html(1),
                 {{"Content-Type", "text/html"}, {"X-Robots-Tag", "noarchive"}});
  });
  web_.site().on("/2026/01/02/this-one-names-another-robot.html", [](const auto&, Reply& reply) {
    reply.answer(200, article_html(2),
                 {{"Content-Type", "text/html"}, {"X-Robots-Tag", "otherbot: noarchive"}});
  });
  crawl(config());
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), "1");
  EXPECT_EQ(sql("SELECT error_kind, directives FROM fetches WHERE url LIKE '%must-not%'"),
            "noarchive|x-robots-tag: noarchive");
}

}  // namespace
}  // namespace cuttings
