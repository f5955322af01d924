// Hostile pages (design faults.md 2.2): each ends within a second in a thread with a small stack,
// and where it can, the text survives.
#include <gtest/gtest.h>
#include <pthread.h>

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include "extractor/dom/document.h"
#include "tests/support/repeat.h"

namespace cuttings {
namespace {

std::string numbered(std::string_view before, std::string_view after, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) (out += before).append(std::to_string(i)) += after;
  return out;
}

// A second when alone; boxes are shared, and sanitizers have larger frames and take their time.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStackBytes = 1u << 20;
constexpr double kMostSeconds = 60;
#else
constexpr std::size_t kStackBytes = 256u << 10;
constexpr double kMostSeconds = 10;
#endif

// Runs `work` in a thread whose stack has kStackBytes.
void run_on_small_stack(std::function<void()> work) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStackBytes), 0);
  pthread_t thread{};
  const auto entry = [](void* argument) -> void* {
    (*static_cast<std::function<void()>*>(argument))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, entry, &work), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

struct Bomb {
  const char* name;
  std::string html;
  bool keeps_text;  // "needle" at the end of the page is found in the tree
};

std::vector<Bomb> bombs() {
  std::vector<Bomb> all;
  for (const char* tag : {"div", "span", "b", "font", "p", "h1", "select", "table", "ul", "li",
                          "dl", "a", "form", "button", "svg", "math", "template", "nobr", "x-y"})
    all.push_back({tag, repeat(std::string("<") + tag + ">", 100'000) + "needle",
                   std::string_view(tag) != "template"});
  all.push_back(
      {"closed div", repeat("<div>", 100'000) + repeat("</div>", 100'000) + "needle", true});
  all.push_back({"ul li", repeat("<ul><li>", 100'000) + "needle", true});
  all.push_back({"li dd", repeat("<li><dd>", 100'000) + "needle", true});
  all.push_back({"li div", repeat("<li><div>", 50'000) + "needle", true});
  all.push_back({"dl dt dd", repeat("<dl><dt><dd>", 20'000) + "needle", true});
  all.push_back({"table tr td", repeat("<table><tr><td>", 100'000) + "needle", true});
  all.push_back(
      {"font p", numbered("<font color=", ">", 4'000) + repeat("<p>", 4'000) + "needle", false});
  all.push_back({"a b i", repeat("<a><b><i>", 33'000) + "needle", true});
  all.push_back({"a b i p", repeat("<a><b><i><p>", 10'000) + "needle", true});
  all.push_back({"misnested", repeat("<b><i><p></b>x</i>", 10'000) + "needle", false});
  all.push_back({"adoption",
                 repeat("<b>", 8) + repeat("<div>", 5'000) + repeat("</b>", 5'000) + "needle",
                 true});
  all.push_back({"attributes", "<p" + numbered(" a", "=1", 50'000) + ">needle", true});
  all.push_back(
      {"many attributes", repeat("<p" + numbered(" a", "", 1'000) + ">", 1'000) + "needle", true});
  all.push_back({"body attributes", numbered("<body a", "=1>", 20'000) + "needle", true});
  all.push_back({"entities", repeat("&", 1'000'000) + repeat("&notin", 100'000) + "needle", true});
  all.push_back({"comments", repeat("<!--", 1'000'000) + "-->needle", true});
  all.push_back({"script", "<script>" + repeat("<!--<script", 300'000) + "</script>", false});
  all.push_back({"open quotes", repeat("<a b=\"", 300'000), false});
  all.push_back({"less-than", repeat("<", 3'000'000) + " needle", true});
  all.push_back({"text", repeat("word ", 1'500'000) + "needle", true});
  all.push_back({"nul", std::string(3'000'000, '\0') + "needle", true});
  all.push_back({"svg g", "<svg>" + repeat("<g>", 100'000) + "needle", true});
  all.push_back({"svg breakout", repeat("<svg><p>", 50'000) + "needle", true});
  all.push_back({"foreignObject", repeat("<svg><foreignObject>", 50'000) + "needle", true});
  all.push_back({"table text", "<table>" + repeat("x<tr>", 50'000) + "needle", false});
  all.push_back({"long tag name", "<" + std::string(3'000'000, 'x') + ">needle", true});
  return all;
}

TEST(Bomb, EndsInASecondOnASmallStack) {
  for (Bomb& bomb : bombs()) {
    const auto start = std::chrono::steady_clock::now();
    bool is_found = false;
    std::string outcome = "parsed";
    run_on_small_stack([&] {
      const auto document = Document::parse(std::move(bomb.html), {});
      if (!document)
        outcome = document.error().message;
      else
        is_found = document->root().text_content().ends_with("needle");
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    RecordProperty(bomb.name, std::to_string(seconds.count()) + " s, " + outcome);
    if (std::getenv("CUTTINGS_SHOW_BOMBS") != nullptr)
      printf("%-16s %.3f s %s%s\n", bomb.name, seconds.count(), outcome.c_str(),
             is_found ? ", text kept" : "");
    EXPECT_LT(seconds.count(), kMostSeconds) << bomb.name;
    if (bomb.keeps_text) {
      EXPECT_TRUE(is_found) << bomb.name << ": " << outcome;
    }
  }
}

TEST(Limits, TooManyBytesAreNamed) {
  ParseLimits limits;
  limits.max_page_bytes = 10;
  const auto document = Document::parse("<p>longer than that", limits);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kTooLarge);
  EXPECT_NE(document.error().message.find("max_page_bytes = 10"), std::string::npos);
}

TEST(Limits, TooManyNodesAreNamed) {
  ParseLimits limits;
  limits.max_nodes = 100;
  const auto document = Document::parse(repeat("<br>", 200), limits);
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().message.find("max_nodes = 100"), std::string::npos);
}

TEST(Limits, ArenaBudgetIsNamed) {
  ParseLimits limits;
  limits.max_arena_bytes = 1u << 20;
  const auto document = Document::parse(repeat("<br>", 100'000), limits);
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().message.find("max_arena_bytes"), std::string::npos);
}

TEST(Limits, DeeperElementsAreLeftOutAndTheirTextStays) {
  ParseLimits limits;
  limits.max_depth = 10;
  const auto document =
      Document::parse(repeat("<div>", 50) + "x" + repeat("</div>", 50) + "<p>y", limits);
  EXPECT_EQ(document->root().text_content(), "xy");
  for (std::uint32_t i = 0; i < document->size(); ++i) EXPECT_LE(document->node(i).depth(), 11u);
}

TEST(Limits, FurtherAttributesAreLeftOut) {
  ParseLimits limits;
  limits.max_attributes_per_tag = 20;
  const auto document = Document::parse("<p" + numbered(" a", "=1", 30) + ">x", limits);
  EXPECT_EQ(document->body().first_child().attributes().size(), 20u);
}

TEST(Threads, ParseAtOnce) {
  const std::string page = "<title>t</title>" + repeat("<div><p>a &amp; <b>b</b></div>", 500);
  const std::string expected = Document::parse(page, {})->root().text_content();
  std::vector<std::thread> threads;
  std::vector<int> good(8);
  for (int& count : good)
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round)
        count += Document::parse(page, {})->root().text_content() == expected ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, std::vector<int>(8, 10));
}

}  // namespace
}  // namespace cuttings
