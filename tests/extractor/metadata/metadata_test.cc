#include "tests/extractor/metadata/read_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extractor/metadata/dateline.h"
#include "extractor/metadata/json_ld.h"
#include "extractor/metadata/json_repair.h"

namespace cuttings {
namespace {

using testing::ElementsAre;

TEST(Metadata, ReadsAnArticleOfJsonLd) {
  const Metadata m = read_metadata(with_json_ld(
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
    EXPECT_EQ(read_metadata(with_json_ld(json)).title, "Ferry returns") << json;
}

TEST(Metadata, MendsJsonLdThatIsNoJson) {  // as scripts and word processors write it
  for (const char* json :
       {"{'@type':'Article','headline':'Ferry returns','datePublished':'2026-01-05'}",
        R"({@type:"Article",headline:"Ferry returns",datePublished:"2026-01-05"})",
        R"({"@type":"Article","headline":"Ferry returns","datePublished":"2026-01-05","x":{"na)",
        R"({"@type":"Article","headline":"Ferry returns","datePublished":"2026-01-05","author")",
        "{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Ferry returns&quot;,"
        "&quot;datePublished&quot;:&quot;2026-01-05&quot;}",
        "{“@type”:“Article”,“headline”:“Ferry returns”,“datePublished”:“2026-01-05”}"}) {
    const Metadata m = read_metadata(with_json_ld(json));
    EXPECT_EQ(m.title, "Ferry returns") << json;
    EXPECT_EQ(m.date_published, "2026-01-05") << json;
  }
}

TEST(Metadata, ReadsAuthorsOfJsonLdInEveryForm) {
  for (const char* author :
       {R"({"@type":"Person","name":"Ann Lee"})", R"("Ann Lee")", R"(["Ann Lee"])",
        R"([{"name":["Ann Lee"]}])", R"({"@list":[{"name":"Ann Lee"}]})",
        R"({"givenName":"Ann","familyName":"Lee"})", R"({"name":{"@value":"Ann Lee"}})",
        R"({"name":"Lee, Ann"})", R"([[{"name":"Ann Lee"}]])", R"(["Ann Lee",null,7,{},""])"})
    EXPECT_THAT(
        read_metadata(with_json_ld(std::string(R"({"@type":"Article","headline":"Ferry",)") +
                                   R"("author":)" + author + "}"))
            .authors,
        ElementsAre("Ann Lee"))
        << author;
}

TEST(Metadata, FindsAnAuthorThatAnotherScriptNames) {
  const std::string person = with_json_ld(R"({"@type":"Person","@id":"#ann","name":"Ann Lee"})");
  const auto article = [](const char* id) {
    return with_json_ld(std::string(R"({"@graph":[{"@graph":[{"@type":"Article","headline":"F",)") +
                        R"("author":{"@id":")" + id + R"("}}]}]})");
  };
  EXPECT_THAT(read_metadata(person + article("#ann")).authors, ElementsAre("Ann Lee"));
  EXPECT_TRUE(read_metadata(person + article("#bo")).authors.empty()) << "names nobody";
}

TEST(Metadata, TakesNothingThatATemplateLeftUnfilled) {
  const Metadata m = read_metadata(
      with_json_ld(R"({"@type":"Article","headline":"{{ title }}","datePublished":"undefined",
        "author":{"name":"undefined"},"articleSection":"null","description":"[object Object]"})"));
  EXPECT_EQ(m.title + m.date_published + m.section + m.description, "");
  EXPECT_TRUE(m.authors.empty());
  EXPECT_TRUE(m.sources.find("title") == m.sources.end());
}

TEST(Metadata, ReadsDatesOfJsonLdThatAreNumbersOrValues) {
  const auto page = [](const char* date) {
    return read_metadata(with_json_ld(R"({"@type":"Article","headline":"F","datePublished":)" +
                                      std::string(date) + "}"))
        .date_published;
  };
  EXPECT_EQ(page("1767607200"), "2026-01-05T10:00:00Z");
  EXPECT_EQ(page("1767607200000"), "2026-01-05T10:00:00Z");
  EXPECT_EQ(page("20260105"), "2026-01-05");
  EXPECT_EQ(page(R"({"@type":"Date","@value":"2026-01-05"})"), "2026-01-05");
  for (const char* bad : {"null", "0", "1", "-1", "1e300", "true", "[]", "{}", "[null]"})
    EXPECT_EQ(page(bad), "") << bad;
}

TEST(Metadata, SurvivesHostileJsonLd) {
  const std::string deep(100000, '[');
  const std::string number(10u << 20, '9');
  EXPECT_EQ(read_metadata(with_json_ld(deep)).title, "");
  Candidates candidates;
  const std::string script = "{\"@type\":\"Article\",\"headline\":" + number + "}";
  collect_json_ld({script}, "", candidates);
  EXPECT_TRUE(candidates.of(Field::kTitle).empty());
  EXPECT_EQ(read_metadata(with_json_ld("{\"@type\":\"Article\",\"headline\":1e999}")).title, "");
  std::string authors = "{\"@type\":\"Article\",\"author\":[";
  for (int i = 0; i < 10000; ++i)
    authors += (i ? ",\"A B" : "\"A B") + std::string(1, static_cast<char>('a' + i % 26)) + "\"";
  const Metadata many = read_metadata(with_json_ld(authors + "]}"));
  EXPECT_EQ(many.authors.size(), 26u);
}

TEST(Metadata, LetsTheLastOfDuplicateKeysWin) {  // as JSON parsers do, RFC 8259 section 4
  EXPECT_EQ(
      read_metadata(with_json_ld(R"({"@type":"Article","headline":"One","headline":"Two"})")).title,
      "Two");
}

TEST(Metadata, TakesTheSiteNameOffTitles) {
  EXPECT_EQ(read_metadata("<title>Ferry returns | The Example</title><meta property=og:site_name "
                          "content='The Example'>")
                .title,
            "Ferry returns");
  EXPECT_EQ(read_metadata("<title>Ferry returns - Example.org</title>").title, "Ferry returns");
}

TEST(Metadata, DoesNotBelieveTheFutureOrCopyrightYears) {
  EXPECT_EQ(
      read_metadata("<meta property=article:published_time content=2031-01-01>").date_published,
      "");
  EXPECT_EQ(read_metadata("<body><footer>© 2024 Example</footer></body>").date_published, "");
}

TEST(Metadata, ReadsByLinesAndDatesOfHtml) {
  const Metadata m = read_metadata(
      "<html lang=en-GB><body><h1>Ferry returns</h1><p class=byline>By Ann Lee and Bo Ek</p>"
      "<time datetime='2026-01-03T08:10:00Z'>3 January</time><p>It left.</p>"
      "<div class=comments><time datetime='2026-01-09'>x</time></div></body></html>");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_EQ(m.date_published, "2026-01-03T08:10:00Z");
  EXPECT_EQ(m.language, "en-GB");
  EXPECT_EQ(m.sources.at("authors"), "html");
}

TEST(Metadata, PrefersThePageOwnArticleOverOthers) {
  const Metadata m = read_metadata(with_json_ld(
      R"([{"@type":"Article","url":"https://news.example.org/other","headline":"Other"},
    {"@type":"Article","url":"https://news.example.org/ferry","headline":"Ferry"}])"));
  EXPECT_EQ(m.title, "Ferry");
}

TEST(Metadata, KeepsCanonicalUrlsOnTheSite) {
  EXPECT_EQ(read_metadata("<link rel=canonical href='/a'>").canonical_url,
            "https://news.example.org/a");
  EXPECT_EQ(read_metadata("<link rel=canonical href='https://evil.test/a'>").canonical_url, "");
}

TEST(Metadata, FindsTheLicence) {
  EXPECT_EQ(
      read_metadata("<body><a href='https://creativecommons.org/licenses/by/4.0/'>CC</a></body>")
          .license,
      "https://creativecommons.org/licenses/by/4.0/");
}

// https://html.spec.whatwg.org/#names:-the-itemprop-attribute and schema.org/NewsArticle
TEST(Metadata, ReadsMicrodataOfTheArticleAndNotOfOtherItems) {
  const Metadata m = read_metadata(
      "<body><article itemscope itemtype=\"https://schema.org/NewsArticle\">"
      "<p itemprop=headline>Ferry returns</p><meta itemprop=datePublished content=2026-01-03>"
      "<meta itemprop=keywords content=\"sea, boats\">"
      "<p itemprop=author itemscope itemtype=\"https://schema.org/Person\">"
      "<span itemprop=name>Ann Lee</span></p>"
      "<p itemscope itemtype=\"https://schema.org/Offer\"><i itemprop=headline>Buy</i></p>"
      "</article></body>");
  EXPECT_EQ(m.title, "Ferry returns");
  EXPECT_EQ(m.date_published, "2026-01-03");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee"));
  EXPECT_THAT(m.tags, ElementsAre("sea", "boats"));
  EXPECT_EQ(m.sources.at("authors"), "microdata");
}

TEST(Metadata, TakesAKickerInTheHeadingsOwnElementOffTheTitle) {
  const std::string html =
      "<html><head><title>Harbour | Ferry returns to the bay</title>"
      "<meta property=og:title content='Harbour | Ferry returns to the bay'>"
      "<script type='application/ld+json'>"
      R"({"@type":"BlogPosting","headline":"Ferry returns to the bay"}</script></head>)"
      "<body><h1><span>Harbour</span> Ferry returns to the bay</h1><p>Text.</p></body></html>";
  EXPECT_EQ(read_metadata(html).title, "Ferry returns to the bay");
}

TEST(Metadata, TakesADayInTheHeadingOffATitleThatIsDeclaredBesideASiteNobodyNames) {
  EXPECT_EQ(read_metadata("<title>Ferry returns to the bay - Bayside Harbour</title>"
                          "<meta property=og:title content='Ferry returns to the bay - Bayside "
                          "Harbour'><h1><span>1 May 2025</span> Ferry returns to the bay</h1>")
                .title,
            "Ferry returns to the bay");
}

TEST(Metadata, ASectionThatIsAHeadingTooIsNotTheTitle) {
  EXPECT_EQ(read_metadata("<title>Notices - Ferry returns to the bay</title><h1>Notices</h1>"
                          "<h1>Ferry returns to the bay</h1>")
                .title,
            "Ferry returns to the bay");
}

TEST(Metadata, ADashLostBetweenTheElementsOfAHeadingComesBack) {
  EXPECT_EQ(
      read_metadata("<meta property=og:title content='Work at sea - \"We fix the deckchairs\"'>"
                    "<h1><span>Work at sea</span>\"We fix the deckchairs\"</h1>")
          .title,
      "Work at sea - \"We fix the deckchairs\"");
  EXPECT_EQ(read_metadata("<meta property=og:title content='Deckchair - white 30'>"
                          "<h1>Deckchair, white, 30</h1>")
                .title,
            "Deckchair, white, 30")
      << "other marks";
}

TEST(Metadata, ASubjectThatTheDomainIsMadeOfStaysInTheTitle) {
  EXPECT_EQ(read_metadata("<title>Puppy care - tips for all breeds | puppycare24</title>"
                          "<h1>Puppy care - tips for all breeds</h1>",
                          "https://www.puppycare24.example/")
                .title,
            "Puppy care - tips for all breeds");
}

TEST(Metadata, KeepsAHeadingWhoseEndIsADeclaredWordOnly) {  // "the bay" is no title of its own
  const std::string html =
      "<html><head><meta property=og:title content='the bay'></head>"
      "<body><h1>Ferry returns to the bay</h1><p>Text.</p></body></html>";
  EXPECT_EQ(read_metadata(html).title, "Ferry returns to the bay");
}

TEST(Metadata, LetsTheMajorityNameTheTitle) {
  const Metadata m = read_metadata(
      "<head><title>Ferry returns</title><meta property=og:title content=\"Ferry returns\"></head>"
      "<body><h1>News of the day</h1></body>");
  EXPECT_EQ(m.title, "Ferry returns");
}

TEST(Metadata, TheAddressHasTheWordsOfTheTitle) {  // written from the newsroom's first title
  const std::string page =
      "<head><title>Harbour in winter | Sea</title><meta property=og:title content=\"Harbour in "
      "winter\"></head><body><h1>The ferry comes back after ten years</h1></body>";
  EXPECT_EQ(read_metadata(page, "https://news.example.org/a/ferry-comes-back-after-years").title,
            "The ferry comes back after ten years");
  EXPECT_EQ(read_metadata(page, "https://news.example.org/a/4711").title, "Harbour in winter");
}

TEST(Metadata, APageMayBeCalledAsItsSite) {
  const Metadata m = read_metadata(
      "<head><meta name=application-name content=\"The ferry is back\"><title>The ferry is back"
      "</title></head><body><h1>The ferry is back</h1>");
  EXPECT_EQ(m.title, "The ferry is back");
}

TEST(Metadata, TwoScriptsOfOnePluginAreOneVoice) {
  const std::string script =
      R"(<script type="application/ld+json">{"@type":"Article","headline":"Ferry news"}</script>)";
  const std::string shown =
      "<title>The ferry is back | Sea</title><meta property=og:title content=\"The ferry is back\">"
      "<h1>The ferry is back</h1>";
  EXPECT_EQ(read_metadata(script + script + script + script + script + shown).title,
            "The ferry is back");
}

TEST(Metadata, ALesserHeadingShowsTheDeclaredHeadline) {
  const std::string declared =
      with_json_ld(R"({"@type":"NewsArticle","headline":"The ferry is back"})");
  EXPECT_EQ(
      read_metadata(declared + "<h1>Best ferry offers of the year</h1><h2>The ferry is back</h2>")
          .title,
      "The ferry is back");
}

TEST(Metadata, DropsUnknownSiteNamesAfterABarButNotInHeadings) {
  EXPECT_EQ(read_metadata("<title>Ferry returns | Sea Times</title><p>x</p>").title,
            "Ferry returns");
  EXPECT_EQ(read_metadata("<title>x</title><h1>Ferry | Part two</h1>").title, "Ferry | Part two");
  EXPECT_EQ(read_metadata("<h1>Ferries<a href=#f>\u00b6</a></h1>").title, "Ferries");
}

TEST(Metadata, DecodesReferencesInJsonLdTwice) {  // pages escape what is not HTML
  const Metadata m = read_metadata(with_json_ld(
      R"({"@type":"Article","headline":"Tom &amp;amp; <em>Eve&#8217;s</em> &eacute;t&eacute;"})"));
  EXPECT_EQ(m.title, "Tom & Eve\u2019s \u00e9t\u00e9");
}

TEST(Metadata, TakesEachTagOnceFromTheMostTrustedStatement) {
  const Metadata m = read_metadata(
      "<head><meta name=keywords content=\"other\"><meta property=article:tag content=Sea>"
      "<meta property=article:tag content=Boats><meta property=article:tag content=Sea></head>");
  EXPECT_THAT(m.tags, ElementsAre("Sea", "Boats"));
}

TEST(Metadata, ReadsLastModifiedUnlessItIsBeforePublication) {  // RFC 9110 section 8.8.2
  const auto document =
      Document::parse("<meta property=article:published_time content=2026-01-03>", {});
  ASSERT_TRUE(document.has_value());
  const auto modified = [&](const char* header) {
    return extract_metadata({*document, nullptr, header, kNow}).date_modified;
  };
  EXPECT_EQ(modified("Sun, 04 Jan 2026 10:00:00 GMT"), "2026-01-04T10:00:00Z");
  EXPECT_EQ(modified("Fri, 02 Jan 2026 10:00:00 GMT"), "");
}

TEST(Metadata, PrefersTheMomentWithItsZone) {  // 22:04 UTC is the next day in Vienna's summer
  const Metadata m = read_metadata(
      "<meta property=article:published_time content=2025-07-01T22:04:00Z>"
      "<h1>Ferry returns</h1><time datetime=2025-07-02T00:04:00+02:00>2 July</time>");
  EXPECT_EQ(m.date_published, "2025-07-02T00:04:00+02:00");
}

TEST(Metadata, ReadsADateThatOnlyTheTitleAttributeTells) {
  EXPECT_EQ(
      read_metadata("<h1>Ferry returns</h1><span class=post-date title=\"2 July 2025\"></span>")
          .date_published,
      "2025-07-02");
}

TEST(Metadata, KeepsTheNewsroomsDayOfAMomentInUtc) {  // 22:04 UTC is 00:04 in Vienna's summer
  const auto published = [](const std::string& line) {
    return read_metadata(
               "<meta property=article:published_time content=2025-10-18T22:04:00Z>"
               "<h1>Ferry returns</h1><p class=date>" +
               line + "</p>")
        .date_published;
  };
  EXPECT_EQ(published("19. Oktober 2025, 00:04"), "2025-10-19T00:04:00+02:00");
  EXPECT_EQ(published("19. Oktober 2025, 13:31"), "2025-10-18T22:04:00Z");  // another moment
}

TEST(Metadata, TakesNoDateOrNameFromComments) {
  const Metadata m = read_metadata(
      "<h1>Ferry returns</h1><p>Text</p><div class=comments><span class=author>Cy Orr</span>"
      "<time datetime=2026-01-05>5 January 2026</time></div>");
  EXPECT_EQ(m.date_published, "");
  EXPECT_TRUE(m.authors.empty());
}

TEST(Metadata, TakesTheHeadingThatTheTitleRepeats) {  // the <h1> is the site's banner
  const Metadata m = read_metadata(
      "<title>Ferry returns to the bay | Harbour Diary</title><h1>Harbour Diary</h1>"
      "<h2>Ferry returns to the bay</h2><p>By Ann Lee, 3 January 2026</p>");
  EXPECT_EQ(m.title, "Ferry returns to the bay");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee"));
  EXPECT_EQ(m.date_published, "2026-01-03");
}

TEST(Metadata, DropsASectionThatTheHeadingDoesNotSay) {
  EXPECT_EQ(
      read_metadata("<title>Ferry returns to the bay – Regional news</title>"
                    "<meta property=og:title content='Ferry returns to the bay – Regional news'>"
                    "<h1>Ferry returns to the bay</h1>")
          .title,
      "Ferry returns to the bay");
}

TEST(Metadata, AHeadingThatSaysTheSameWinsOverTheDeclaredTitleOutsideOfTheNews) {
  const std::string page =
      "<title>The 7 best harbour ferries for winter trips</title>"
      "<meta property=og:title content='The 7 best harbour ferries for winter trips'>"
      "<h1>Seven harbour ferries for your winter trips</h1><p>x</p>";
  EXPECT_EQ(read_metadata(page).title, "Seven harbour ferries for your winter trips");
  EXPECT_EQ(read_metadata(page + R"(<script type="application/ld+json">{"@type":"NewsArticle",
      "headline":"The 7 best harbour ferries for winter trips"}</script>)")
                .title,
            "The 7 best harbour ferries for winter trips");
  EXPECT_EQ(
      read_metadata("<title>The 7 best harbour ferries for winter trips</title>"
                    "<meta property=og:title content='The 7 best harbour ferries for winter trips'>"
                    "<h1>Welcome to our long diary</h1><p>x</p>")
          .title,
      "The 7 best harbour ferries for winter trips")
      << "a heading about something else";
}

TEST(Metadata, AKickerIsNoPartOfTheTitleThatIsDeclaredWithoutIt) {
  const std::string heading = "<h1>Winter timetable: Ferry returns to the bay</h1><p>x</p>";
  EXPECT_EQ(
      read_metadata("<meta property=og:title content='Ferry returns to the bay'>" + heading).title,
      "Ferry returns to the bay");
  EXPECT_EQ(read_metadata(heading).title, "Winter timetable: Ferry returns to the bay");
  EXPECT_EQ(
      read_metadata("<meta property=og:title content='Winter timetable: Ferry returns to the bay'>"
                    "<h1><span>Winter timetable</span> <span>Ferry returns to the bay</span></h1>")
          .title,
      "Winter timetable: Ferry returns to the bay");
}

TEST(Metadata, ReadsTheNameAfterALabel) {
  EXPECT_THAT(read_metadata("<h1>Ferry returns</h1><p><b>Autor:</b> Ann Lee</p>").authors,
              ElementsAre("Ann Lee"));
  EXPECT_THAT(read_metadata("<h1>Ferry returns</h1><p>By <a href=/x>Ann Lee</a></p>").authors,
              ElementsAre("Ann Lee"));
  EXPECT_TRUE(read_metadata("<h1>Ferry returns</h1><p><b>Foto:</b> Ann Lee</p>").authors.empty());
}

TEST(Metadata, ReadsNamesThatOnlyElementsPart) {
  EXPECT_THAT(read_metadata("<h1>Ferry returns</h1><div class=byline><span>Ann Maria Lee</span> "
                            "<span>Bo Ek</span> <span>Cy van der Orr</span></div>")
                  .authors,
              ElementsAre("Ann Maria Lee", "Bo Ek", "Cy van der Orr"));
}

TEST(Metadata, ReadsTheDateJustAboveTheHeadingAndInTheArticlesOwnFooter) {
  EXPECT_EQ(
      read_metadata("<p class=teaser-meta>02.01.2026</p><h1>Ferry returns</h1>").date_published,
      "2026-01-02");
  EXPECT_EQ(
      read_metadata("<article><h1>Ferry returns</h1><p>Text</p><footer class=meta>28.01.26</footer>"
                    "</article><footer>03.01.2020</footer>")
          .date_published,
      "2026-01-28");
}

TEST(Metadata, ReadsADateThatOpensTheFirstParagraph) {
  EXPECT_EQ(read_metadata("<h1>Ferry returns</h1><p>(18.01.2026) " + std::string(300, 'x') + "</p>")
                .date_published,
            "2026-01-18");
}

TEST(Metadata, PrefersADateThatSaysItIsOfPublication) {
  EXPECT_EQ(
      read_metadata(
          "<h1>Ferry returns</h1><p class=date>3 January 2026</p><p>Published: 5 January 2026</p>")
          .date_published,
      "2026-01-05");
  EXPECT_EQ(
      read_metadata("<h1>Fähre</h1><p>12.01.2026</p><p>Erstellt am: 05.01.2026</p>").date_published,
      "2026-01-05");
}

TEST(Metadata, TakesNoDateOfAnotherPageThatALinkNames) {
  EXPECT_EQ(read_metadata("<h1>Ferry returns</h1><p><em>5 January 2026</em></p><ul><li>"
                          "<a class=publication href=/34>Notice 34 of 3 January 2026</a></ul>")
                .date_published,
            "2026-01-05");
  EXPECT_EQ(read_metadata("<h1>Ferry returns</h1><a class=date href=/ferry>5 January 2026</a>")
                .date_published,
            "2026-01-05")
      << "a permanent link";
}

TEST(Metadata, TakesTheDayOfAnEventInASentenceOnlyForWantOfABetter) {
  const std::string event =
      "<p class=post-meta>The ferry that left the bay on 3 January 2026 has come back at last</p>";
  EXPECT_EQ(
      read_metadata("<h1>Ferry returns</h1>" + event + "<p>5 January 2026</p>").date_published,
      "2026-01-05");
  EXPECT_EQ(read_metadata("<h1>Ferry returns</h1>" + event).date_published, "2026-01-03");
}

TEST(Metadata, BelievesTheDayThatThreeKindsOfStatementGive) {
  const std::string day =
      "<meta name=date content=2026-01-06>"
      "<meta property=article:published_time content=2026-01-06T08:29:00>"
      "<h1>Ferry returns</h1><p>6 January 2026</p>";
  const auto page = [](const std::string& more) {
    return read_metadata(with_json_ld(R"({"@type":"Article","headline":"Ferry returns",)"
                                      R"("datePublished":"2026-01-04T07:29:00Z"})") +
                         more);
  };
  EXPECT_EQ(page(day).date_published, "2026-01-06T08:29:00");
  EXPECT_EQ(page("").date_published, "2026-01-04T07:29:00Z");
}

TEST(Metadata, ADayShownAsTheArticlesWinsOverAMetaThatSaysOnlyDate) {
  const std::string vague =
      "<meta name=date content=2026-01-09><meta name=dc.date content=2026-01-09>";
  EXPECT_EQ(read_metadata(vague + "<h1>Ferry returns</h1><p class=date>5 January 2026</p>")
                .date_published,
            "2026-01-05");
  EXPECT_EQ(read_metadata(vague + "<h1>Ferry returns</h1><p>Nothing of days.</p>").date_published,
            "2026-01-09");
}

TEST(Metadata, GuessesADateByThePartsOfAnUnknownMetaName) {
  EXPECT_EQ(read_metadata("<meta name=acme-published-date content=2026-01-05>").date_published,
            "2026-01-05");
  EXPECT_EQ(read_metadata("<meta name=cms_creationdate content=2026-01-05>").date_published,
            "2026-01-05");
  const Metadata m = read_metadata(
      "<meta name=acme-published-date content=2026-01-05>"
      "<meta name=acme_last_updated content=2026-01-07>");
  EXPECT_EQ(m.date_modified, "2026-01-07");
  for (const char* name : {"article:expiration_time", "event-date", "copyright-date", "publisher"})
    EXPECT_EQ(
        read_metadata("<meta name=" + std::string(name) + " content=2026-01-05>").date_published,
        "")
        << name;
}

TEST(Metadata, NeverTakesTheDayAnArchiveCopiedThePage) {
  const char* copy = "https://archive.example.org/web/20131110121040/http://example.org/ferry";
  EXPECT_EQ(read_metadata("<div>10 Nov 2013</div><h1>Ferry returns</h1>", copy).date_published, "");
  EXPECT_EQ(read_metadata("<div>10 Nov 2013</div><h1>Ferry returns</h1><p>4 April 2013</p>", copy)
                .date_published,
            "2013-04-04");
}

TEST(Metadata, NeverTakesACopyrightYearOrAnAbsurdDate) {
  for (const char* html :
       {"<h1>Ferry returns</h1><footer>© 2025 The Example</footer>",
        "<h1>Ferry returns</h1><p>Copyright 2019-2025</p>",
        "<meta property=article:published_time content=0000-00-00><h1>Ferry</h1>",
        "<meta property=article:published_time content=2026-02-30><h1>Ferry</h1>",
        "<meta property=article:published_time content=9999-12-31T00:00:00Z><h1>Ferry</h1>",
        "<meta property=article:published_time content=1970-01-01T00:00:00Z><h1>Ferry</h1>"})
    EXPECT_EQ(read_metadata(html).date_published, "") << html;
}

TEST(Metadata, SurvivesTenThousandAuthors) {
  std::string json = R"({"@type":"Article","headline":"Ferry","author":[)";
  for (int i = 0; i < 10000; ++i) {
    const std::string letters = {static_cast<char>('a' + i % 26),
                                 static_cast<char>('a' + i / 26 % 26),
                                 static_cast<char>('a' + i / 676)};
    json += (i == 0 ? "\"" : ",\"") + std::string("Ann Lee") + letters + "\"";
  }
  const Metadata m = read_metadata(with_json_ld(json + "]}"));
  EXPECT_EQ(m.title, "Ferry");
  ASSERT_FALSE(m.authors.empty());
  EXPECT_EQ(m.authors.front(), "Ann Leeaaa");
  EXPECT_LE(m.authors.size(), 50u);
}

TEST(Metadata, NamesTheSourceOfWhatContradictoryStatementsSupportBest) {
  const Metadata m = read_metadata(
      "<title>Ferry returns</title><meta property=og:title content='Win a prize'>"
      "<meta property=article:published_time content=2026-01-03T08:10:00Z>"
      "<h1>Ferry returns</h1><time datetime=2025-12-24>24 December 2025</time>");
  EXPECT_EQ(m.title, "Ferry returns");
  EXPECT_EQ(m.sources.at("title"), "html");
  EXPECT_EQ(m.date_published, "2026-01-03T08:10:00Z");
  EXPECT_EQ(m.sources.at("date_published"), "opengraph");
}

TEST(Metadata, KeepsAgenciesApartFromPersons) {
  const Metadata m =
      read_metadata("<meta name=author content='Ann Lee, dpa'><h1>Ferry returns</h1>");
  EXPECT_THAT(m.authors, ElementsAre("Ann Lee"));
  EXPECT_THAT(m.agencies, ElementsAre("dpa"));
  EXPECT_EQ(m.sources.at("agencies"), "meta");
}

TEST(Metadata, KeepsNotesOfCorrection) {
  const Metadata m = read_metadata(
      "<h1>Ferry returns</h1><p>Text</p><p><em><strong>Correction:</strong> The boat left at six, "
      "not seven.</em></p><p>Korrektur: Das Boot fuhr um sechs.</p><p>Corrections were made to the "
      "ramp.</p><div class=comments><p>Correction: you are wrong.</p></div>");
  EXPECT_THAT(m.corrections, ElementsAre("Correction: The boat left at six, not seven.",
                                         "Korrektur: Das Boot fuhr um sechs."));
}

TEST(Dateline, IsAPlaceInCapitalsOrWithADayOrAnAgency) {
  EXPECT_EQ(find_dateline("LONDON — The boat left."), "LONDON");
  EXPECT_EQ(find_dateline("NEW YORK (AP) — The boat left."), "NEW YORK (AP)");
  EXPECT_EQ(find_dateline("LONDON, March 3 (Reuters) - The boat left."),
            "LONDON, March 3 (Reuters)");
  EXPECT_EQ(find_dateline("Berlin (dpa) - Das Boot fuhr ab."), "Berlin (dpa)");
  EXPECT_EQ(find_dateline("Wien, 3. März – Das Boot fuhr ab."), "Wien, 3. März");
  EXPECT_EQ(find_dateline("КИЕВ — Паром ушёл."), "КИЕВ");
}

TEST(Dateline, IsNoKickerAndNoSentence) {
  for (const char* text :
       {"The boat - a ferry - left.", "Berlin - das ist eine Stadt.", "BREAKING - The boat left.",
        "Ann Lee (37) - a sailor - left.", "LONDON", "", "UPDATE 2 - The boat left."})
    EXPECT_EQ(find_dateline(text), "") << text;
}

TEST(JsonRepair, RefusesWhatIsTooDeepOrTooLarge) {
  EXPECT_EQ(repair_json(std::string(65, '[')), "");
  EXPECT_EQ(repair_json(std::string(kMaxJsonBytes + 1, ' ')), "");
  EXPECT_FALSE(is_json_within_limits(std::string(65, '{')));
}

}  // namespace
}  // namespace cuttings
