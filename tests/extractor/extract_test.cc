#include "extractor/extract.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

constexpr std::string_view kFirst =
    "The keeper climbed the hundred and twelve steps before dusk, as his father had done, and "
    "turned the lamp on for the first time since the storm took the roof in November.";
constexpr std::string_view kSecond =
    "Nobody had asked him to. The coast has been dark for three months, and the fishermen, who "
    "know every rock by its sound, had stopped complaining some time around Christmas.";
constexpr std::string_view kThird =
    "By midnight eleven boats had come in. The twelfth, said the harbour master, was never out: "
    "its skipper had been asleep on the quay since the afternoon, under a sail, and could not be "
    "woken. That was the end of it, and the harbour slept as it had not slept for a long while.";

std::string shell(const std::string& json, const std::string& body = "<div id=root></div>") {
  return "<!doctype html><html><head><title>The lamp is lit</title>"
         "<script type=\"application/ld+json\">" +
         json + "</script></head><body>" + body + "</body></html>";
}

std::string article_of(const std::string& body) {
  return R"({"@type": "NewsArticle", "headline": "The lamp is lit", "articleBody": ")" + body +
         "\"}";
}

std::string joined(std::string_view between) {
  return std::string(kFirst) + std::string(between) + std::string(kSecond) + std::string(between) +
         std::string(kThird);
}

Article extracted(std::string html) {
  PageInput page;
  page.bytes = std::move(html);
  page.content_type = "text/html; charset=utf-8";
  auto extraction = extract(std::move(page), {});
  EXPECT_TRUE(extraction);
  return extraction ? std::move(extraction->article) : Article{};
}

TEST(Extract, AShellGivesTheArticleItTellsMachines) {
  const Article article = extracted(shell(article_of(joined("\\n"))));
  EXPECT_EQ(article.text, joined("\n\n"));
  EXPECT_EQ(article.verdict, Verdict::kArticle);
  EXPECT_GT(article.quality, 0.5);
  EXPECT_EQ(article.quality_reasons, std::vector<std::string>{"article_body"});
}

TEST(Extract, AnArticleBodyMayHoldMarkupAndEscapes) {
  const std::string body =
      "<p>" + joined("</p>\\n<p>") + R"( \ud83d\udea2 \u00e9t\u00e9 \ud83d\u0041<\/p>)";
  EXPECT_EQ(extracted(shell(article_of(body))).text, joined("\n\n") + " 🚢 été \uFFFDA");
}

TEST(Extract, WhatThePageShowsComesFirst) {
  const std::string shown = "<article><h1>The lamp is lit</h1><p>" + std::string(kFirst) +
                            "</p><p>" + std::string(kSecond) + "</p></article>";
  EXPECT_EQ(extracted(shell(article_of(joined("\\n")), shown)).text,
            std::string(kFirst) + "\n\n" + std::string(kSecond));
}

TEST(Extract, SeveralArticlesOrASummaryAreNoBody) {
  const std::string other = article_of(std::string(kThird) + " " + joined(" "));
  EXPECT_EQ(extracted(shell("[" + article_of(joined(" ")) + "," + other + "]")).text, "");
  EXPECT_EQ(extracted(shell(article_of(std::string(kFirst)))).text, "");
}

}  // namespace
}  // namespace cuttings
