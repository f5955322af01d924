#include "crawler/fetch_result.h"

#include <gtest/gtest.h>

#include <set>

#include "crawler/fetch_failure.h"

namespace cuttings {
namespace {

TEST(FetchError, NamesAreTheStoresAndAllDifferent) {  // storage keeps them in fetches.error_kind
  std::set<std::string_view> names;
  const int last = static_cast<int>(FetchError::kOutOfScope);
  for (int i = 0; i <= last; ++i) names.insert(fetch_error_name(static_cast<FetchError>(i)));
  EXPECT_EQ(names, (std::set<std::string_view>{"",
                                               "invalid_url",
                                               "blocked_scheme",
                                               "blocked_address",
                                               "robots_denied",
                                               "robots_unreachable",
                                               "dns",
                                               "connect",
                                               "tls",
                                               "timeout",
                                               "too_slow",
                                               "taken_down",
                                               "out_of_scope",
                                               "too_large",
                                               "header_too_large",
                                               "bad_encoding",
                                               "truncated",
                                               "protocol",
                                               "too_many_redirects",
                                               "redirect_loop",
                                               "bad_redirect",
                                               "http_status",
                                               "local",
                                               "cancelled"}));
}

TEST(FailureMessage, IsOneLineWithoutControlCharacters) {
  const FetchFailure failure = {FetchError::kDns, "evil\x1b[2J\nline\xFF", "do\rthat"};
  const std::string line = failure_message("http://x/\x07", failure);
  for (const char c : line) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20) << line;
  EXPECT_EQ(line.find("cannot fetch http://x/"), 0u);
}

TEST(FetchResult, HeaderGivesTheFirstOfThatName) {
  FetchResult result;
  result.headers = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
  EXPECT_EQ(result.header("a"), "1");
  EXPECT_EQ(result.header("c"), "");
}

}  // namespace
}  // namespace cuttings
