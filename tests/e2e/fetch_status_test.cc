// Plain answers: what a sound server sends, and what its status codes mean.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/fetching.h"
#include "tests/support/bad_answers.h"
#include "tests/support/encode.h"
#include "tests/support/loopback_site.h"

namespace cuttings {
namespace {

using ::testing::HasSubstr;

TEST(FetchStatus, APageComesWithStatusHeadersAndBody) {
  LoopbackSite site;
  site.page("/a", "<p>hello");
  const FetchResult result = fetch(site.url("/a"));
  EXPECT_EQ(result.message, "");
  EXPECT_TRUE(result.is_ok());
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "<p>hello");
  EXPECT_EQ(result.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(result.url, site.url("/a"));
  EXPECT_EQ(result.final_url, site.url("/a"));
  EXPECT_TRUE(result.redirects.empty());
}

TEST(FetchStatus, ErrorStatusesAreErrorsThatKeepTheirBody) {
  LoopbackSite site;
  for (const int status : {400, 401, 403, 404, 410, 429, 500, 502, 503}) {
    const std::string target = "/" + std::to_string(status);
    site.on(target, [status](const SiteRequest&, Reply& reply) {
      reply.answer(status, "sorry", {{"Retry-After", "120"}});
    });
    const FetchResult result = fetch(site.url(target));
    EXPECT_EQ(error_of(result), "http_status");
    EXPECT_EQ(result.status, status);
    EXPECT_EQ(result.body, "sorry");
    EXPECT_THAT(result.message, HasSubstr("HTTP status " + std::to_string(status)));
    EXPECT_THAT(result.message, HasSubstr("Retry-After: 120"));
  }
}

TEST(FetchStatus, EveryContentCodingIsUndone) {
  LoopbackSite site;
  const std::string text(100'000, 'x');
  for (const auto& [name, coding] :
       {std::pair("gzip", "gzip"), std::pair("x-gzip", "gzip"), std::pair("deflate", "deflate"),
        std::pair("deflate", "raw-deflate"), std::pair("br", "br"), std::pair("zstd", "zstd")}) {
    site.on("/a", [&, name = name, coding = coding](const SiteRequest&, Reply& reply) {
      reply.answer(200, encode(coding, text), {{"Content-Encoding", name}});
    });
    const FetchResult result = fetch(site.url("/a"));
    EXPECT_EQ(result.message, "") << coding;
    EXPECT_EQ(result.body, text) << coding;
  }
}

TEST(FetchStatus, AValidatorThatHoldsGives304WithoutAnError) {
  LoopbackSite site;
  site.on("/a", [](const SiteRequest& request, Reply& reply) {
    const bool is_same = request.header("if-none-match") == "\"v1\"" &&
                         request.header("if-modified-since") == "Tue, 03 Feb 2026 08:10:00 GMT";
    reply.answer(is_same ? 304 : 200, "");
  });
  const SystemClock clock;
  FetchSession session(loopback_options(), clock);
  FetchResult result;
  session.run({{site.url("/a"), "\"v1\"", "Tue, 03 Feb 2026 08:10:00 GMT"}},
              [&](FetchResult got) { result = std::move(got); });
  EXPECT_EQ(result.status, 304);
  EXPECT_EQ(error_of(result), "");
}

TEST(FetchStatus, AValidatorCannotSmuggleAHeader) {
  LoopbackSite site;
  site.page("/a", "x");
  const SystemClock clock;
  FetchSession session(loopback_options(), clock);
  session.run({{site.url("/a"), "\"v1\"\r\nX-Smuggled: 1"}}, [](const FetchResult&) {});
  for (const SiteRequest& request : site.requests())
    EXPECT_EQ(request.header("x-smuggled"), "") << request.head;
}

TEST(FetchStatus, OneConnectionServesManyPages) {
  LoopbackSite site;
  std::vector<std::string> urls;
  for (int i = 0; i < 10; ++i) {
    site.page("/" + std::to_string(i), "x");
    urls.push_back(site.url("/" + std::to_string(i)));
  }
  for (const FetchResult& result : fetch_all(loopback_options(), urls))
    EXPECT_EQ(result.message, "");
  EXPECT_EQ(site.connections(), 1);  // 10 pages and robots.txt
}

TEST(FetchStatus, InterimResponsesAreNotTheAnswer) {
  LoopbackSite site;
  site.on("/a", bad_answers::raw("HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n"
                                 "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
  const FetchResult result = fetch(site.url("/a"));
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "hi");
  EXPECT_EQ(result.header("link"), "");
}

}  // namespace
}  // namespace cuttings
