// Redirects: followed by us, checked at every hop.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/fetching.h"
#include "tests/support/fake_dns.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FetchRedirects, EveryKindIsFollowedAndRecorded) {
  LoopbackSite site;
  site.page("/end", "there");
  for (const int status : {301, 302, 303, 307, 308}) {
    site.redirect("/start", "/end", status);
    const FetchResult result = fetch(site.url("/start"));
    EXPECT_EQ(result.body, "there") << status;
    EXPECT_EQ(result.final_url, site.url("/end"));
    EXPECT_THAT(result.redirects, ElementsAre(site.url("/start")));
    EXPECT_EQ(result.exchanges.size(), 2u);
  }
}

TEST(FetchRedirects, ALoopIsSeenAtItsFirstReturn) {
  LoopbackSite site;
  site.redirect("/a", "/b");
  site.redirect("/b", "/c#part");
  site.redirect("/c", "/a");
  const FetchResult result = fetch(site.url("/a"));
  EXPECT_EQ(error_of(result), "redirect_loop");
  EXPECT_EQ(site.count("/a") + site.count("/b") + site.count("/c"), 3);
}

TEST(FetchRedirects, OfALoopThatSetsACookieTheMessageSaysSo) {
  LoopbackSite site;
  site.redirect("/plain", "/plain");
  site.on("/a", [](const SiteRequest&, Reply& reply) {
    reply.answer(302, "", {{"set-Cookie", "seen=1"}, {"Location", "/b"}});
  });
  site.redirect("/b", "/a");
  EXPECT_THAT(fetch(site.url("/plain")).message, HasSubstr("the site is broken"));
  const FetchResult result = fetch(site.url("/a"));
  EXPECT_EQ(error_of(result), "redirect_loop");
  EXPECT_THAT(result.message, HasSubstr("cookies back, which are never sent"));
}

TEST(FetchRedirects, AnEndlessChainEndsAfterTen) {
  LoopbackSite site;
  site.on("/n", [](const SiteRequest& request, Reply& reply) {
    const int n = std::stoi(request.target.substr(3));
    reply.answer(302, "", {{"Location", "/n?" + std::to_string(n + 1)}});
  });
  const FetchResult result = fetch(site.url("/n?0"));
  EXPECT_EQ(error_of(result), "too_many_redirects");
  EXPECT_EQ(result.redirects.size(), 10u);
  EXPECT_EQ(site.requests().size(), 12u);  // robots.txt, the page, ten redirects
}

TEST(FetchRedirects, NoOtherSchemeIsEverFollowed) {
  LoopbackSite site;
  for (const char* const target : {"file:///etc/passwd",
                                   "ftp://127.0.0.1/",
                                   "gopher://127.0.0.1/",
                                   "data:text/html,x",
                                   "javascript:alert(1)",
                                   "smb://127.0.0.1/x",
                                   "ws://127.0.0.1/",
                                   "about:blank",
                                   "blob:http://127.0.0.1/1",
                                   "dict://127.0.0.1/",
                                   "ldap://127.0.0.1/",
                                   "mailto:a@b.test",
                                   "view-source:http://127.0.0.1/",
                                   "telnet://127.0.0.1",
                                   "tftp://127.0.0.1/x",
                                   "scp://127.0.0.1/x",
                                   "imap://127.0.0.1/",
                                   "rtsp://127.0.0.1/",
                                   "chrome://version",
                                   "intent://x#Intent;end"}) {
    site.redirect("/a", target);
    const FetchResult redirected = fetch(site.url("/a"));
    EXPECT_EQ(error_of(redirected), "blocked_scheme") << target;
    EXPECT_EQ(redirected.body, "");
    EXPECT_EQ(error_of(fetch(target)), "blocked_scheme") << target;
  }
}

TEST(FetchRedirects, OneWithoutAPlaceToGoIsBad) {
  LoopbackSite site;
  site.on("/none", [](const SiteRequest&, Reply& reply) { reply.answer(302, ""); });
  site.redirect("/bad", "http://[::1");
  EXPECT_EQ(error_of(fetch(site.url("/none"))), "bad_redirect");
  EXPECT_EQ(error_of(fetch(site.url("/bad"))), "bad_redirect");
}

TEST(FetchRedirects, CredentialsInALocationAreRefused) {
  LoopbackSite site;
  site.redirect("/a", "http://user:secret@127.0.0.1:" + std::to_string(site.port()) + "/b");
  EXPECT_EQ(error_of(fetch(site.url("/a"))), "bad_redirect");
  EXPECT_EQ(site.count("/b"), 0);
}

TEST(FetchRedirects, AnAddressThatIsNotAskedIsTheSitesFaultNotTheUsers) {
  LoopbackSite site;
  site.redirect("/a", "http://127.0.0.1:25/");
  EXPECT_EQ(error_of(fetch(site.url("/a"))), "bad_redirect");
  EXPECT_EQ(error_of(fetch("http://127.0.0.1:25/")), "invalid_url");
}

TEST(FetchRedirects, NoCookieAndNoCredentialIsEverSent) {
  fake_dns::set("one.test", {"127.0.0.1"});
  fake_dns::set("two.test", {"127.0.0.1"});
  LoopbackSite site;
  site.on_host("one.test", "/a", [&](const SiteRequest&, Reply& reply) {
    reply.answer(302, "", {{"Location", site.url("/b", "two.test")}, {"Set-Cookie", "a=1"}});
  });
  site.on_host("two.test", "/b", [&](const SiteRequest&, Reply& reply) {
    reply.answer(302, "", {{"Location", site.url("/c", "one.test")}, {"Set-Cookie", "b=1"}});
  });
  site.on_host("one.test", "/c", [](const SiteRequest&, Reply& reply) { reply.answer(200, "c"); });
  EXPECT_EQ(fetch(site.url("/a", "one.test")).body, "c");
  for (const SiteRequest& request : site.requests()) {
    EXPECT_EQ(request.header("cookie"), "") << request.head;
    EXPECT_EQ(request.header("authorization"), "") << request.head;
    EXPECT_EQ(request.header("referer"), "") << request.head;
  }
}

TEST(FetchRedirects, ValidatorsStayAtTheirOrigin) {
  fake_dns::set("one.test", {"127.0.0.1"});
  fake_dns::set("two.test", {"127.0.0.1"});
  LoopbackSite site;
  site.redirect("/a", site.url("/b", "two.test"));
  site.page("/b", "b");
  const SystemClock clock;
  FetchSession session(loopback_options(), clock);
  session.run({{site.url("/a", "one.test"), "\"tag\""}}, [](const FetchResult&) {});
  for (const SiteRequest& request : site.requests())
    EXPECT_EQ(request.header("if-none-match"), request.target == "/a" ? "\"tag\"" : "");
}

TEST(FetchRedirects, TheTimeLimitHoldsForTheWholeChain) {
  LoopbackSite site;
  site.on("/n", [](const SiteRequest& request, Reply& reply) {
    if (!reply.pause_ms(100)) return;
    const int n = std::stoi(request.target.substr(3));
    reply.answer(302, "", {{"Location", "/n?" + std::to_string(n + 1)}});
  });
  FetchOptions options = loopback_options();
  options.total_timeout_ms = 350;
  const FetchResult result = fetch(options, site.url("/n?0"));
  EXPECT_EQ(error_of(result), "timeout");
  EXPECT_LT(result.duration_ms, 1'000);
}

}  // namespace
}  // namespace cuttings
