#include "tests/extractor/metadata/read_page.h"

#include <gtest/gtest.h>

#include "extractor/metadata/date_statement.h"
#include "extractor/metadata/script_dates.h"

namespace cuttings {
namespace {

std::string published(const std::string& html) { return read_metadata(html).date_published; }

TEST(DateStatement, KeepsTheDayOfPublicationThatFollowsAChange) {
  EXPECT_EQ(published("<h1>Ferry returns</h1><p class=meta>Last updated 9 January 2026, first "
                      "published 5 January 2026</p>"),
            "2026-01-05");
  EXPECT_EQ(published("<h1>Fähre</h1><p class=meta>Veröffentlicht 5.1.2026, aktualisiert "
                      "9.1.2026</p>"),
            "2026-01-05");
}

TEST(DateStatement, KnowsTheWordsOfManyLanguages) {
  for (const char* line :
       {"Cập nhật: 09/01/2026 · Ngày đăng: 05/01/2026", "تاریخ انتشار: 2026/01/05",
        "Diperbarui 9 Januari 2026, dipublikasikan 5 Januari 2026",
        "Atualização: 9 de janeiro de 2026 | Publicado: 5 de janeiro de 2026",
        "수정 2026.01.09 | 입력 2026.01.05", "Ažurirano: 9.1.2026., objavljeno: 5.1.2026."})
    EXPECT_EQ(published("<h1>Ferry</h1><p>" + std::string(line) + "</p>").substr(0, 10),
              "2026-01-05")
        << line;
}

TEST(DateStatement, HearsALabelInTheMiddleOfALine) {
  EXPECT_EQ(published("<h1>Ferry returns</h1><p class=date>The Example Herald of Bayside, Updated: "
                      "9 January 2026</p><p>5 January 2026</p>"),
            "2026-01-05");
}

TEST(DateStatement, HearsALabelInAnElementOfItsOwn) {
  for (const char* html :
       {"<dl><dt>Updated</dt><dd>9 January 2026</dd><dt>Published</dt><dd>5 January 2026</dd></dl>",
        "<table><tr><th>Last updated:</th><td>9 January 2026</td></tr>"
        "<tr><th>Published:</th><td>5 January 2026</td></tr></table>",
        "<p><b>Aktualisiert am</b> 9.1.2026</p><p><b>Veröffentlicht am</b> 5.1.2026</p>",
        "<p><span>Updated</span> <time datetime=2026-01-09>x</time></p>"
        "<p><span>Published</span> <time datetime=2026-01-05>x</time></p>"})
    EXPECT_EQ(published(std::string("<h1>Ferry returns</h1>") + html), "2026-01-05") << html;
}

TEST(DateStatement, ALabelEndsWithItsWord) {
  for (const char* label : {"Published", "Published:", "Last updated on", "Veröffentlicht am:"})
    EXPECT_TRUE(is_date_label(label)) << label;
  for (const char* other : {"", "Ferry", "Published by Ann Lee", "Updated 9 January 2026"})
    EXPECT_FALSE(is_date_label(other)) << other;
}

TEST(PageDates, ALineThatIsADateWinsOverADayInASentence) {
  std::string far;
  for (int i = 0; i < 200; ++i) far += "<p>x</p>";
  EXPECT_EQ(published("<h1>Ferry returns</h1><p>A picture that a satellite took of the whole bay "
                      "on 3 May 2021 shows it.</p>" +
                      far + "<p>14.01.2026 um 09:25</p>"),
            "2026-01-14T09:25:00");
}

TEST(PageDates, ADayInTheFirstSentenceIsNoDateline) {
  const std::string text(300, 'x');
  EXPECT_EQ(published("<h1>Fähre</h1><p>Seit 4. August 2014 fährt " + text +
                      "</p><p>Stand der Angaben: 5. Januar 2026</p>"),
            "2026-01-05");
  EXPECT_EQ(
      published("<h1>Ferry</h1><p>BAYSIDE, 4 August 2025 - The boat " + text +
                "</p><p>The ferry that left the bay on 5 January 2026 came back at last.</p>"),
      "2025-08-04");
}

TEST(PageDates, ADateOfSomethingElseIsNone) {
  for (const char* line :
       {"Deadline: 15 January 2026", "Born: 5 March 1991 in Bayside", "Retrieved on 5 January 2026",
        "Version 10.12.2021", "Anmeldeschluss: 5.1.2026", "Gültig bis 5.1.2026",
        "<b>Deadline</b> 15 January 2026", "<dt>Geboren am</dt><dd>5.3.1991</dd>"})
    EXPECT_EQ(published(std::string("<h1>Ferry</h1><div class=date>") + line + "</div>"), "")
        << line;
  EXPECT_EQ(published("<h1>Ferry</h1><p>Deadline: 15 January 2026</p><p>5 January 2026</p>"),
            "2026-01-05");
}

TEST(PageDates, TheDayOfAnEventIsNotThatOfItsPage) {
  const std::string event = with_json_ld(
      R"({"@type":"MusicEvent","name":"Ferry day","startDate":"2026-01-15T19:00:00Z"})");
  EXPECT_EQ(published(event + "<h1>Ferry day</h1><p class=date>15 January 2026</p>"), "");
  EXPECT_EQ(published(event + "<h1>Ferry day</h1><p>15 January 2026</p><p>5 January 2026</p>"),
            "2026-01-05");
  EXPECT_EQ(published("<h1>Ferry day</h1><time itemprop=startDate datetime=2026-01-15>x</time>"),
            "");
  EXPECT_EQ(published(event + "<h1>Ferry day</h1><p>Published 15 January 2026</p>"), "2026-01-15")
      << "it says so";
  EXPECT_EQ(published(event + with_json_ld(R"({"@type":"Article","headline":"Ferry day"})") +
                      "<h1>Ferry day</h1><p class=date>15 January 2026</p>"),
            "2026-01-15")
      << "an article of the day itself";
}

TEST(PageDates, TheDayOfFetchingAboveTheHeadingIsAClock) {  // kNow is 2 February 2026
  std::string far;
  for (int i = 0; i < 20; ++i) far += "<p>x</p>";
  EXPECT_EQ(published("<p class=date>2 February 2026</p>" + far + "<h1>Ferry</h1>"), "");
  EXPECT_EQ(published("<p class=date>2 February 2026</p><h1>Ferry</h1><p>5 January 2026</p>"),
            "2026-01-05");
  EXPECT_EQ(published("<p class=date>2 February 2026</p><h1>Ferry</h1>"), "2026-02-02")
      << "the line above the heading of an article of today";
  EXPECT_EQ(published("<h1>Ferry</h1><p class=date>2 February 2026</p>"), "2026-02-02");
}

TEST(PageDates, WhatWouldLieInTheFutureIsReadTheOtherWay) {
  EXPECT_EQ(published("<html lang=en-US><h1>Ferry</h1><p>01/12/2026</p>"), "2026-01-12");
  EXPECT_EQ(published("<html lang=en-US><h1>Ferry</h1><p>12/01/2026</p>"), "2026-01-12");
  EXPECT_EQ(published("<html lang=de><h1>Ferry</h1><p>12/12/2026</p>"), "");
}

TEST(PageDates, ADateOfTheTitleAttributeWinsOverARelativeOne) {
  EXPECT_EQ(published("<h1>Ferry</h1><span class=date title='2026-01-05 10:15'>2 hours ago</span>"),
            "2026-01-05T10:15:00");
  for (const char* line : {"2 hours ago", "Yesterday, 10:15", "vor 3 Tagen", "2 min", "Jan 5"})
    EXPECT_EQ(published(std::string("<h1>Ferry</h1><p class=date>") + line + "</p>"), "") << line;
}

TEST(PageDates, ABadMachineDateLeavesTheShownOne) {
  for (const char* bad :
       {"0000-00-00", "20026-01-05", "2026-02-31T10:00:00Z", "1970-01-01T00:00:00Z", "0", "-1",
        "2031-01-01", "-0001-11-30T00:00:00+00:00", "Invalid date", "2026", "2026-01", "2026-W05",
        "253402300799", "1899-12-31"})
    EXPECT_EQ(published(std::string("<meta property=article:published_time content='") + bad +
                        "'><h1>Ferry</h1><p class=date>5 January 2026</p>"),
              "2026-01-05")
        << bad;
}

TEST(PageDates, AnImpossibleZoneOrTimeLeavesTheDay) {
  const auto page = [](const char* value) {
    return published(std::string("<meta property=article:published_time content='") + value + "'>");
  };
  EXPECT_EQ(page("2026-01-05T10:15:00+99:00"), "2026-01-05T10:15:00");
  EXPECT_EQ(page("2026-01-05T25:61:61Z"), "2026-01-05");
  EXPECT_EQ(page("2026-01-05T10:15:00+0530"), "2026-01-05T10:15:00+05:30");
  EXPECT_EQ(page("January 5, 2026 10:15 PM EST"), "2026-01-05T22:15:00-05:00");
  EXPECT_EQ(page("5. Januar 2026, 10:15 Uhr"), "2026-01-05T10:15:00");
}

TEST(PageDates, AreReadInOtherDigitsAndCalendars) {
  for (const char* line : {"٥ يناير ٢٠٢٦", "۱۵ دی ۱۴۰۴", "５年前 ２０２６年１月５日",
                           "令和8年1月5日", "5 มกราคม 2569", "๕ มกราคม ๒๕๖๙", "民國115年1月5日"})
    EXPECT_EQ(published(std::string("<h1>Ferry</h1><p class=date>") + line + "</p>"), "2026-01-05")
        << line;
  EXPECT_EQ(published("<h1>船</h1><p>令和元年6月5日</p>"), "2019-06-05");
}

TEST(PageDates, ReadsBarsBetweenTheNumbers) {
  EXPECT_EQ(published("<h1>Ferry returns</h1><td>26 | 01 | 2026</td>"), "2026-01-26");
  EXPECT_EQ(published("<h1>Ferry returns</h1><p>1 | 2 | 2026</p>"), "") << "page numbers";
}

TEST(PageDates, AnAddressThatIsShownIsNoDate) {
  EXPECT_EQ(published("<h1>Ferry returns</h1><p>https://example.org/2021/jan21/x</p>"), "");
}

TEST(PageDates, AClockTimeMayStandBesideItsDay) {  // 23:17 UTC is 00:17 in Vienna's winter
  EXPECT_EQ(published("<meta property=article:published_time content=2026-01-04T23:17:00Z>"
                      "<h1>Fähre</h1><span>5. Januar 2026</span> <span>00:17 Uhr</span>"),
            "2026-01-05T00:17:00+01:00");
}

TEST(PageDates, TakesNoZoneThatDoesNotExist) {  // -08:45 is none, +08:45 is Eucla's
  const auto page = [](const char* line) {
    return published(
        std::string("<meta property=article:published_time content=2026-01-05T03:00:00Z>"
                    "<h1>Ferry</h1><p class=date>") +
        line + "</p>");
  };
  EXPECT_EQ(page("4 January 2026, 18:15"), "2026-01-05T03:00:00Z");
  EXPECT_EQ(page("4 January 2026, 18:00"), "2026-01-04T18:00:00-09:00");
}

TEST(PageDates, AMomentOfBuildingYieldsToTheEarlierDayByTheHeading) {
  const auto page = [](const std::string& line) {
    return published(with_json_ld(R"({"@type":"Article","headline":"Ferry",
      "datePublished":"2026-01-20T05:10:15Z","dateModified":"2026-01-20T05:10:15Z"})") +
                     "<h1>Ferry</h1><p class=date>" + line + "</p>");
  };
  EXPECT_EQ(page("14 May 2025"), "2025-05-14");
  EXPECT_EQ(page("20 January 2026"), "2026-01-20T05:10:15Z");
  EXPECT_EQ(page("Updated 14 May 2025"), "2026-01-20T05:10:15Z") << "no day of publication";
}

TEST(PageDates, ALeadCalledATeaserIsBetterThanAChange) {
  EXPECT_EQ(published("<meta property=article:modified_time content=2026-01-12T17:18:08Z>"
                      "<h1>Ferry</h1><p class=teaser>9 January 2026</p>"),
            "2026-01-09");
}

TEST(ScriptDates, TellTheDayWhereNothingElseDoes) {
  for (const char* script :
       {R"({"props":{"article":{"title":"x","datePublished":"2026-01-05T10:00:00Z"}}})",
        R"(window.__STATE__ = {"publishedAt": "2026-01-05T10:00:00Z", "createdAt":"2026-01-02"})",
        R"(window.__STATE__ = "{\"publish_date\":\"2026-01-05T10:00:00Z\"}")",
        R"({"publishDate":1767607200000})"}) {
    const Metadata m = read_metadata(std::string("<h1>Ferry</h1><script>") + script + "</script>");
    EXPECT_EQ(m.date_published, "2026-01-05T10:00:00Z") << script;
    EXPECT_EQ(m.sources.at("date_published"), "script");
  }
}

TEST(PageDates, AMetaThatSaysOnlyDateIsNotLaterThanAChangeTheHeadingShows) {
  const std::string head = "<meta name=date content=2026-01-06T11:52:23>";
  EXPECT_EQ(published(head + "<h1>Ferry</h1><p>Stand: 05.01.2026 18:00 Uhr</p>"),
            "2026-01-05T18:00:00");
  EXPECT_EQ(published(head + "<h1>Ferry</h1><p>Stand: 08.01.2026 18:00 Uhr</p>"),
            "2026-01-06T11:52:23");
}

TEST(PageDates, TwoMetasThatSayOnlyDateLoseToTheDayOfTheLead) {
  EXPECT_EQ(published("<meta name=date content=2026-01-03T15:38:44+01:00>"
                      "<meta name=dc.date content=2026-01-03T15:38:44+01:00>"
                      "<h1>Ferry</h1><div class=teaser><p>09.01.2026</p><p>It is back.</p></div>"),
            "2026-01-09");
}

TEST(PageDates, SeveralMarkedDaysFarFromTheHeadingAreAList) {
  std::string page = "<meta name=date content=2026-01-03><h1>Wines of the bay</h1>";
  for (int i = 0; i < 60; ++i) page += "<p>A line of text <b>about</b> wine.</p>";
  const std::string one = page + "<p class=date>10.01.2026 18:00 Uhr</p>";
  EXPECT_EQ(published(one), "2026-01-10T18:00:00");
  EXPECT_EQ(published(one + "<p class=date>20.01.2026 18:00 Uhr</p>"), "2026-01-03");
}

TEST(PageDates, ADayShownWithItsTimeIsTheNewsroomsOwn) {  // JSON-LD took its zone twice
  const std::string page =
      "<meta property=article:published_time content=2026-01-06T02:00:00Z>"
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\","
      "\"datePublished\":\"2026-01-05T21:00:00-05:00\"}</script><h1>Ferry</h1>";
  EXPECT_EQ(published(page + "<p>6 January 2026 - 2:00 a. m.</p>"), "2026-01-06T02:00:00Z");
  EXPECT_EQ(published(page + "<p>Nothing of days.</p>"), "2026-01-05T21:00:00-05:00");
}

TEST(PageDates, OfTwoDeclaredDaysThePageShowsItsOwn) {
  const std::string page =
      "<meta property=article:published_time content=2026-01-09T14:25:00+00:00>"
      "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"Ferry\","
      "\"datePublished\":\"2026-01-05T10:25:56+00:00\"}</script><h1>Ferry</h1>";
  EXPECT_EQ(published(page + "<p>9 January 2026</p>"), "2026-01-09T14:25:00Z");
  EXPECT_EQ(published(page + "<p>Nothing of days.</p>"), "2026-01-05T10:25:56Z");
}

TEST(PageDates, EightDigitsOfTheAddressMendADayByOneAndSayNothingElse) {
  const std::string page =
      "<meta property=article:published_time content=2026-01-06T00:53:29Z><h1>Ferry</h1>";
  const auto at = [&](const char* url) { return read_metadata(page, url).date_published; };
  EXPECT_EQ(at("https://news.example.org/ferry-nid05012026"), "2026-01-05");
  EXPECT_EQ(at("https://news.example.org/ferry-nid15012026"), "2026-01-06T00:53:29Z");
  EXPECT_EQ(at("https://news.example.org/ferry-45992026"), "2026-01-06T00:53:29Z");
}

TEST(PageDates, ATipByTheHeadingTellsTheDayThatIsShownAsSoLongAgo) {
  EXPECT_EQ(published("<h1>Ferry returns</h1><p><span title='Wednesday, January 7, 2026 at 10:41 "
                      "AM'>3 days ago</span></p>")
                .substr(0, 10),
            "2026-01-07");
  EXPECT_EQ(published("<h1>Ferry returns</h1><p>5 January 2026</p><p><span title='4 March "
                      "2026'>last seen</span></p>")
                .substr(0, 10),
            "2026-01-05");
  EXPECT_EQ(published("<h1>Ferry returns</h1><a href=/x title='Report of 4 March 2026'>More</a>"),
            "");
}

TEST(PageDates, TheFirstCommentIsTheQuestionOfAForum) {
  const std::string page =
      "<h1>Which ferry is it?</h1><div class=comment><p>05.01.2026</p><p>Which one?</p></div>"
      "<div class=comment><p>06.01.2026</p><p>The old one.</p></div>";
  EXPECT_EQ(read_metadata(page, "https://example.org/forum/which-ferry").date_published,
            "2026-01-05");
  EXPECT_EQ(read_metadata(page, "https://example.org/news/which-ferry").date_published, "");
}

TEST(ScriptDates, AreSilentWhenTheyNameSeveralDays) {
  EXPECT_EQ(published(R"(<h1>Ferry</h1><script>[{"publishedAt":"2026-01-05"},
                         {"publishedAt":"2026-01-06"}]</script>)"),
            "");
  EXPECT_EQ(published(R"(<h1>Ferry</h1><script>{"createdAt":"2026-01-05",
                         "comments":[{"createdAt":"2026-01-06"}]}</script>)"),
            "");
}

TEST(ScriptDates, YieldToAMarkedDateAndReadNoOtherMember) {
  EXPECT_EQ(published(R"(<h1>Ferry</h1><time datetime=2026-01-07>x</time>
                         <script>{"publishedAt":"2026-01-05"}</script>)"),
            "2026-01-07");
  for (const char* script : {R"({"unpublishedAt":"2026-01-05"})", R"({"publisher":"2026-01-05"})",
                             "publishedAt = 2026-01-05", R"({"publishedAt":null})",
                             R"({"publishedAt":)", R"({"publishedAt)", R"("publishedAt":")"})
    EXPECT_EQ(published(std::string("<h1>Ferry</h1><script>") + script + "</script>"), "")
        << script;
}

TEST(ScriptDates, ReadNoMoreThanTheirBound) {
  const std::string much(1u << 20, ' ');
  Candidates candidates;
  const std::string script = much + R"({"publishedAt":"2026-01-05"})";
  collect_script_dates({script}, candidates);
  EXPECT_TRUE(candidates.of(Field::kPublished).empty());
}

}  // namespace
}  // namespace cuttings
