// By-lines of odd pages: whom a careful archivist would name, or nobody.
#include "tests/extractor/metadata/read_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using testing::ElementsAre;

std::vector<std::string> authors(const std::string& line) {
  return read_metadata("<title>Ferry returns to bay</title><h1>Ferry returns to bay</h1>" + line +
                       "<p>The boat left.</p>")
      .authors;
}

TEST(OddByLines, NameThePersonsAndNotWhatStandsAroundThem) {
  for (const char* line :
       {"<p>By Ann Lee and Bo Ek for The Example</p>", "<p class=byline>BY Ann Lee AND Bo Ek</p>",
        "<p class=byline>By <a href=/a>Ann Lee</a> and <a href=/b>Bo Ek</a></p>",
        "<p class=byline>Ann Lee, Senior Reporter, Bo Ek, Photographer</p>",
        "<p class=byline>Von Ann Lee und Bo Ek (Bayside)</p>",
        "<p class=author>Text: Ann Lee / Bo Ek, Fotos: Cy Oz</p>",
        "<p class=meta>Posted on January 5, 2026 by Ann Lee and Bo Ek in News | 3 Comments</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee", "Bo Ek")) << line;
}

TEST(OddByLines, NameOnePersonInEveryScript) {
  EXPECT_THAT(authors("<p class=byline>作者：王小明 | 2026-01-05</p>"), ElementsAre("王小明"));
  EXPECT_THAT(authors("<p class=byline>記者王小明／台北報導</p>"), ElementsAre("王小明"));
  EXPECT_THAT(authors("<p class=byline>김철수 기자 kim@example.kr</p>"), ElementsAre("김철수"));
  EXPECT_THAT(authors("<p class=byline>بقلم: محمد علي</p>"), ElementsAre("محمد علي"));
  EXPECT_THAT(authors("<p class=byline>Автор: Иван Петров</p>"), ElementsAre("Иван Петров"));
}

TEST(OddByLines, MayBeginWithASmallByWord) {
  for (const char* line :
       {"<div>by Ann Lee</div>", "<div>di Ann Lee</div>", "<p class=byline>de Ann Lee</p>",
        "<p class=author>di Ann Lee</p>", "<p>5 January 2026 | By Ann Lee</p>",
        "<p>5 gennaio 2026 · Di Ann Lee</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
  EXPECT_THAT(authors("<p class=author>de Gaulle</p>"), ElementsAre("de Gaulle"));
  for (const char* line : {"<p>De Goudsbloem donderdag aan haar steiger.</p>"})
    EXPECT_THAT(authors(line), testing::Not(testing::Contains("Goudsbloem"))) << line;
}

TEST(OddByLines, AreNotTheLabelOfTheDateBesideThem) {
  EXPECT_THAT(authors("<p class=submitted>Veröffentlicht am 5. Januar 2026 · Von Ann Lee</p>"),
              ElementsAre("Ann Lee"));
  EXPECT_THAT(authors("<p class=submitted>Gepubliceerd op 5 januari 2026 | Door Ann Lee</p>"),
              ElementsAre("Ann Lee"));
}

TEST(OddByLines, AreNoSentencesAboutAPerson) {
  EXPECT_TRUE(authors("<p class=reporter>Covers transport and the islands for us.</p>").empty());
  EXPECT_THAT(authors("<div class=reporter-box><b>Ann Lee</b><p>Ann Lee covers transport and the "
                      "islands for the Courier.</p></div>"),
              ElementsAre("Ann Lee"));
  EXPECT_THAT(authors("<p class=author>Posted by Ann Lee from the degrees of doubt.</p>"),
              ElementsAre("Ann Lee"));
}

TEST(OddByLines, AreToldByTheAddressOfTheirLink) {
  EXPECT_THAT(authors("<p><a href=/authors/ann-lee>Ann Lee</a></p>"), ElementsAre("Ann Lee"));
  EXPECT_TRUE(authors("<p><a href=/authors/>All our Authors</a></p>").empty());
  EXPECT_TRUE(authors("<p><a href=/places/ann-lee>Ann Lee</a></p>").empty());
}

TEST(OddByLines, AreToldByTheRoleBehindTheName) {
  for (const char* line :
       {"<p>Ann Lee, Senior Reporter</p>", "<p>Ann Lee | Senior Writer | January 5, 2026</p>",
        "<p>Ann Lee, Reporter · 5 min read · Jan 5, 2026</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
  for (const char* line : {"<p>New York | January 5, 2026</p>", "<p>Health News, 5 minutes</p>",
                           "<p>Ann Lee, 41, a reporter, saw the boat leave the bay again</p>"})
    EXPECT_TRUE(authors(line).empty()) << line << testing::PrintToString(authors(line));
}

TEST(OddByLines, MayHaveTheSmallByWordInAnElementOfItsOwn) {
  EXPECT_THAT(authors("<p>von <em>Ann Lee</em></p>"), ElementsAre("Ann Lee"));
  EXPECT_TRUE(authors("<p>by <a href=/s>the sea</a></p>").empty());
}

TEST(OddByLines, AreCutWhereElementsStandWithNothingBetween) {
  EXPECT_EQ(
      authors("<div class=author-line><a>Ann Berg</a><span>Harbour Star</span></div>").front(),
      "Ann Berg");
  EXPECT_THAT(authors("<p class=author>Ann McKay</p>"), ElementsAre("Ann McKay"));
  EXPECT_THAT(authors("<p class=author>BeauHD</p>"), ElementsAre("BeauHD"));
  EXPECT_THAT(authors("<p class=byline>By ANN LEE FOR THE COURIER</p>"), ElementsAre("ANN LEE"));
}

TEST(OddByLines, NameOnePersonInMoreLanguages) {
  EXPECT_THAT(authors("<p class=byline>लेखक: अमित शर्मा</p>"), ElementsAre("अमित शर्मा"));
  EXPECT_THAT(authors("<p class=byline>Tác giả: Nguyễn Văn An</p>"), ElementsAre("Nguyễn Văn An"));
  EXPECT_THAT(authors("<p class=byline>Piše: Ana Horvat</p>"), ElementsAre("Ana Horvat"));
  EXPECT_THAT(authors("<p class=byline>Scris de Ana Pop</p>"), ElementsAre("Ana Pop"));
}

TEST(OddByLines, NameNobodyWhereNobodyIsNamed) {
  for (const char* line :
       {"<p>by the sea</p>", "<p>By the numbers</p>", "<p>By Monday</p>", "<p>Photo: Bo Ek</p>",
        "<p class=byline>Published by admin on January 5, 2026</p>", "<p class=byline>Sign in</p>",
        "<p class=author>About the author</p>", "<span class=author>@annlee</span>",
        "<span class=author>ann@example.org</span>", "<p class=author>Getty Images</p>",
        "<p class=author>Advertisement</p>", "<p class=author>0 Comments</p>",
        "<a rel=author href=/ann>https://example.org/ann</a>",
        "<a rel=author href=/ann>All posts by this author</a>", "<p class=author>Subscribe</p>",
        "<p class=author>Photo credit: Bo Ek/AFP</p>", "<p>Von unserer Redaktion</p>",
        "<p>On 5 January 2026 the boat was met by Ann Lee, who had waited for it since the spring "
        "of "
        "the year before, and by others</p>"})
    EXPECT_TRUE(authors(line).empty()) << line << testing::PrintToString(authors(line));
}

TEST(OddByLines, KeepAnAgencyWhereNoPersonIsNamed) {
  const Metadata m = read_metadata("<h1>Ferry returns</h1><p class=author>(AFP)</p>");
  EXPECT_THAT(m.authors, ElementsAre("AFP"));
  EXPECT_THAT(m.agencies, ElementsAre("AFP"));
}

TEST(OddByLines, AreOfThePersonWhereTheSiteIsNamedToo) {
  const Metadata m = read_metadata(
      "<meta property=og:site_name content='The Example'><meta name=author content='The Example'>"
      "<h1>Ferry returns</h1><p class=byline>Ann Lee, The Example</p>");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee"));
  EXPECT_EQ(m.sources.at("authors"), "html");
}

TEST(OddByLines, AreAWholeNameBetweenTheHeadingAndTheDate) {
  const std::string heading = "<div><h1>Ferry returns</h1>";
  const auto named = [&](const char* lines) { return read_metadata(heading + lines).authors; };
  EXPECT_THAT(named("<div>Ann Lee</div><div>5 January 2026 · 10:15</div>"), ElementsAre("Ann Lee"));
  EXPECT_THAT(named("<div>Anne Lefèvre</div><div>Publié le 5 janvier 2026</div>"),
              ElementsAre("Anne Lefèvre"));
  for (const char* lines :
       {"<div>Ann Lee</div><p>It was on 5 January 2026 that the boat came back.</p>",
        "<a href=/bay>Bay Side</a><div>5 January 2026</div>",
        "<h2>Ann Lee</h2><div>5 January 2026</div>", "<div>Ferry</div><div>5 January 2026</div>"})
    EXPECT_TRUE(named(lines).empty()) << lines;
}

TEST(OddByLines, MaySpreadOverElementsWithoutNames) {
  for (const char* line :
       {"<p>By <span>Ann Lee</span> and <span>Bo Ek</span> <span>March 4, 2026</span></p>",
        "<div>By <a href=/1>Ann Lee</a>, <a href=/2>Bo Ek</a></div><div>March 4, 2026</div>",
        "<p>Von <b>Ann Lee</b> und <b>Bo Ek</b> 04.03.2026</p>",
        "<p>Par <em>Ann Lee</em> et <em>Bo Ek</em></p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee", "Bo Ek")) << line;
}

TEST(OddByLines, AreToldByTheRoleOrDateBelowThem) {
  for (const char* line :
       {"<div><div>Ann Lee</div><div>Political correspondent</div><div>Mar 4, 2026</div></div>",
        "<div><span>Ann Lee</span><span>Staff Writer</span></div>",
        "<div><p>Ann Lee</p><p>Redakteurin</p></div>",
        "<div><span>Ann Lee</span><span> • </span><span>Mar 4, 2026</span></div>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
  EXPECT_TRUE(authors("<h2>Ann Lee</h2><p>Political correspondent</p>").empty());
  EXPECT_TRUE(
      authors("<p>Ann Lee</p><p>The reporter left early that day, and the boat.</p>").empty());
}

TEST(OddByLines, MayLeadToAPersonsPage) {
  EXPECT_THAT(authors("<a href=/people/ann-lee>Ann Lee</a>"), ElementsAre("Ann Lee"));
  EXPECT_TRUE(authors("<a href=/people/free-demo.html>Request Demo</a>").empty());
}

TEST(OddByLines, AreLabelledAmidTheLineOfADate) {
  EXPECT_THAT(authors("<p>2026-03-04 10:41 来源：晚报 作者：李晓云 编辑：王强</p>"),
              ElementsAre("李晓云"));
  EXPECT_THAT(authors("<p>04.03.2026 10:41 Muhabir: Ayşe Demir Kaynak: Ajans</p>"),
              ElementsAre("Ayşe Demir"));
  EXPECT_TRUE(authors("<p>2026-03-04 10:41 来源：晚报 作者：</p>").empty());
}

TEST(OddByLines, MayBeginAtTheEndOfTheLineOfADate) {
  EXPECT_THAT(authors("<div>2026-03-04 "
                      "10:41　来源：晚报　作者：<span>李晓云</span></div><p>责任编辑：王强</p>"),
              ElementsAre("李晓云"));
  EXPECT_THAT(authors("<div>March 4, 2026 | By <b>Ann Lee</b></div>"), ElementsAre("Ann Lee"));
}

TEST(OddByLines, MayBeANameBesideADate) {
  for (const char* line :
       {"<p>Ann Lee · Jan 4, 2026 · 3 min read</p>", "<p>Sunday 4 January 2026, Ann Lee</p>",
        "<p>Ann Lee | January 4, 2026</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
  for (const char* line : {"<p>New York | January 4, 2026</p>", "<p>World News · Jan 4, 2026</p>",
                           "<p>4 January 2026, Rio de Janeiro</p>"})
    EXPECT_TRUE(authors(line).empty()) << line;
}

TEST(OddByLines, NameReportersOfKoreanAndChinesePapers) {
  EXPECT_THAT(authors("<p>박지은 기자 jieun@courier.example</p>"), ElementsAre("박지은"));
  EXPECT_THAT(authors("<p>박지은·김민수 기자</p>"), ElementsAre("박지은", "김민수"));
  EXPECT_THAT(authors("<p>記者李曉雲／北港報導</p>"), ElementsAre("李曉雲"));
  EXPECT_TRUE(authors("<p>시민 김민수 기자회견을 열었다</p>").empty());
  EXPECT_TRUE(authors("<p>记者从市议会获悉，桥将关闭</p>").empty());
}

TEST(OddByLines, LeaveOutWhereForWhomAndAs) {
  for (const char* line :
       {"<p class=author>Ann Lee<br>Special to The Example</p>",
        "<p class=byline>Par Ann Lee, à Quimper</p>", "<p>Ann Lee, Jurnalis</p>",
        "<p>Par Ann Lee (avec AFP) | Publié le 04/01/2026 | Mis à jour le 05/01/2026</p>",
        "<p>By Ann Lee, Northport bureau chief</p>",
        "<p class=meta>Posted on March 4, 2026 by Ann Lee in <a href=/c>News</a></p>",
        "<div class=author-card><h5>Ann Lee</h5><p>Ann writes about bridges.</p></div>",
        "<p>Guest column by Ann Lee</p>", "<p>Filed by Ann Lee on March 4, 2026 at 7.30am</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
}

TEST(OddByLines, MayBeANameBesideAnAddressOrAnAgency) {
  for (const char* line :
       {"<p>Ann Lee | ann@courier.example</p>", "<p>Ann Lee, Reuters</p>",
        "<p>January 4, 2026 · 4 min · 812 words · Ann Lee</p>", "<p>dal nostro inviato Ann Lee</p>",
        "<p>Photographs and text by Ann Lee</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
  EXPECT_TRUE(authors("<p>City Council, a body of nine</p>").empty());
  EXPECT_TRUE(authors("<p>Photographs by Ann Lee</p>").empty());
}

TEST(OddByLines, MayLinkToAHandleOfTheNamesLetters) {
  EXPECT_THAT(authors("<div><a href=https://letters.example/@annlee>Ann Lee</a></div>"),
              ElementsAre("Ann Lee"));
  EXPECT_TRUE(authors("<div><a href=https://letters.example/@bay>Small Tides</a></div>").empty());
}

TEST(OddByLines, OfWireServicesEndBeforeTheEditors) {
  for (const char* line : {"<p>(Reporting by Ann Lee in Oslo; Editing by Cy Orr and Di Ash)</p>",
                           "<p>Reporting by Ann Lee; editing by Cy Orr</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Ann Lee")) << line;
}

TEST(OddByLines, MayNameWhoWroteDownWhatWasTold) {
  EXPECT_THAT(authors("<p>As told to Ann Lee</p>"), ElementsAre("Ann Lee"));
}

TEST(OddByLines, MayHaveAMiddleDotBehindTheWord) {
  EXPECT_THAT(authors("<p>文・山田花子</p>"), ElementsAre("山田花子"));
}

TEST(OddByLines, AreFoundInTurkishCapitals) {
  for (const char* line : {"<p>YAZI: Işıl Kaya</p>", "<p>Yazı: Işıl Kaya</p>"})
    EXPECT_THAT(authors(line), ElementsAre("Işıl Kaya")) << line;
  EXPECT_EQ(read_metadata("<h1>Eski havuz yeniden</h1><p>4 KASIM 2025</p><p>x").date_published,
            "2025-11-04");
  EXPECT_EQ(read_metadata("<h1>Eski havuz yeniden</h1><p>4 Mayıs 2025</p><p>x").date_published,
            "2025-05-04");
}

TEST(OddByLines, AreInTheLabelledCardsOfTwitter) {
  EXPECT_THAT(authors("<meta name=twitter:label1 content='Written by'>\n"
                      "<meta name=twitter:data1 content='Ann Lee'>"),
              ElementsAre("Ann Lee"));
  EXPECT_TRUE(authors("<meta name=twitter:label1 content='Est. reading time'>"
                      "<meta name=twitter:data1 content='Three Minutes'>")
                  .empty());
}

}  // namespace
}  // namespace cuttings
