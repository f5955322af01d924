// ArchiveReader over a store on disk: searches and histories.

#include "storage/archive_reader.h"

#include <gmock/gmock.h>

#include "storage/copy_store.h"
#include "storage/sqlite/database.h"
#include "storage/upkeep/take_down.h"
#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class ArchiveReaderTest : public StoreTest {
 protected:
  ArchiveReaderTest() : store_(open()) {}

  Article& add(const std::string& name, const std::string& text) {
    last_ = capture(text, "https://news.example.org/" + name);
    last_.article->url = last_.fetch.url;
    last_.article->metadata.title = name;
    last_.article->metadata.language = "en";
    last_.article->content_hash = text;
    return *last_.article;
  }
  void keep() { save(*store_, last_); }
  void add_and_keep(const std::string& name, const std::string& text) {
    add(name, text);
    keep();
  }

  /// Titles of what is found, in order.
  std::vector<std::string> found(const std::string& text, SearchPage page = {}) {
    std::vector<std::string> titles;
    for (const SearchHit& hit : hits(text, page)) titles.push_back(hit.title);
    return titles;
  }
  std::vector<SearchHit> hits(const std::string& text, SearchPage page = {}) {
    auto query = parse_search_query(text);
    EXPECT_TRUE(query) << text;
    auto reader = ArchiveReader::open(options_);
    EXPECT_TRUE(reader);
    if (!query || !reader) return {};
    auto found = (*reader)->search(*query, page);
    EXPECT_TRUE(found) << text << ": " << (found ? "" : found.error().message);
    return found ? std::move(*found) : std::vector<SearchHit>();
  }

  /// The index of scripts without spaces holds so many articles, and its parts fit.
  void expect_sound_index(int articles) {
    EXPECT_EQ(sql("SELECT count(*) FROM _unspaced_fts_docsize"), std::to_string(articles));
    auto db = sqlite::Database::open(options_.path, sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(db);
    EXPECT_TRUE(db->execute("INSERT INTO _unspaced_fts(_unspaced_fts) VALUES ('integrity-check')"));
  }

  std::unique_ptr<ArticleStore> store_;
  Capture last_;
};

TEST_F(ArchiveReaderTest, FindsWordsPhrasesPrefixesAndNot) {
  add_and_keep("ferry", "The ferry came back to the harbour.");
  add_and_keep("storm", "The storm kept the ferry in the harbour; back it came.");
  EXPECT_THAT(found("ferry harbour"), UnorderedElementsAre("ferry", "storm"));
  EXPECT_THAT(found("\"came back\""), ElementsAre("ferry"));
  EXPECT_THAT(found("ferry -storm"), ElementsAre("ferry"));
  EXPECT_THAT(found("harb*"), UnorderedElementsAre("ferry", "storm"));
  EXPECT_THAT(found("-\"came back\""), ElementsAre("storm"));
  EXPECT_THAT(found("title:storm"), ElementsAre("storm"));
  EXPECT_THAT(found("lighthouse"), IsEmpty());
}

TEST_F(ArchiveReaderTest, FoldsCaseAndAccents) {
  add_and_keep("cafe", "Das Café in der Straße öffnet.");
  EXPECT_THAT(found("CAFE offnet"), ElementsAre("cafe"));
}

TEST_F(ArchiveReaderTest, ATitlesWordCountsMost) {
  add_and_keep("other", "A long text in which the lamp is named: lamp, lamp.");
  add_and_keep("lamp", "It is lit again, the keeper says.");
  EXPECT_THAT(found("lamp"), ElementsAre("lamp", "other"));
}

TEST_F(ArchiveReaderTest, FiltersBySiteLanguageTagDateAndChange) {
  add("one", "The ferry left.").metadata.date_published = "2026-01-10T08:00:00+01:00";
  last_.article->metadata.tags = {"Sea"};
  keep();
  add("two", "The ferry came.").metadata.date_published = "2026-02-03";
  last_.article->metadata.language = "en-GB";
  keep();
  add("two", "The ferry came late.");
  keep();
  last_ = capture("Die Faehre kam.", "https://www.zeitung.test/drei");
  last_.article->metadata.title = "drei", last_.article->metadata.language = "de";
  last_.article->url = last_.fetch.url;
  keep();
  EXPECT_THAT(found("site:news.example.org"), UnorderedElementsAre("one", "two"));
  EXPECT_THAT(found("site:zeitung.test"), ElementsAre("drei"));
  EXPECT_THAT(found("lang:en"), UnorderedElementsAre("one", "two"));
  EXPECT_THAT(found("lang:en-gb -lang:de"), IsEmpty()) << "the last capture said only en";
  EXPECT_THAT(found("tag:sea"), ElementsAre("one"));
  EXPECT_THAT(found("ferry before:2026-02"), ElementsAre("one"));
  EXPECT_THAT(found("after:2026-01-10 before:2026-01-11"), ElementsAre("one"));
  EXPECT_THAT(found("is:changed"), ElementsAre("two"));
  EXPECT_THAT(found("is:gone"), IsEmpty());
}

TEST_F(ArchiveReaderTest, FindsTextWithoutSpaces) {
  add_and_keep("zh", "十一年后，渡轮回到了港口。");
  add_and_keep("ja", "灯台のランプが再び灯った。");
  add_and_keep("ko", "여객선이 항구로 돌아왔다.");
  EXPECT_THAT(found("渡轮回"), ElementsAre("zh"));
  EXPECT_THAT(found("渡轮"), ElementsAre("zh"));
  EXPECT_THAT(found("ランプ"), ElementsAre("ja"));
  EXPECT_THAT(found("灯"), ElementsAre("ja"));
  EXPECT_THAT(found("여객선"), ElementsAre("ko"));
  EXPECT_THAT(found("渡轮 灯台"), IsEmpty());
  EXPECT_THAT(found("-渡轮"), UnorderedElementsAre("ja", "ko"));
  EXPECT_THAT(hits("港口").at(0).snippet,
              ElementsAre(SnippetPart{"十一年后，渡轮回到了"}, SnippetPart{"港口", true},
                          SnippetPart{"。"}));
}

TEST_F(ArchiveReaderTest, FindsEachCharacterOfTextWithoutSpaces) {
  add_and_keep("zh", "他穿着T恤，\u00e9tude和iPhone手机在港");
  add_and_keep("rare", "\U00020000\u3402\uf900");  // of CJK extensions B and A, compatibility
  add_and_keep("th", "เรือกลับมาที่ท่า");
  for (const char* query :
       {"他", "穿着", "t恤", "T恤", "着t恤", "etude和iphone手", "港", "手机在港", "手*"})
    EXPECT_THAT(found(query), ElementsAre("zh")) << query;
  for (const char* query : {"\U00020000", "\u3402", "\uf900"})
    EXPECT_THAT(found(query), ElementsAre("rare")) << query;
  for (const char* query : {"เรือ", "ที่", "ท่า"})
    EXPECT_THAT(found(query), ElementsAre("th")) << query;
  for (const char* query : {"穿他", "港他", "恤着", "title:他", "author:他", "ทา"})
    EXPECT_THAT(found(query), IsEmpty()) << query;
}

TEST_F(ArchiveReaderTest, FollowsAChangedTextWithoutSpaces) {
  add_and_keep("zh", "渡轮回到了港口。");
  add_and_keep("zh", "灯塔又亮了。");
  EXPECT_THAT(found("渡轮"), IsEmpty());
  EXPECT_THAT(found("灯塔"), ElementsAre("zh"));
  add_and_keep("zh", "The ferry came back.");
  EXPECT_THAT(found("灯塔"), IsEmpty());
  add_and_keep("zh", "渡轮又回到了港口。");
  EXPECT_THAT(found("渡轮"), ElementsAre("zh"));
  expect_sound_index(1);
}

TEST_F(ArchiveReaderTest, TakesTextWithoutSpacesOutWithItsArticle) {
  add_and_keep("zh", "渡轮回到了港口。");
  add_and_keep("ja", "灯台のランプが再び灯った。");
  add_and_keep("en", "The ferry came back.");
  const std::string copy = directory_ + "/copy.db";
  ASSERT_TRUE(copy_store(options_, copy));
  ASSERT_TRUE(keep_only(copy, {2, 3}));
  EXPECT_EQ(sqlite3_says(copy, "SELECT group_concat(id) FROM _unspaced_fts_docsize"), "2");
  std::filesystem::remove(copy);  // else it needs the file that is written anew
  store_.reset();
  const auto down = take_down(options_, {"https://news.example.org/zh", "asked for"}, clock_);
  ASSERT_TRUE(down) << down.error().message;
  EXPECT_THAT(found("渡轮"), IsEmpty());
  EXPECT_THAT(found("ランプ"), ElementsAre("ja"));
  expect_sound_index(1);
}

TEST_F(ArchiveReaderTest, ShowsTheWordsInTheirSentence) {
  add_and_keep("ferry", "It was dawn.\n\nThe ferry came back.");
  std::string marked;
  const std::vector<SearchHit> found = hits("dawn");
  for (const SnippetPart& part : found.at(0).snippet)
    marked += part.is_match ? "[" + part.text + "]" : part.text;
  EXPECT_EQ(marked, "It was [dawn].  The ferry came back.");
}

TEST_F(ArchiveReaderTest, GivesPagesOfHits) {
  for (const char* name : {"a", "b", "c"}) add_and_keep(name, "The ferry came back.");
  EXPECT_THAT(found("", {.limit = 2}), ElementsAre("c", "b")) << "the newest first";
  EXPECT_THAT(found("", {.limit = 2, .offset = 2}), ElementsAre("a"));
}

TEST_F(ArchiveReaderTest, AnswersAnyQuery) {
  add_and_keep("ferry", "The ferry came back.");
  for (const char* text :
       {"\"", "a\"b", "NEAR(a b)", "title:", "a AND OR NOT b", "col:x", "'; DROP",
        "*",  "a*b*", "(((",       "{a b}",  "^ferry",         "\\",    "ferry\x01",
        "-",  "--a",  "\xff\xfe",  "渡\"轮", "title:\"渡",     "x'y",   "%_%"})
    hits(text);
}

TEST_F(ArchiveReaderTest, TellsTheHistoryOfAnArticle) {
  add_and_keep("ferry", "The ferry came back.");
  add("ferry", "The ferry came back late.").metadata.title = "Ferry is late";
  keep();
  auto reader = ArchiveReader::open(options_);
  ASSERT_TRUE(reader);
  auto history = (*reader)->history("https://news.example.org/ferry?utm_source=x");
  ASSERT_TRUE(history && *history);
  ASSERT_EQ((*history)->versions.size(), 2u);
  const VersionRecord& second = (*history)->versions[1];
  EXPECT_THAT(second.changed_fields, ElementsAre("title", "text"));
  EXPECT_EQ(second.words_added, 2);
  EXPECT_EQ(second.words_removed, 1);
  EXPECT_TRUE(second.is_current);
  EXPECT_EQ((*history)->versions[0].text, "The ferry came back.");
  EXPECT_EQ((*history)->gone_at, "");
  auto none = (*reader)->history("https://news.example.org/nothing");
  EXPECT_TRUE(none && !*none);
}

TEST_F(ArchiveReaderTest, ExcludesWordsBesideAllOtherKinds) {
  add("ferry", "The ferry came back.").metadata.date_published = "2026-02-03";
  keep();
  add("storm", "The ferry met a storm.").metadata.date_published = "2026-02-04";
  keep();
  add_and_keep("tokyo", "東京都の天気 ferry");
  EXPECT_THAT(found("-storm"), UnorderedElementsAre("tokyo", "ferry"));
  EXPECT_THAT(found("-storm -tokyo"), ElementsAre("ferry"));
  EXPECT_THAT(found("-storm ferry -back"), ElementsAre("tokyo"));
  EXPECT_THAT(found("東京 -storm"), ElementsAre("tokyo"));
  EXPECT_THAT(found("ferry -東京都 -storm"), ElementsAre("ferry"));
  EXPECT_THAT(found("東京 ferry 天気"), ElementsAre("tokyo"));
  EXPECT_THAT(found("ferry after:2026-02-04 site:example.org -is:gone lang:en"),
              ElementsAre("storm"));
  EXPECT_THAT(found("ferry -lang:en"), IsEmpty());
  EXPECT_THAT(found("ferry -site:example.org"), IsEmpty());
}

TEST_F(ArchiveReaderTest, ALanguageThatIsNotKnownIsNotTheOne) {
  add("none", "The ferry left.").metadata.language = "";
  keep();
  add("german", "The ferry came.").metadata.language = "de-AT";
  keep();
  EXPECT_THAT(found("lang:de"), ElementsAre("german"));
  EXPECT_THAT(found("ferry lang:de-at"), ElementsAre("german"));
  EXPECT_THAT(found("ferry -lang:de"), ElementsAre("none"));
  EXPECT_THAT(found("ferry lang:d"), IsEmpty());
}

// SQLite's own function counts all rows; below 1,000 of a phrase, so does ours.
TEST_F(ArchiveReaderTest, RelevanceIsThatOfSqliteWhereAllRowsAreCounted) {
  for (int i = 0; i < 40; ++i) {
    std::string text = "lamp";
    for (int n = 0; n < i % 7; ++n) text += i % 2 == 0 ? " lamp and keeper" : " harbour lamp";
    add_and_keep("title " + std::to_string(i) + (i % 5 == 0 ? " keeper" : ""), text);
  }
  auto db = sqlite::Database::open(options_.path, sqlite::OpenMode::kReadOnly);
  ASSERT_TRUE(db);
  int compared = 0;
  for (const char* words : {"lamp AND keeper", "keeper AND \"and keeper\"", "harb * AND lamp",
                            "(lamp) NOT (harbour OR nothing)"}) {
    auto rows = db->query(
        "SELECT relevance(articles_fts, 10.0, 3.0, 5.0, 1.0), bm25(articles_fts, 10.0, 3.0, 5.0,"
        " 1.0) FROM articles_fts WHERE articles_fts MATCH ?1",
        {std::string_view(words)});
    ASSERT_TRUE(rows);
    for (auto row = rows->next(); row && *row; row = rows->next(), ++compared)
      EXPECT_NEAR(rows->real(0), -rows->real(1), 1e-12) << words;
  }
  EXPECT_GT(compared, 60);
}

}  // namespace
}  // namespace cuttings
