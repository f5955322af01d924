#include "extractor/metadata/metadata.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extractor/metadata/json_ld.h"
#include "extractor/metadata/json_repair.h"

namespace cuttings {
namespace {

using testing::ElementsAre;

constexpr std::int64_t kNow = 1770000000;  // 2026-02-02

Metadata read(const std::string& html, const char* url = "https://news.example.org/ferry") {
  const auto document = Document::parse(html, {});
  if (!document) throw std::runtime_error(document.error().message);
  const auto parsed = Url::parse(url);
  return extract_metadata({*document, &*parsed, {}, kNow});
}

std::string with_json_ld(const std::string& json) {
  return "<html><head><script type=\"application/ld+json\">" + json +
         "</script></head><body></body></html>";
}

TEST(Metadata, ReadsAnArticleOfJsonLd) {
  const Metadata m = read(with_json_ld(
      R"({"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
      "headline":"Ferry returns","author":[{"@type":"Person","name":"Ann Lee"},{"@id":"#bo"}],
      "datePublished":"2026-01-03T08:10:00+01:00",
      "isAccessibleForFree":"False","publisher":{"name":"The Example"}},
      {"@type":"Person","@id":"#bo","name":"Bo Ek"}]})"));
  EXPECT_EQ(m.title, "Ferry returns");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_EQ(m.date_published, "2026-01-03T08:10:00+01:00");
  EXPECT_EQ(m.sitename, "The Example");
  EXPECT_EQ(m.is_accessible_for_free, false);
  EXPECT_EQ(m.sources.at("title"), "json-ld");
}

TEST(Metadata, MendsBrokenJsonLd) {
  for (const char* json :
       {"{\"@type\":\"Article\",\"headline\":\"Ferry returns\",}",
        "<!-- {\"@type\":\"Article\",\"headline\":\"Ferry returns\"} -->",
        "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Ferry returns\"}\n//]]>",
        "{\"@type\":\"Article\",\"headline\":\"Ferry\nreturns\"}",
        "{\"@type\":\"Thing\"}{\"@type\":\"Article\",\"headline\":\"Ferry returns\"}",
        "{\"@type\":\"Article\",\"headline\":\"Ferry returns\"",
        "{\"@type\":\"Article\",\"x\":\"\\'\",\"headline\":\"Ferry returns\"};"})
    EXPECT_EQ(read(with_json_ld(json)).title, "Ferry returns") << json;
}

TEST(Metadata, SurvivesHostileJsonLd) {
  const std::string deep(100000, '[');
  const std::string number(10u << 20, '9');
  EXPECT_EQ(read(with_json_ld(deep)).title, "");
  Candidates candidates;
  const std::string script = "{\"@type\":\"Article\",\"headline\":" + number + "}";
  collect_json_ld({script}, "", candidates);
  EXPECT_TRUE(candidates.of(Field::kTitle).empty());
  EXPECT_EQ(read(with_json_ld("{\"@type\":\"Article\",\"headline\":1e999}")).title, "");
  std::string authors = "{\"@type\":\"Article\",\"author\":[";
  for (int i = 0; i < 10000; ++i)
    authors += (i ? ",\"A B" : "\"A B") + std::string(1, static_cast<char>('a' + i % 26)) + "\"";
  const Metadata many = read(with_json_ld(authors + "]}"));
  EXPECT_EQ(many.authors.size(), 26u);
}

TEST(Metadata, LetsTheLastOfDuplicateKeysWin) {  // as JSON parsers do, RFC 8259 section 4
  EXPECT_EQ(read(with_json_ld(R"({"@type":"Article","headline":"One","headline":"Two"})")).title,
            "Two");
}

TEST(Metadata, TakesTheSiteNameOffTitles) {
  EXPECT_EQ(read("<title>Ferry returns | The Example</title><meta property=og:site_name "
                 "content='The Example'>")
                .title,
            "Ferry returns");
  EXPECT_EQ(read("<title>Ferry returns - Example.org</title>").title, "Ferry returns");
}

TEST(Metadata, DoesNotBelieveTheFutureOrCopyrightYears) {
  EXPECT_EQ(read("<meta property=article:published_time content=2031-01-01>").date_published, "");
  EXPECT_EQ(read("<body><footer>© 2024 Example</footer></body>").date_published, "");
}

TEST(Metadata, ReadsByLinesAndDatesOfHtml) {
  const Metadata m = read(
      "<html lang=en-GB><body><h1>Ferry returns</h1><p class=byline>By Ann Lee and Bo Ek</p>"
      "<time datetime='2026-01-03T08:10:00Z'>3 January</time><p>It left.</p>"
      "<div class=comments><time datetime='2026-01-09'>x</time></div></body></html>");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_EQ(m.date_published, "2026-01-03T08:10:00Z");
  EXPECT_EQ(m.language, "en-GB");
  EXPECT_EQ(m.sources.at("authors"), "html");
}

TEST(Metadata, PrefersThePageOwnArticleOverOthers) {
  const Metadata m = read(with_json_ld(
      R"([{"@type":"Article","url":"https://news.example.org/other","headline":"Other"},
    {"@type":"Article","url":"https://news.example.org/ferry","headline":"Ferry"}])"));
  EXPECT_EQ(m.title, "Ferry");
}

TEST(Metadata, KeepsCanonicalUrlsOnTheSite) {
  EXPECT_EQ(read("<link rel=canonical href='/a'>").canonical_url, "https://news.example.org/a");
  EXPECT_EQ(read("<link rel=canonical href='https://evil.test/a'>").canonical_url, "");
}

TEST(Metadata, FindsTheLicence) {
  EXPECT_EQ(
      read("<body><a href='https://creativecommons.org/licenses/by/4.0/'>CC</a></body>").license,
      "https://creativecommons.org/licenses/by/4.0/");
}

TEST(JsonRepair, RefusesWhatIsTooDeepOrTooLarge) {
  EXPECT_EQ(repair_json(std::string(65, '[')), "");
  EXPECT_EQ(repair_json(std::string(kMaxJsonBytes + 1, ' ')), "");
  EXPECT_FALSE(is_json_within_limits(std::string(65, '{')));
}

}  // namespace
}  // namespace cuttings
