// Titles of odd pages: what a careful archivist would write down, or nothing.
#include "tests/extractor/metadata/read_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extractor/metadata/character_references.h"
#include "extractor/metadata/correction_note.h"

namespace cuttings {
namespace {

using testing::ElementsAre;

std::string title(const std::string& html) { return read_metadata(html).title; }

TEST(OddTitles, AreTakenFromTheOneStatementThereIs) {
  for (const char* html : {"<meta property=og:title content='Ferry returns'>",
                           "<meta name=twitter:title content='Ferry returns'>",
                           "<title>\n  Ferry\n returns\n</title>", "<h1>Ferry returns</h1>"})
    EXPECT_EQ(title(html), "Ferry returns") << html;
  EXPECT_EQ(title(with_json_ld(R"({"@type":"NewsArticle","headline":"Ferry returns"})")),
            "Ferry returns");
}

TEST(OddTitles, AreNothingWhereThePageHasNone) {
  for (const char* html :
       {"<p>Text</p>", "<title>Untitled Document</title><p>Text</p>", "<h1></h1>",
        "<body><svg><title>Menu icon</title></svg><p>Text</p>", "<title>undefined</title>",
        "<h1 class=logo><a href=/>The Example</a></h1><p>Text</p>"})
    EXPECT_EQ(title(html), "") << html;
}

TEST(OddTitles, AHeadingThatOnlyLinksHomeIsTheSitesName) {
  for (const char* href : {"/", "https://news.example.org", "https://news.example.org/", "./"})
    EXPECT_EQ(title(std::string("<title>About us - Bayside Diary</title><h1><a href='") + href +
                    "'>Bayside Diary</a></h1><p>Text</p>"),
              "About us - Bayside Diary")
        << href;
  EXPECT_EQ(title("<title>Ferry</title><h1><a href=/ferry>Ferry returns</a></h1>"), "Ferry returns")
      << "a permanent link";
  EXPECT_EQ(title("<h1><a href=/>Home</a> Ferry returns</h1>"), "Home Ferry returns")
      << "more than the link";
}

TEST(OddTitles, ComeWithoutTheSitesNameAtBothEndsAndWithoutATrail) {
  const std::string site = "<meta property=og:site_name content='The Example'>";
  for (const char* text :
       {"The Example - Ferry returns - The Example", "The Example » News » Ferry returns",
        "Ferry returns&nbsp;|&nbsp;The Example", "The Example › Bay › News › Ferry returns"})
    EXPECT_EQ(title(site + "<title>" + text + "</title>"), "Ferry returns") << text;
  EXPECT_EQ(title(site + "<title>Ferry-returns – what now? – The Example</title>"),
            "Ferry-returns – what now?");
}

TEST(OddTitles, AreDecodedTwiceButNotWhereAHeadingShowsTheReference) {
  EXPECT_EQ(title("<title>Fish &amp;amp; chips &amp;#39;return&amp;#39;</title>"),
            "Fish & chips 'return'");
  EXPECT_EQ(title("<title>What &amp;amp; means</title><h1>What &amp;amp; means</h1>"),
            "What &amp; means");
}

TEST(OddTitles, LoseMarkupButKeepWhatOnlyLooksLikeIt) {
  EXPECT_EQ(title("<title>&lt;b&gt;Ferry&lt;/b&gt; returns</title>"), "Ferry returns");
  EXPECT_EQ(decode_character_references("A &lt;em class=x&gt;ferry&lt;/em&gt;<br/> b"),
            "A ferry b");
  EXPECT_EQ(decode_character_references("std::vector&lt;int&gt; and 1 < 2, <3"),
            "std::vector<int> and 1 < 2, <3");
}

TEST(OddTitles, LoseMarksThatOnlyDirectHowTheyAreDrawn) {
  EXPECT_EQ(title("<title>Ferry \u202Ereturns\u202C</title>"), "Ferry returns");
  EXPECT_EQ(title("<title>Ferry\u200B returns\uFEFF</title>"), "Ferry returns");
  EXPECT_EQ(title("<title>\u200Fהמעבורת חוזרת\u200E</title>"), "המעבורת חוזרת");
  EXPECT_EQ(title("<title>می\u200Cروم</title>"), "می\u200Cروم") << "a joiner is spelling";
  EXPECT_EQ(title("<title>Ferry\x01\x02 re\x07turns</title>"), "Ferry returns");
}

TEST(OddTitles, KeepCapitalsEmojiAndOtherScripts) {
  EXPECT_EQ(title("<title>🚢 Ferry returns 🎉</title>"), "🚢 Ferry returns 🎉");
  EXPECT_EQ(title("<h1>FERRY RETURNS TO THE BAY</h1>"), "FERRY RETURNS TO THE BAY");
  EXPECT_EQ(title("<title>渡轮回到海湾_示例新闻网</title><h1>渡轮回到海湾</h1>"), "渡轮回到海湾");
  EXPECT_EQ(
      title("<html dir=rtl lang=ar><title>العبارة تعود | المثال</title><h1>العبارة تعود</h1>"),
      "العبارة تعود");
}

TEST(OddTitles, AreBounded) {
  std::string much = "Ferry ";
  while (much.size() < 20000) much += much;
  EXPECT_EQ(title("<title>" + much + "</title><h1>Ferry returns</h1>"), "Ferry returns");
  EXPECT_EQ(title("<title>Ferry returns</title><h1>" + much + "</h1>"), "Ferry returns");
}

TEST(OddPages, OfTwoArticlesTheOneThatTheTitleNamesGivesItsFields) {
  const Metadata m = read_metadata(
      with_json_ld(R"([{"@type":"NewsArticle","headline":"Other ship","datePublished":"2026-01-09",
        "author":{"name":"Bo Ek"}},{"@type":"NewsArticle","headline":"Ferry returns",
        "datePublished":"2026-01-05","author":{"name":"Ann Lee"}}])") +
      "<title>Ferry returns | The Example</title><h2>Other ship</h2>");
  EXPECT_EQ(m.title, "Ferry returns");
  EXPECT_EQ(m.date_published, "2026-01-05");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee"));
}

TEST(OddPages, AListOfArticlesIsNotTheArticle) {
  const Metadata m = read_metadata(
      with_json_ld(R"({"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":
        {"@type":"NewsArticle","headline":"Other ship","datePublished":"2026-01-09"}}]})") +
      "<h1>Ferry returns</h1>");
  EXPECT_EQ(m.title, "Ferry returns");
  EXPECT_EQ(m.date_published, "");
}

TEST(OddPages, FourTitlesThatDisagreeGiveTheHeading) {
  const Metadata m =
      read_metadata("<title>Win a boat</title><meta property=og:title content='Best boats'>" +
                    with_json_ld(R"({"@type":"NewsArticle","headline":"Boats of 2026"})") +
                    "<h1>Ferry returns</h1>");
  EXPECT_EQ(m.title, "Ferry returns");
  EXPECT_EQ(m.sources.at("title"), "html");
}

TEST(OddPages, WithoutHeadingsShowTheTitleThatTheirHeadBeginsOrEndsWith) {
  const std::string body =
      "<body><a href=/>Bay Courier</a><table><tr><td><font size=5><b>Ferry returns to the "
      "bay</b></font><br>5 January 2026 | By Ann Lee<p>The boat left.</table>";
  for (const char* title : {"Ferry returns to the bay - Bay Courier",
                            "Bay: Ferry returns to the bay", "Ferry returns to the bay"}) {
    const Metadata m = read_metadata("<title>" + std::string(title) + "</title>" + body);
    EXPECT_EQ(m.title, "Ferry returns to the bay") << title;
    EXPECT_EQ(m.date_published, "2026-01-05");
    EXPECT_THAT(m.authors, testing::ElementsAre("Ann Lee"));
  }
  // Less than half of the title, and the title with its site, are none.
  EXPECT_EQ(read_metadata("<title>Bay news today - The long story of a ferry that came back</title>"
                          "<p>Bay news today</p>")
                .title,
            "Bay news today - The long story of a ferry that came back");
}

TEST(OddTitles, AnAddressHasAWordInAnotherForm) {  // "bay's" is "bay" in it
  const std::string page =
      "<head><title>Court hears case of bay ferry</title><meta property=og:title content=\"Court "
      "hears case of bay ferry\"></head><script type=application/ld+json>{\"@type\":"
      "\"NewsArticle\",\"headline\":\"Ruling to come after court hears case of bay's ferry\"}"
      "</script><h1>Ruling to come after court hears case of bay's ferry</h1>";
  EXPECT_EQ(read_metadata(page, "https://news.example.org/court-hears-case-of-bay-ferry").title,
            "Ruling to come after court hears case of bay's ferry");
}

TEST(OddTitles, AnAddressAsLongAsAHeadlineIsWrittenFromIt) {
  const std::string page =
      "<head><title>Ferry Ann Lee of the bay comes back: what the captain said then</title>"
      "<meta property=og:title content=\"Ferry Ann Lee of the bay comes back: what the captain "
      "said "
      "then\"></head><h1>The old captain of the bay's ferry said what then</h1>";
  EXPECT_EQ(read_metadata(page,
                          "https://news.example.org/"
                          "ferry-ann-lee-of-the-bay-comes-back-what-the-captain-said-then")
                .title,
            "Ferry Ann Lee of the bay comes back: what the captain said then");
  // A short one is what people search for.
  EXPECT_EQ(read_metadata(page, "https://news.example.org/ferry-ann-lee-captain-then").title,
            "The old captain of the bay's ferry said what then");
}

TEST(OddTitles, LeaveOutWhatTheirFirstElementSaysAboveThem) {
  const std::string heading = "<h1><span>Wildlife</span> Owls return to the old mill</h1>";
  EXPECT_EQ(
      read_metadata("<head><title>Owls return to the old mill | Courier</title></head>" + heading)
          .title,
      "Owls return to the old mill");
  EXPECT_EQ(
      read_metadata("<head><title>Wildlife Owls return to the old mill</title></head>" + heading)
          .title,
      "Wildlife Owls return to the old mill");
  EXPECT_EQ(
      read_metadata("<head><title>Owls return</title></head><h1><em>Owls</em> return</h1>").title,
      "Owls return");
}

TEST(CorrectionNote, BeginsByMoreThanItsFirstLetter) {
  for (const char* text : {"Correction: x", "CORRECTION: x", "Rättelse: x", "更正：x"})
    EXPECT_TRUE(may_begin_correction(text)) << text;
  for (const char* text : {"Captains say", "The ferry", "An ferry", "Korallen"})
    EXPECT_FALSE(may_begin_correction(text)) << text;
}

}  // namespace
}  // namespace cuttings
