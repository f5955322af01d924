#include "storage/search/search_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using Kind = SearchFilter::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

SearchQuery parsed(std::string_view text) {
  auto query = parse_search_query(text);
  EXPECT_TRUE(query) << text;
  return query ? std::move(*query) : SearchQuery();
}

std::string refused(std::string_view text) {
  auto query = parse_search_query(text);
  EXPECT_FALSE(query) << text;
  return query ? "" : query.error().message;
}

TEST(SearchQuery, WordsPhrasesPrefixesAndWhatIsLeftOut) {
  EXPECT_THAT(parsed("ferry \"came back\" har* -storm").terms,
              ElementsAre(SearchTerm{"ferry"}, SearchTerm{"came back"},
                          SearchTerm{.text = "har", .is_prefix = true},
                          SearchTerm{.text = "storm", .is_excluded = true}));
}

TEST(SearchQuery, FieldsInEitherCase) {
  const SearchQuery query =
      parsed("title:ferry Author:\"Ann Lee\" site:Example.org lang:DE tag:sea");
  EXPECT_THAT(query.terms, ElementsAre(SearchTerm{"ferry", SearchField::kTitle},
                                       SearchTerm{"Ann Lee", SearchField::kAuthor}));
  EXPECT_THAT(query.filters,
              ElementsAre(SearchFilter{Kind::kSite, "example.org"},
                          SearchFilter{Kind::kLanguage, "de"}, SearchFilter{Kind::kTag, "sea"}));
}

TEST(SearchQuery, DatesAndStates) {
  EXPECT_THAT(
      parsed("after:2026-01-02 before:2026 is:changed -is:gone").filters,
      ElementsAre(SearchFilter{Kind::kAfter, "2026-01-02"}, SearchFilter{Kind::kBefore, "2026"},
                  SearchFilter{Kind::kChanged}, SearchFilter{Kind::kGone, "", true}));
}

TEST(SearchQuery, WhatIsNoFieldIsWords) {
  EXPECT_THAT(parsed("10:30 https://example.org/x foo:bar site: a-b").terms,
              ElementsAre(SearchTerm{"10:30"}, SearchTerm{"https://example.org/x"},
                          SearchTerm{"foo:bar"}, SearchTerm{"site:"}, SearchTerm{"a-b"}));
}

TEST(SearchQuery, OpenQuotesAndMarksAloneAreNoFault) {
  EXPECT_THAT(parsed("\"came back").terms, ElementsAre(SearchTerm{"came back"}));
  EXPECT_THAT(parsed("- * \"\" -- () ^ title:\"\" \"").terms, IsEmpty());
  EXPECT_THAT(parsed("").terms, IsEmpty());
}

TEST(SearchQuery, ANulPartsWordsAsASpaceDoes) {
  using namespace std::string_literals;
  EXPECT_THAT(parsed("came\0back*"s).terms,
              ElementsAre(SearchTerm{"came"}, (SearchTerm{.text = "back", .is_prefix = true})));
}

TEST(SearchQuery, KnowsScriptsWithoutSpaces) {
  EXPECT_TRUE(parsed("渡轮").terms.at(0).is_unspaced);
  EXPECT_TRUE(parsed("여객선").terms.at(0).is_unspaced);
  EXPECT_FALSE(parsed("паром").terms.at(0).is_unspaced);
}

TEST(SearchQuery, RefusesDatesThatTheCalendarDoesNotHave) {
  for (const char* date : {"2026-02-30", "2026-02-29", "2026-13", "2026-00", "2026-04-31",
                           "2026-01-00", "2026-1-1", "26", "2026-02-03T"})
    for (const char* field : {"after:", "before:", "-after:"})
      EXPECT_EQ(refused(std::string(field) + date).substr(0, 9), "no date: ") << field << date;
  EXPECT_THAT(parsed("after:2024-02-29 before:2026-12-31").filters.size(), 2U);
}

TEST(SearchQuery, RefusesWithWordsWhatSaysNothing) {
  EXPECT_EQ(refused("after:tomorrow"), "no date: after:tomorrow");
  EXPECT_EQ(refused("is:blue"), "nothing is:blue");
  std::string many;
  for (int i = 0; i < 100; ++i) many += " word";
  EXPECT_EQ(refused(many), "the query has more than 64 parts");
  EXPECT_EQ(refused(std::string(1000, 'x')), "a word of the query is too long");
}

}  // namespace
}  // namespace cuttings
