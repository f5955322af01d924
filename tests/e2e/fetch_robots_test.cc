// robots.txt in all its states, asked for real (RFC 9309 2.3).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/warc/gzip.h"
#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using ::testing::HasSubstr;
using namespace bad_answers;

TEST(FetchRobots, IsAskedFirstAndOnceForManyPages) {
  LoopbackSite site;
  site.robots("User-agent: *\nDisallow: /private\n");
  site.page("/a", "a");
  site.page("/b", "b");
  for (const auto& result : fetch_all(loopback_options(), {site.url("/a"), site.url("/b")}))
    EXPECT_TRUE(result.is_ok());
  EXPECT_EQ(site.requests().front().target, "/robots.txt");
  EXPECT_EQ(site.count("/robots.txt"), 1);
}

TEST(FetchRobots, ADeniedPageIsNeverAskedAndSaysWhichLine) {
  LoopbackSite site;
  site.robots("User-agent: *\n# our attic\nDisallow: /private\n");
  const FetchResult result = fetch(site.url("/private/x"));
  EXPECT_EQ(error_of(result), "robots_denied");
  EXPECT_THAT(result.message, HasSubstr("line 3"));
  EXPECT_THAT(result.message, HasSubstr("Disallow: /private"));
  EXPECT_EQ(site.count("/private/x"), 0);
}

TEST(FetchRobots, IsNotAskedWhenSwitchedOff) {
  LoopbackSite site;
  site.robots("User-agent: *\nDisallow: /\n");
  site.page("/a", "a");
  FetchOptions options = loopback_options();
  options.obey_robots = false;
  EXPECT_EQ(fetch(options, site.url("/a")).body, "a");
  EXPECT_EQ(site.count("/robots.txt"), 0);
}

TEST(FetchRobots, ClientErrorsAllow) {  // RFC 9309 2.3.1.3
  for (const int status : {400, 401, 403, 404, 410, 451}) {
    LoopbackSite site;
    site.on("/robots.txt", [=](const SiteRequest&, Reply& reply) {
      reply.answer(status, "User-agent: *\nDisallow: /\n");
    });
    site.page("/a", "a");
    EXPECT_EQ(fetch(site.url("/a")).body, "a") << status;
  }
}

TEST(FetchRobots, ServerErrorsForbid) {  // RFC 9309 2.3.1.4; 429 is our choice
  for (const int status : {429, 500, 502, 503, 504}) {
    LoopbackSite site;
    site.on("/robots.txt", [=](const SiteRequest&, Reply& reply) { reply.answer(status, "busy"); });
    const FetchResult result = fetch(site.url("/a"));
    EXPECT_EQ(error_of(result), "robots_unreachable") << status;
    EXPECT_THAT(result.message, HasSubstr(std::to_string(status)));
    EXPECT_EQ(site.count("/a"), 0) << status;
  }
}

TEST(FetchRobots, BrokenTransfersForbid) {
  const LoopbackSite::Handler broken[] = {
      raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\n"),
      raw_then_silence("HTTP/1.1 200 OK\r\n"),
      raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
      raw(""),
  };
  FetchOptions options = loopback_options();
  options.total_timeout_ms = 300;
  for (const auto& handler : broken) {
    LoopbackSite site;
    site.on("/robots.txt", handler);
    EXPECT_EQ(error_of(fetch(options, site.url("/a"))), "robots_unreachable");
    EXPECT_EQ(site.count("/a"), 0);
  }
}

TEST(FetchRobots, FiveRedirectsAreFollowedAlsoToAnotherHost) {  // RFC 9309 2.3.1.2
  fake_dns::set("one.test", {"127.0.0.1"});
  fake_dns::set("two.test", {"127.0.0.1"});
  LoopbackSite site;
  site.on_host("one.test", "/robots.txt", [&](const SiteRequest&, Reply& reply) {
    reply.answer(301, "", {{"Location", site.url("/r1", "two.test")}});
  });
  for (int i = 1; i < 5; ++i) site.redirect("/r" + std::to_string(i), "/r" + std::to_string(i + 1));
  site.on("/r5", [](const SiteRequest&, Reply& reply) {
    reply.answer(200, "User-agent: *\nDisallow: /\n");
  });
  EXPECT_EQ(error_of(fetch(site.url("/a", "one.test"))), "robots_denied");
}

TEST(FetchRobots, MoreThanFiveRedirectsAllow) {
  LoopbackSite site;
  site.redirect("/robots.txt", "/r1");
  for (int i = 1; i < 6; ++i) site.redirect("/r" + std::to_string(i), "/r" + std::to_string(i + 1));
  site.on("/r6", [](const SiteRequest&, Reply& reply) {
    reply.answer(200, "User-agent: *\nDisallow: /\n");
  });
  site.page("/a", "a");
  EXPECT_EQ(fetch(site.url("/a")).body, "a");
  EXPECT_EQ(site.count("/r6"), 0);
}

TEST(FetchRobots, ARedirectedPageIsCheckedAtItsNewOrigin) {
  fake_dns::set("one.test", {"127.0.0.1"});
  fake_dns::set("two.test", {"127.0.0.1"});
  LoopbackSite site;
  site.redirect("/a", site.url("/b", "two.test"));
  site.on_host("two.test", "/robots.txt", [](const SiteRequest&, Reply& reply) {
    reply.answer(200, "User-agent: *\nDisallow: /b\n");
  });
  EXPECT_EQ(error_of(fetch(site.url("/a", "one.test"))), "robots_denied");
  EXPECT_EQ(site.count("/b"), 0);
}

TEST(FetchRobots, ABombIsReadToItsLimitAndNoFurther) {
  LoopbackSite site;
  site.on("/robots.txt", bomb("br"));
  site.page("/a", "a");
  EXPECT_EQ(fetch(site.url("/a")).body, "a");  // 500 KiB of zeros are no rules
}

TEST(FetchRobots, AnEndlessFileCountsUpToItsLimit) {
  LoopbackSite site;
  site.on("/robots.txt",
          endless("HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a\n", "# and so on\n"));
  EXPECT_EQ(error_of(fetch(site.url("/a"))), "robots_denied");
}

TEST(FetchRobots, HtmlInItsPlaceHasNoRules) {
  LoopbackSite site;
  site.page("/robots.txt", "<!doctype html><p>User-agent of this page: nobody");
  site.page("/a", "a");
  EXPECT_EQ(fetch(site.url("/a")).body, "a");
}

TEST(FetchRobots, OneThatIsGzipOrUtf16WithoutAWordForbidsAllTheSame) {
  const std::string rules = "User-agent: *\nDisallow: /a\n";
  std::string wide = "\xFF\xFE";
  for (const char c : rules) wide += {c, '\0'};
  const std::string packed = gzip_member(rules);
  const std::pair<std::string, std::string> files[] = {
      {wide, "robots_denied"},
      {packed, "robots_denied"},
      {packed.substr(0, packed.size() - 10), "robots_unreachable"}};
  for (const auto& [file, error] : files) {
    LoopbackSite site;
    site.on("/robots.txt", [&](const SiteRequest&, Reply& reply) { reply.answer(200, file); });
    EXPECT_EQ(error_of(fetch(site.url("/a"))), error);
    EXPECT_EQ(site.count("/a"), 0);
  }
}

TEST(FetchRobots, TheFileItselfIsAlwaysAllowed) {
  LoopbackSite site;
  site.robots("User-agent: *\nDisallow: /\n");
  EXPECT_TRUE(fetch(site.url("/robots.txt")).is_ok());
}

}  // namespace
}  // namespace cuttings
