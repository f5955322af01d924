// Read back by yaml-cpp, an independent YAML 1.2 reader.
#include <random>

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include "config/base/text.h"
#include "extractor/render/front_matter.h"

namespace cuttings::test {
namespace {

YAML::Node read(const std::string& text) {
  const std::size_t end = text.rfind("---\n");
  return YAML::Load(text.substr(4, end - 4));
}

TEST(FrontMatter, HoldsTheKnownFields) {
  Article article;
  article.url = "https://x.example/a";
  article.metadata.title = "Ferry: back \"again\"";
  article.metadata.authors = {"Ann Lee", "O'Neil, J."};
  article.metadata.date_published = "2026-02-03T08:10:00Z";
  article.metadata.is_accessible_for_free = false;
  article.word_count = 412;
  EXPECT_EQ(yaml_front_matter(article),
            "---\n"
            "title: \"Ferry: back \\\"again\\\"\"\n"
            "authors:\n"
            "  - Ann Lee\n"
            "  - O'Neil, J.\n"
            "date_published: \"2026-02-03T08:10:00Z\"\n"
            "url: https://x.example/a\n"
            "is_accessible_for_free: false\n"
            "word_count: 412\n"
            "---\n");
}

TEST(FrontMatter, HardStringsComeBack) {
  const std::vector<std::string> hard = {"yes",      "No",         "null",
                                         "~",        "true",       "1e3",
                                         "0x1F",     "2026-02-03", "12:30:45",
                                         ".inf",     "- a",        "? a",
                                         "a: b",     "a :b",       "a #b",
                                         "#a",       "&a",         "*a",
                                         "!a",       "|",          ">",
                                         "'a'",      "\"a\"",      "%a",
                                         "@a",       "`a",         "[a",
                                         "{a}",      "a,b",        "a\\b",
                                         "---",      "...",        "a\nb",
                                         "a\tb",     " a",         "a ",
                                         ": ",       "a:",         "https://x/ #y",
                                         "zażółć",   "日本語",     "مرحبا",
                                         "\u00a0",   "\u2028",     "\ufeff",
                                         "\u0085",   "emoji 🙂", "a\u202eb",
                                         "=",        "<<",         "y",
                                         "N",        "nan",        "-1",
                                         "+1",       "1_000",      "a|b",
                                         "\x01\x1b", "\x7f"};
  for (const std::string& text : hard) {
    Article article;
    article.metadata.title = text;
    article.metadata.tags = {text, text};
    const YAML::Node node = read(yaml_front_matter(article));
    EXPECT_EQ(node["title"].as<std::string>(), text) << yaml_front_matter(article);
    EXPECT_EQ(node["tags"][1].as<std::string>(), text);
  }
}

TEST(FrontMatter, StringsThatLookLikeOtherTypesAreQuoted) {
  for (const char* text : {"yes", "No", "null", "true", "12", "2026-02-03", "1e3", "-", "~", "y"}) {
    EXPECT_EQ(yaml_string(text), "\"" + std::string(text) + "\"");
  }
  EXPECT_EQ(yaml_string("Norway says no"), "Norway says no");
}

TEST(FrontMatter, AnyStringComesBack) {
  std::mt19937 engine(1);
  constexpr std::string_view kParts[] = {"a",    " ",  ":",  "#", "-", "'",      "\"",
                                         "\\",   "\n", "\t", "{", "é", "\u2029", "\u0080",
                                         "🙂", "%",  "!",  "&", "*", ","};
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t n = 1 + engine() % 8; n > 0; --n) text += kParts[engine() % 20];
    EXPECT_EQ(YAML::Load("k: " + yaml_string(text) + "\n")["k"].as<std::string>(), text);
  }
}

TEST(FrontMatter, InvalidUtf8IsReplaced) {
  EXPECT_EQ(YAML::Load(yaml_string("a\xff")).as<std::string>(), "a\ufffd");
}

}  // namespace
}  // namespace cuttings::test
