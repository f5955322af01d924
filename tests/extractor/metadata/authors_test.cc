#include "extractor/metadata/authors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuttings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> out;
  for (const AuthorName& author : parse_authors(text)) out.push_back(author.name);
  return out;
}

TEST(Authors, DropByWordsOfManyLanguages) {
  for (const char* text :
       {"By Ann Lee", "Von Ann Lee", "Par Ann Lee", "Por Ann Lee", "Door Ann Lee", "Autor: Ann Lee",
        "Автор: Ann Lee", "Written by Ann Lee"}) {
    EXPECT_THAT(names(text), ElementsAre("Ann Lee")) << text;
  }
}

TEST(Authors, SplitLists) {
  EXPECT_THAT(names("Ann Lee and Bo Ek"), ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_THAT(names("Von Ann Lee, Bo Ek und Cy Oz"), ElementsAre("Ann Lee", "Bo Ek", "Cy Oz"));
  EXPECT_THAT(names("Ann Lee; Ann Lee"), ElementsAre("Ann Lee"));
}

TEST(Authors, KeepParticles) {
  EXPECT_THAT(names("Ursula von der Au"), ElementsAre("Ursula von der Au"));
  EXPECT_THAT(names("Maria de la Cruz"), ElementsAre("Maria de la Cruz"));
}

TEST(Authors, DropRolesAddressesHandlesAndLinks) {
  EXPECT_THAT(names("Ann Lee, Senior Reporter"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Ann Lee ann@example.org"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Ann Lee @annlee"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("https://example.org/ann"), IsEmpty());
  EXPECT_THAT(names("By"), IsEmpty());
}

TEST(Authors, TellAgenciesFromPersons) {
  const auto authors = parse_authors("Ann Lee, dpa");
  ASSERT_EQ(authors.size(), 2u);
  EXPECT_FALSE(authors[0].is_organisation);
  EXPECT_TRUE(authors[1].is_organisation);
}

TEST(Authors, TurnCitationsRound) {
  EXPECT_THAT(parse_authors("Lee, Ann", NameForm::kLastNameFirst),
              ElementsAre(AuthorName{"Ann Lee", false}));
}

TEST(Authors, CutGluedByWordsButNotNames) {
  EXPECT_THAT(names("VonAnn Lee"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("ByAnn Lee"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Byron Lee"), ElementsAre("Byron Lee"));
}

TEST(Authors, KeepDeskAndAgencyAsOneOrganisation) {
  EXPECT_THAT(parse_authors("Von: det/dpa"), ElementsAre(AuthorName{"det/dpa", true}));
  EXPECT_THAT(names("Berlin/Hamburg"), IsEmpty());  // no agency: places
}

TEST(Authors, TellLabelsThatANameFollows) {
  for (const char* label : {"By", "Von", "Author:", "Autor:", "Par"})
    EXPECT_TRUE(is_by_label(label)) << label;
  for (const char* other : {"Foto:", "Share", "by", "By Ann Lee", ""})
    EXPECT_FALSE(is_by_label(other)) << other;
}

TEST(Authors, TakeNoNameFromPictureCredits) {
  EXPECT_EQ(after_by_word("Foto: Ann Lee"), "");
  EXPECT_EQ(after_by_word("Photographs by Ann Lee"), "");
}

}  // namespace
}  // namespace cuttings
