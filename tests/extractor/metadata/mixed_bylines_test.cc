// By-lines that hold more than who wrote: pictures, dates, places, services.
#include "tests/extractor/metadata/read_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using testing::ElementsAre;

Metadata page_with(const std::string& line) {
  return read_metadata("<title>Ferry returns to bay</title><h1>Ferry returns to bay</h1>" + line +
                       "<p>The boat left.</p>");
}

std::vector<std::string> named_by(const std::string& line) { return page_with(line).authors; }

/// In an element called by-line, and in one that no class tells of.
void expect_names(const std::string& line, const std::vector<std::string>& names) {
  EXPECT_EQ(named_by("<p class=byline>" + line + "</p>"), names) << line;
  EXPECT_EQ(named_by("<p>" + line + "</p>"), names) << line;
}

TEST(MixedByLines, LeaveOutWhoTookThePictures) {
  expect_names("Text: Anna Svensson Foto: Erik Lund", {"Anna Svensson"});
  expect_names("Words by Ann Lee Photographs by Bo Ek", {"Ann Lee"});
  expect_names("文：山田太郎　写真：鈴木花子", {"山田太郎"});
  expect_names("取材・文／山田太郎　写真／鈴木花子", {"山田太郎"});
  EXPECT_THAT(named_by("<p class=byline>Foto: Erik Lund Text: Anna Svensson</p>"),
              ElementsAre("Anna Svensson"));
  EXPECT_TRUE(named_by("<p class=byline>Photo credit: Bo Ek/AFP</p>").empty());
  expect_names("Text und Fotos: Anna Svensson", {"Anna Svensson"});
}

TEST(MixedByLines, EndBeforeADateOrItsLabel) {
  for (const char* line :
       {"By Ann Lee Published March 5, 2024 | Updated March 6, 2024",
        "By Ann Lee Updated: March 6, 2024", "Von Ann Lee Veröffentlicht am 5. März 2024",
        "By Ann Lee Thursday, November 9, 2023", "By Ann Lee March 9, 2023",
        "Av Ann Lee Publisert 5. mai 2024", "By Ann Lee 5 min read"})
    expect_names(line, {"Ann Lee"});
  EXPECT_THAT(named_by("<p class=byline>Ann Lee 3 hours ago</p>"), ElementsAre("Ann Lee"));
  EXPECT_THAT(named_by("<p class=byline>By April May</p>"), ElementsAre("April May"));
  EXPECT_THAT(named_by("<p class=byline>By Anna Freitag</p>"), ElementsAre("Anna Freitag"));
}

TEST(MixedByLines, OfChineseAndJapanesePapers) {
  for (const char* line : {"记者 王小明 北京报道", "本报记者 王小明 北京报道", "（记者 王小明）",
                           "(记者 王小明)", "（记者王小明）", "文/王小明"})
    expect_names(line, {"王小明"});
  for (const char* line :
       {"文=山田太郎", "文＝山田太郎", "文・山田太郎", "取材・文：山田太郎", "文・写真／山田太郎"})
    expect_names(line, {"山田太郎"});
}

TEST(MixedByLines, NamePersonsAndNotWhereTheyAre) {
  expect_names("Di Marco Rossi, inviato a Palermo", {"Marco Rossi"});
  expect_names("di Marco Rossi, inviato a Palermo", {"Marco Rossi"});
  expect_names("Dal nostro inviato Marco Rossi a Palermo", {"Marco Rossi"});
  expect_names("Por Ana Ruiz, enviada especial a Bogotá", {"Ana Ruiz"});
  expect_names("Par Ann Lee, envoyée spéciale à Lyon", {"Ann Lee"});
  EXPECT_THAT(named_by("<p class=byline>Jan Novák a Eva Malá</p>"),
              ElementsAre("Jan Novák", "Eva Malá"));
  EXPECT_THAT(named_by("<p class=byline>By Ann Lee, Reporter at Large</p>"),
              ElementsAre("Ann Lee"));
}

TEST(MixedByLines, TellAPersonFromAServiceBesideThem) {
  for (const char* line :
       {"Von Ann Lee/dpa", "By Ann Lee Reuters", "By ANN LEE Associated Press"}) {
    const Metadata m = page_with("<p class=byline>" + std::string(line) + "</p>");
    EXPECT_EQ(m.authors.size(), 1U) << line;
    EXPECT_EQ(m.agencies.size(), 1U) << line;
  }
}

TEST(MixedByLines, MayHaveALabelOfBothGenders) {
  for (const char* line : {"Autorin/Autor: Ann Lee", "Autor/in: Ann Lee", "Autor:in: Ann Lee",
                           "Auteur(e) : Ann Lee", "Von unserer Redakteurin Ann Lee"})
    expect_names(line, {"Ann Lee"});
  EXPECT_THAT(named_by("<p><b>Autorin/Autor</b> Ann Lee</p>"), ElementsAre("Ann Lee"));
}

TEST(MixedByLines, MayBeginWithWhatDrupalWrites) {
  EXPECT_THAT(named_by("<div class=submitted>Gespeichert von <span class=username>rasmus</span> am "
                       "24. Juli 2017 - 18:55</div>"),
              ElementsAre("rasmus"));
  EXPECT_THAT(named_by("<div class=submitted>Enviado por Ann Lee el 24 julio 2017</div>"),
              ElementsAre("Ann Lee"));
}

TEST(MixedByLines, AreNotOfACardThatShowsAnotherPage) {
  EXPECT_TRUE(named_by("<figure class=\"kg-card kg-bookmark-card\"><a class=kg-bookmark-container "
                       "href=https://other.example/><span class=kg-bookmark-author>Cy Oz</span>"
                       "</a></figure>")
                  .empty());
}

TEST(MixedByLines, AreNoLinksToListsOfAuthors) {
  EXPECT_TRUE(named_by("<ul><li><a href=/themen>Themen</a><li><a href=/autoren>Autoren</a><li>"
                       "<a href=/gerichte>Gerichte</a></ul>")
                  .empty());
}

TEST(MixedByLines, OfABoxWithSentencesAreWholeNames) {
  EXPECT_TRUE(named_by("<div class=reporter-error><b>Sie haben</b><p>In der Pflanze steckt keine "
                       "neue Gentechnik</p><p>Aber keine Sorge: <i>anders</i></p></div>")
                  .empty());
  EXPECT_THAT(named_by("<div class=author-box><b>Ann Lee</b><p>writes about "
                       "boats and islands and the people who live there</p></div>"),
              ElementsAre("Ann Lee"));
}

Metadata stated_and_shown(const std::string& head, const std::string& line) {
  return read_metadata("<head><title>Ferry returns to bay</title>" + head +
                           "</head><h1>Ferry returns to bay</h1>" + line + "<p>The boat left.</p>",
                       "https://news.courier.example/ferry");
}

TEST(MixedByLines, OfPersonsComeBeforeStatementsOfTheSite) {
  for (const char* author :
       {"Hafen-Stiftung", "Bay Courier Foundation", "Bay Press Online",
        "Bay Press (www.courier.example)", "courier.example, Bayside, Coast"}) {
    const std::string meta = "<meta name=author content=\"" + std::string(author) + "\">";
    EXPECT_THAT(stated_and_shown(meta, "<p>By Ann Lee</p>").authors, ElementsAre("Ann Lee"));
    EXPECT_EQ(stated_and_shown(meta, "").authors.size(), 1U) << author;
  }
}

TEST(MixedByLines, CompleteAHandleOrAFirstName) {
  for (const char* name : {"ann.lee", "annlee", "ann_lee", "Ann"}) {
    const Metadata m = stated_and_shown(
        "<script type=\"application/ld+json\">{\"@type\":\"Article\","
        "\"author\":{\"name\":\"" +
            std::string(name) + "\"}}</script>",
        "<p class=byline>By Ann Lee</p>");
    EXPECT_THAT(m.authors, ElementsAre("Ann Lee")) << name;
    EXPECT_TRUE(m.agencies.empty()) << name;
  }
  EXPECT_THAT(
      stated_and_shown("<meta name=author content=Ann>", "<p class=byline>Ann Admin</p>").authors,
      ElementsAre("Ann"));
}

TEST(MixedByLines, MayEndInAPostWithoutAComma) {
  for (const char* line : {"By Ann Lee Staff Writer", "By Ann Lee Senior Political Correspondent",
                           "By Ann Lee Sports Editor"})
    EXPECT_THAT(named_by("<p class=byline>" + std::string(line) + "</p>"), ElementsAre("Ann Lee"))
        << line;
  for (const char* line : {"By Staff Writer", "By Antrim Court Reporter",
                           "By Ann Lee Senior Garden Editor", "By Senior Editor", "By Ann Editor"})
    EXPECT_TRUE(named_by("<p class=byline>" + std::string(line) + "</p>").empty()) << line;
  const Metadata m = page_with("<p class=byline>By The Associated Press</p>");
  EXPECT_EQ(m.agencies.size(), 1U);
}

TEST(MixedByLines, MayStandInARoleOfJsonLd) {
  const Metadata m = read_metadata(with_json_ld(
      "{\"@type\":\"Article\",\"headline\":\"Ferry\",\"author\":{\"@type\":\"Role\","
      "\"roleName\":\"Writer\",\"author\":{\"@type\":\"Person\",\"name\":\"Ann Lee\"}}}"));
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee"));
}

}  // namespace
}  // namespace cuttings
