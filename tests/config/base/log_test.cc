#include "config/base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace cuttings {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class Log : public testing::Test {
 protected:
  ~Log() override { configure_log(LogLevel::kWarning, LogFormat::kText); }

  /// What `log` wrote to stderr.
  static std::string logged(LogLevel level, std::string_view area, std::string_view message) {
    testing::internal::CaptureStderr();
    log(level, area, message);
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(Log, TextLineHasTimeLevelAreaAndMessage) {
  EXPECT_THAT(logged(LogLevel::kError, "crawl", "disk full"),
              MatchesRegex("20[0-9][0-9]-[0-9-]+T[0-9:.]+Z error crawl: disk full\n"));
}

TEST_F(Log, IsSilentBelowTheConfiguredLevel) {
  EXPECT_EQ(logged(LogLevel::kInfo, "crawl", "x"), "");
  configure_log(LogLevel::kDebug, LogFormat::kText);
  EXPECT_THAT(logged(LogLevel::kDebug, "crawl", "x"), EndsWith("debug crawl: x\n"));
  configure_log(LogLevel::kOff, LogFormat::kText);
  EXPECT_EQ(logged(LogLevel::kError, "crawl", "x"), "");
  EXPECT_EQ(logged(LogLevel::kOff, "crawl", "x"), "");
}

TEST_F(Log, OneEventIsOneLineWithoutControlCharacters) {
  const std::string line = logged(LogLevel::kError, "fetch", "a\nb\x1b[2J\r\xFF %v {}");
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(line, EndsWith("a\\x0ab\\x1b[2J\\x0d\uFFFD %v {}\n"));
}

TEST_F(Log, JsonLinesCarryTheMessageUnchanged) {
  configure_log(LogLevel::kInfo, LogFormat::kJson);
  const std::string message = "a\n\"b\"\\ \x1b \u2028 \u00E9 %v {}";
  const std::string line = logged(LogLevel::kWarning, "store", message);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  const nlohmann::json event = nlohmann::json::parse(line);
  EXPECT_EQ(event.at("message"), message);
  EXPECT_EQ(event.at("area"), "store");
  EXPECT_EQ(event.at("level"), "warning");
  EXPECT_THAT(event.at("time").get<std::string>(), MatchesRegex("[0-9-]+T[0-9:.]+Z"));
}

TEST_F(Log, LinesOfManyThreadsDoNotMix) {
  testing::internal::CaptureStderr();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 250; ++i) log(LogLevel::kError, "area", "0123456789");
    });
  for (std::thread& thread : threads) thread.join();
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1000);
  std::size_t whole = 0;
  for (std::size_t at = text.find("error area: 0123456789\n"); at != std::string::npos;
       at = text.find("error area: 0123456789\n", at + 1))
    ++whole;
  EXPECT_EQ(whole, 1000u);
}

}  // namespace
}  // namespace cuttings
