#include "config/config_keys.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "config/base/edit_distance.h"
#include "config/base/text.h"
#include "config/describe_config.h"
#include "config/environment_names.h"

namespace cuttings {
namespace {

/// Another value than `value` that the key allows.
ConfigValue other_value(const ValueSpec& spec, const ConfigValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return !*flag;
  if (std::holds_alternative<double>(value)) return spec.max;
  if (spec.kind == ValueKind::kChoice)
    return static_cast<std::int64_t>(spec.choices.size()) - 1 - std::get<std::int64_t>(value);
  if (std::holds_alternative<std::int64_t>(value)) return static_cast<std::int64_t>(spec.max);
  if (std::holds_alternative<std::string>(value)) return "/other:\u00E9\"\\ 1";
  return std::vector<std::string>{"/a", "b \"\n"};
}

TEST(ConfigKeys, AreUniqueAndInAKnownSection) {
  std::set<std::string> seen, variables;
  for (const ConfigKey<Config>& key : config_keys()) {
    EXPECT_TRUE(seen.insert(key.path()).second) << key.path();
    EXPECT_TRUE(variables.insert(environment_name(key.path())).second) << key.path();
    EXPECT_NE(section_comment(key.section), "") << key.path();
    EXPECT_EQ(find_config_key(key.path()), &key);
  }
}

TEST(EnvironmentNames, AMisspeltOneNamesTheNearest) {
  const std::pair<const char*, const char*> cases[] = {
      {"CUTTINGS_CRAWL_DELAY", "did you mean CUTTINGS_CRAWL_DELAY_MS?"},
      {"CUTTINGS_CRAWL_DEALY_MS", "did you mean CUTTINGS_CRAWL_DELAY_MS?"},
      {"CUTTINGS_DELAY_MS", "did you mean CUTTINGS_CRAWL_DELAY_MS?"},
      {"CUTTINGS_crawl_delay_ms", "did you mean CUTTINGS_CRAWL_DELAY_MS?"},
      {"CUTTINGS_CRAWL_SOMETHING_ELSE_ALTOGETHER", "cuttings config show"},
      {"CUTTINGS_STORE", "cuttings config show"}};
  for (const auto& [name, told] : cases)
    EXPECT_NE(misspelt_variable(name).find(told), std::string::npos) << misspelt_variable(name);
  for (const char* name : {"CUTTINGS_CRAWL_DELAY_MS", "CUTTINGS_", "CUTTINGS_HOME", "CUTTINGS",
                           "PATH", "CUTTINGS_PROGRAM_DIR", "XCUTTINGS_CRAWL_DELAY"})
    EXPECT_EQ(misspelt_variable(name), "") << name;
}

TEST(ConfigKeys, DefaultsAreAllowed) {
  const Config defaults;
  for (const ConfigKey<Config>& key : config_keys()) {
    const std::string text = format_value(key.spec, key.get(defaults));
    const Result<LoadedConfig> loaded = load_config_text(
        {}, "[" + std::string(key.section) + "]\n" + std::string(key.name) + " = " + text, "c");
    EXPECT_TRUE(loaded) << key.path() << " " << loaded.error().message;
  }
}

/// Also shows that the largest value allowed fits into the field.
TEST(ConfigKeys, EachSetsItsOwnFieldAndNoOther) {
  for (const ConfigKey<Config>& key : config_keys()) {
    Config config;
    const ConfigValue value = other_value(key.spec, key.get(config));
    key.set(config, value);
    EXPECT_EQ(key.get(config), value) << key.path();
    EXPECT_NE(config, Config{}) << key.path();
    for (const ConfigKey<Config>& other : config_keys()) {
      if (&other == &key) continue;
      EXPECT_EQ(other.get(config), other.get(Config{})) << key.path();
    }
  }
}

TEST(DescribeConfig, LoadsBackToTheSameConfiguration) {
  LoadedConfig loaded;
  for (const ConfigKey<Config>& key : config_keys())
    if (key.spec.accepts == nullptr)
      key.set(loaded.config, other_value(key.spec, key.get(loaded.config)));
  loaded.config.sites = {{.url = "http://a/", .include = {"/x", "/\"\\y"}}, {.url = "http://b/"}};
  loaded.origins = {{"crawl.retries", "x.toml:3"}, {"site", "y.toml:1"}};
  const std::string text = describe_config(loaded);
  EXPECT_NE(text.find("\nretries = 20  # x.toml:3\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\nlisten = \"127.0.0.1:8765\"  # default\n"), std::string::npos) << text;
  const Result<LoadedConfig> again = load_config_text({}, text, "c.toml");
  ASSERT_TRUE(again) << again.error().message << text;
  EXPECT_EQ(again->config, loaded.config);
}

TEST(DefaultConfigToml, LoadsBackToTheDefaults) {
  const Result<LoadedConfig> loaded = load_config_text({}, default_config_toml(), "c.toml");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->config, Config{});
  EXPECT_EQ(loaded->origins.size(), 4u);  // store.path, identity.user_agent, delay_ms, obey_robots
}

TEST(DefaultConfigToml, EveryCommentedDefaultIsTheDefault) {
  std::istringstream lines(default_config_toml());
  std::string toml;
  for (std::string line; std::getline(lines, line) && line != "# [[site]]";) {
    const bool is_default = line.starts_with("# ") && line.find(" = ") != std::string::npos &&
                            line.find("\"# name = \"") == std::string::npos;
    toml += (is_default ? line.substr(2) : line) + "\n";
  }
  const Result<LoadedConfig> loaded = load_config_text({}, toml, "c.toml");
  ASSERT_TRUE(loaded) << loaded.error().message << toml;
  EXPECT_EQ(loaded->config, Config{});
  EXPECT_EQ(loaded->origins.size(), config_keys().size());
}

TEST(DefaultConfigToml, TheExampleOfASiteLoads) {
  const std::string text = default_config_toml();
  std::istringstream lines(text.substr(text.find("# [[site]]")));
  std::string toml;
  for (std::string line; std::getline(lines, line);) toml += line.substr(2) + "\n";
  const Result<LoadedConfig> loaded = load_config_text({}, toml, "c.toml");
  ASSERT_TRUE(loaded) << loaded.error().message << toml;
  EXPECT_EQ(loaded->config.sites.size(), 1u);
}

struct DistanceCase {
  std::string_view a, b;
  std::size_t distance;
};

TEST(EditDistance, CountsEditsAndSwaps) {
  const DistanceCase cases[] = {
      {"", "", 0},          {"", "abc", 3},    {"abc", "", 3},           {"abc", "abc", 0},
      {"abc", "abd", 1},    {"abc", "acb", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3},
      {"delya", "delay", 1}};
  for (const DistanceCase& c : cases) EXPECT_EQ(edit_distance(c.a, c.b), c.distance) << c.a << c.b;
}

TEST(NearestWord, IsEmptyWhenNothingIsNear) {
  const std::string_view words[] = {"delay_ms", "retries", "per_host"};
  EXPECT_EQ(nearest_word("retires", words), "retries");
  EXPECT_EQ(nearest_word("banana", words), "");
  EXPECT_EQ(nearest_word("", words), "");
  EXPECT_EQ(nearest_word(std::string(1'000'000, 'x'), words), "");
}

}  // namespace
}  // namespace cuttings
