#include "config/load_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace cuttings {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

EnvironmentLookup environment_of(std::map<std::string, std::string, std::less<>> variables) {
  return [variables](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

Config loaded_from(std::string_view toml) {
  Result<LoadedConfig> loaded = load_config_text({}, toml, "/etc/c/cuttings.toml");
  EXPECT_TRUE(loaded) << loaded.error().message;
  return loaded ? loaded->config : Config{};
}

std::string error_of(std::string_view toml) {
  const Result<LoadedConfig> loaded = load_config_text({}, toml, "c.toml");
  EXPECT_FALSE(loaded) << toml;
  if (loaded) return {};
  EXPECT_EQ(loaded.error().code, ErrorCode::kInvalidArgument);
  return loaded.error().message;
}

/// A folder of this test alone, removed at its end.
class ConfigFolder : public testing::Test {
 protected:
  ConfigFolder()
      : folder_(std::filesystem::temp_directory_path() /
                ("cuttings_config_" + std::to_string(getpid()) + "_" +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(folder_);
  }
  ~ConfigFolder() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  std::filesystem::path folder_;
};

TEST(LoadConfig, AnEmptyFileGivesTheDefaults) { EXPECT_EQ(loaded_from(""), Config{}); }

TEST(LoadConfig, ReadsEverySectionOfTheExample) {
  std::ifstream file(CUTTINGS_SOURCE_DIR "/tests/config/data/example.toml");
  const std::string toml(std::istreambuf_iterator<char>(file), {});
  const Config config = loaded_from(toml);
  EXPECT_EQ(config.store.path, "/etc/c/archive.db");
  EXPECT_EQ(config.fetch.user_agent, "cuttings/1.0 (+https://example.org/bot; you@example.org)");
  EXPECT_FALSE(has_default_identity(config));
  EXPECT_EQ(config.fetch.max_per_host, 2);
  EXPECT_EQ(config.fetch.delay_ms, 3000);
  EXPECT_FALSE(config.fetch.obey_robots);
  EXPECT_EQ(config.crawl.retries, 5);
  EXPECT_EQ(config.crawl.revisit.first_s, 45 * 60);
  EXPECT_EQ(config.crawl.revisit.grow, 1.5);
  EXPECT_EQ(config.crawl.revisit.max_s, 14 * 24 * 3600);
  EXPECT_EQ(config.extract.mode, ExtractMode::kRecall);
  EXPECT_EQ(config.extract.captions, CaptionMode::kDrop);
  EXPECT_EQ(config.extract.comments, CommentMode::kSeparate);
  EXPECT_THAT(config.extract.rules, ElementsAre("/etc/c/rules/", "/abs/rules"));
  ASSERT_EQ(config.sites.size(), 2u);
  EXPECT_EQ(config.sites[0].url, "https://news.example.org");
  EXPECT_THAT(config.sites[0].include, ElementsAre("/20*/**"));
  EXPECT_EQ(config.sites[0].schedule, "hourly");
  EXPECT_EQ(config.sites[1].schedule, "daily");
  EXPECT_EQ(config.serve.listen, "[::1]:80");
}

struct Fault {
  std::string toml, message;
};

TEST(LoadConfig, UnknownKeysNameTheirPlaceAndTheNearestKey) {
  const std::vector<Fault> faults = {
      {"[crawl]\ndelya_ms = 1",
       "c.toml:2:1: unknown key \"crawl.delya_ms\"; did you mean \"delay_ms\"?"},
      {"[crawl]\n  pauze = 1",
       "c.toml:2:3: unknown key \"crawl.pauze\"; known here: max_concurrent_pages"},
      {"[crwal]\ndelay_ms = 1", "c.toml:1:2: unknown section \"crwal\"; did you mean \"crawl\"?"},
      {"[store]\nuser_agent = \"x\"",
       "c.toml:2:1: unknown key \"store.user_agent\"; did you mean \"identity.user_agent\"?"},
      {"delay_ms = 1", "c.toml:1:1: \"delay_ms\" belongs into [crawl]"},
      {"crawl = 1", "c.toml:1:1: \"crawl\" is a section: write [crawl]"},
      {"[crawl]\nrevisit = 1", "c.toml:2:1: \"crawl.revisit\" is a section: write [crawl.revisit]"},
      {"[crawl.revisit]\nfrist = \"1h\"",
       "c.toml:2:1: unknown key \"crawl.revisit.frist\"; did you mean \"first\"?"},
      {"[[site]]\nurl = \"http://a\"\nincldue = []",
       "c.toml:3:1: unknown key \"site.incldue\"; did you mean \"include\"?"},
      {"site = 3", "c.toml:1:1: \"site\" is a list of blocks: write [[site]]"},
      {"[site]\nurl = \"http://a\"", "c.toml:1:2: \"site\" is a list of blocks: write [[site]]"},
      {"\n[[site]]\ninclude = []",
       "c.toml:2:1: [[site]] without \"url\": expected an http or https URL"},
  };
  for (const Fault& fault : faults) EXPECT_THAT(error_of(fault.toml), StartsWith(fault.message));
}

TEST(LoadConfig, ASiteIsConfiguredOnce) {
  const std::string first = "[[site]]\nurl = \"https://news.example.org/\"\n\n[[site]]\nurl = ";
  for (const char* const twin :
       {"https://news.example.org/", "http://NEWS.example.org", "https://news.example.org/#top"})
    EXPECT_THAT(error_of(first + "\"" + twin + "\"\n"),
                AllOf(StartsWith("c.toml:5:7: \"site.url\": \""),
                      HasSubstr("has a [[site]] in line 2; make one block of the two")))
        << twin;
  for (const char* const other : {"https://example.org/", "https://news.example.org/sport",
                                  "https://news.example.org:8443/", "https://news.example.org/?p"})
    EXPECT_EQ(loaded_from(first + "\"" + other + "\"\n").sites.size(), 2u) << other;
}

TEST(LoadConfig, WrongValuesNameWhatIsAllowed) {
  const std::vector<Fault> faults = {
      {"[crawl]\ndelay_ms = \"2s\"",
       "c.toml:2:12: \"crawl.delay_ms\": expected a whole number from 0 to 86400000, found \"2s\""},
      {"[crawl]\ndelay_ms = -1",
       "c.toml:2:12: \"crawl.delay_ms\": expected a whole number from 0 to 86400000, found -1"},
      {"[crawl]\ndelay_ms = 1.5", "found 1.5"},
      {"[crawl]\ndelay_ms = 9223372036854775807", "found 9223372036854775807"},
      {"[crawl]\nobey_robots = 1", "expected true or false, found 1"},
      {"[crawl]\nobey_robots = 2026-01-01", "expected true or false, found a date or time"},
      {"[crawl]\nobey_robots = {}", "expected true or false, found a table"},
      {"[crawl.revisit]\nfirst = \"30 minutes\"",
       "expected a duration from \"1m\" to \"366d\" in s, m, h, d or w, found \"30 minutes\""},
      {"[crawl.revisit]\nfirst = 30", "expected a duration"},
      {"[crawl.revisit]\nfirst = \"99999999999999999999d\"", "expected a duration"},
      {"[crawl.revisit]\nfirst = \"1000000000w\"", "expected a duration"},
      {"[crawl.revisit]\ngrow = 0.5", "expected a number from 1.0 to 100.0, found 0.5"},
      {"[crawl.revisit]\ngrow = nan", "expected a number from 1.0 to 100.0"},
      {"[extract]\nmode = \"Recall\"",
       "expected \"balanced\", \"precision\" or \"recall\", found \"Recall\""},
      {"[extract]\nrules = [1]", "found a list of other things"},
      {"[extract]\nrules = \"rules\"",
       "expected a list, each item a path in quotes, found \"rules\""},
      {"[extract]\nrules = [\"\"]", "found \"\""},
      {"[identity]\nuser_agent = \"a\\r\\nEvil: 1\"",
       "expected printable ASCII of at most 500 characters, found \"a\\r\\nEvil: 1\""},
      {"[identity]\nuser_agent = \" \"", "expected printable ASCII"},
      {"[store]\npath = \"\"", "expected a path, found \"\""},
      {"[serve]\nlisten = \"localhost\"",
       "expected an address and port such as \"127.0.0.1:8765\", found \"localhost\""},
      {"[serve]\nlisten = \"127.0.0.1:99999\"", "expected an address and port"},
      {"[serve]\nlisten = \"127.0.0.1:80/x\"", "expected an address and port"},
      {"[fetch]\nallow_networks = [\"10.0.0.0\"]",
       "expected a list, each item an address range such as \"10.1.0.0/16\", found \"10.0.0.0\""},
      {"[fetch]\nallow_networks = [\"10.0.0.0/33\"]", "found \"10.0.0.0/33\""},
      {"[fetch]\nallow_networks = [\"example.org/8\"]", "found \"example.org/8\""},
      {"[[site]]\nurl = \"ftp://a\"",
       "\"site.url\": expected an http or https URL, found \"ftp://a\""},
      {"[[site]]\nurl = \"http://a\"\ninclude = [\"x\"]",
       "expected a list, each item a path pattern such as \"/20*/**\", found \"x\""},
  };
  for (const Fault& fault : faults) EXPECT_THAT(error_of(fault.toml), HasSubstr(fault.message));
}

TEST(LoadConfig, NetworksOfBothKindsAreTaken) {
  EXPECT_THAT(loaded_from("[fetch]\nallow_networks = [\"10.1.0.0/16\", \"fd00::/8\", \"::1/128\"]")
                  .fetch.allow_networks,
              ElementsAre("10.1.0.0/16", "fd00::/8", "::1/128"));
}

TEST(LoadConfig, ReportsEveryFaultInTheFilesOrder) {
  EXPECT_EQ(
      error_of("[store]\npaht = 1\n[extract]\nmode = 3\n[crawl]\ndelay_ms = true\n"),
      "c.toml:2:1: unknown key \"store.paht\"; did you mean \"path\"?\n"
      "c.toml:4:8: \"extract.mode\": expected \"balanced\", \"precision\" or \"recall\", found 3\n"
      "c.toml:6:12: \"crawl.delay_ms\": expected a whole number from 0 to 86400000, found true");
}

TEST(LoadConfig, BrokenTomlNamesItsPlace) {
  EXPECT_THAT(error_of("[store]\npath = \"x\n"), StartsWith("c.toml:2:"));
  EXPECT_THAT(error_of("a = \xFF"), StartsWith("c.toml:1:"));
  EXPECT_THAT(error_of("[crawl]\ndelay_ms = 1\ndelay_ms = 2"), StartsWith("c.toml:3:"));
}

TEST(LoadConfig, MessagesAreSafeForATerminal) {
  const std::string message = error_of("\"\\u001b[31m\" = 1");
  EXPECT_THAT(message, HasSubstr("\\x1b[31m"));
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
}

TEST(LoadConfig, DeepAndLongFilesEnd) {
  std::string brackets = "a = ";
  for (int i = 0; i < 100'000; ++i) brackets += '[';
  error_of(brackets);
  std::string dots = "a";
  for (int i = 0; i < 1'000'000; ++i) dots += ".a";
  error_of(dots + " = 1");
  error_of("[" + dots + "]");
  const std::string most = dots.substr(0, 1 + 2 * 2000);
  error_of("[" + most + "]\n" + most + " = 1");
}

TEST_F(ConfigFolder, StrongerSourcesWinAndTheirOriginIsKept) {
  const auto weak = write("weak.toml",
                          "[crawl]\ndelay_ms = 1\nretries = 1\nper_host = 1\n"
                          "[extract]\nrules = [\"a\"]\n[[site]]\nurl = \"http://a\"\n");
  const auto strong = write("strong.toml",
                            "[crawl]\ndelay_ms = 2\nretries = 2\n"
                            "[extract]\nrules = [\"b\", \"c\"]\n");
  const Result<LoadedConfig> loaded =
      load_config({.files = {{weak}, {folder_ / "missing.toml"}, {strong}},
                   .environment = environment_of({{"CUTTINGS_CRAWL_DELAY_MS", "3"},
                                                  {"CUTTINGS_EXTRACT_MODE", "precision"},
                                                  {"CUTTINGS_CRAWL_REVISIT_MAX", "9d"}}),
                   .flags = {{"crawl.delay_ms", "4", "--delay"}}});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->config.fetch.delay_ms, 4);
  EXPECT_EQ(loaded->config.crawl.retries, 2);
  EXPECT_EQ(loaded->config.fetch.max_per_host, 1);
  EXPECT_EQ(loaded->config.extract.mode, ExtractMode::kPrecision);
  EXPECT_EQ(loaded->config.crawl.revisit.max_s, 9 * 24 * 3600);
  EXPECT_THAT(loaded->config.extract.rules,
              ElementsAre((folder_ / "b").string(), (folder_ / "c").string()));
  EXPECT_EQ(loaded->config.sites.size(), 1u);
  const std::map<std::string, std::string, std::less<>> origins = {
      {"crawl.delay_ms", "--delay"},
      {"crawl.retries", strong.string() + ":3"},
      {"crawl.per_host", weak.string() + ":4"},
      {"extract.mode", "CUTTINGS_EXTRACT_MODE"},
      {"crawl.revisit.max", "CUTTINGS_CRAWL_REVISIT_MAX"},
      {"extract.rules", strong.string() + ":5"},
      {"site", weak.string() + ":7"}};
  EXPECT_EQ(loaded->origins, origins);
}

TEST_F(ConfigFolder, FaultsOfAllSourcesAreReportedTogether) {
  const auto one = write("one.toml", "x = 1");
  const auto two = write("two.toml", "[store]\npath = 1");
  const Result<LoadedConfig> loaded =
      load_config({.files = {{one}, {two}},
                   .environment = environment_of({{"CUTTINGS_CRAWL_RETRIES", "many"}}),
                   .flags = {{"crawl.dealy_ms", "4", "--set"}}});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("one.toml:1:1: unknown section \"x\""));
  EXPECT_THAT(loaded.error().message, HasSubstr("two.toml:2:8: \"store.path\""));
  EXPECT_THAT(
      loaded.error().message,
      HasSubstr("CUTTINGS_CRAWL_RETRIES: expected a whole number from 0 to 20, found \"many\""));
  EXPECT_THAT(loaded.error().message,
              HasSubstr("--set: unknown key \"crawl.dealy_ms\"; did you mean \"crawl.delay_ms\"?"));
  EXPECT_THAT(loaded.error().hint, HasSubstr("config show"));
}

TEST_F(ConfigFolder, AFileThatIsAskedForMustExist) {
  const Result<LoadedConfig> loaded = load_config({.files = {{folder_ / "no.toml", true}}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(loaded.error().message, HasSubstr("no.toml"));
}

TEST_F(ConfigFolder, AFolderInPlaceOfAFileIsAnError) {
  const Result<LoadedConfig> loaded = load_config({.files = {{folder_}}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kIo);
  EXPECT_THAT(loaded.error().message, HasSubstr("directory"));
}

TEST_F(ConfigFolder, HugeFilesAreRefused) {
  const Result<LoadedConfig> loaded =
      load_config({.files = {{write("huge.toml", std::string(5u << 20, '\n'))}}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kTooLarge);
}

std::vector<std::string> names_of(const std::vector<ConfigFile>& files) {
  std::vector<std::string> names;
  for (const ConfigFile& file : files) names.push_back(file.path.string());
  return names;
}

TEST(StandardConfigFiles, GoFromTheMachineToTheFolder) {
  EXPECT_THAT(names_of(standard_config_files(environment_of({{"HOME", "/home/ann"}}))),
              ElementsAre("/etc/cuttings/config.toml", "/home/ann/.config/cuttings/config.toml",
                          "cuttings.toml"));
  EXPECT_THAT(names_of(standard_config_files(
                  environment_of({{"HOME", "/home/ann"}, {"XDG_CONFIG_HOME", "/x"}}))),
              ElementsAre("/etc/cuttings/config.toml", "/x/cuttings/config.toml", "cuttings.toml"));
  EXPECT_THAT(names_of(standard_config_files(environment_of({}))),
              ElementsAre("/etc/cuttings/config.toml", "cuttings.toml"));
}

}  // namespace
}  // namespace cuttings
