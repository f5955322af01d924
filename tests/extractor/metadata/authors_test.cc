#include "extractor/metadata/authors.h"
#include "extractor/metadata/name_parts.h"

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

TEST(Authors, DropWhatSystemsWriteWhereNobodyIsKnown) {
  for (const char* text : {"admin",
                           "Administrator",
                           "wpadmin",
                           "webmaster",
                           "undefined",
                           "null",
                           "None",
                           "Unknown",
                           "Guest Author",
                           "{{author}}",
                           "%author%",
                           "[author]",
                           "[object Object]",
                           "Author Name",
                           "N/A",
                           "-",
                           "1",
                           "@annlee",
                           "ann@example.org",
                           "ann[at]example.org",
                           "/authors/ann",
                           "lorem ipsum dolor sit amet"})
    EXPECT_THAT(names(text), IsEmpty()) << text;
}

TEST(Authors, KeepDegreesAndGenerationsWithTheirName) {
  EXPECT_THAT(names("Ann Lee, PhD"), ElementsAre("Ann Lee, PhD"));
  EXPECT_THAT(names("Ann Lee, M.D., Bo Ek, Jr."), ElementsAre("Ann Lee, M.D.", "Bo Ek Jr."));
  EXPECT_THAT(names("Ann Lee, PhD, PhD, PhD"), ElementsAre("Ann Lee, PhD"));
  EXPECT_THAT(names("Prof. Dr. Ann Lee"), ElementsAre("Prof. Dr. Ann Lee"));
  EXPECT_THAT(names("J.R.R. Lee"), ElementsAre("J.R.R. Lee"));
  EXPECT_THAT(names("Ann Has Left. Bo Came"), IsEmpty()) << "a sentence";
}

TEST(Authors, DropPlacesPapersAndPicturesOfAByLine) {
  EXPECT_THAT(names("By Ann Lee, Bo Ek and Cy Oz for The Example"),
              ElementsAre("Ann Lee", "Bo Ek", "Cy Oz"));
  EXPECT_THAT(names("By Ann Lee, Special to The Example"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Ann Lee in Bayside"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Ann Lee [Bayside]"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Text: Ann Lee, Fotos: Bo Ek"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Photos by Bo Ek"), IsEmpty());
  EXPECT_THAT(names("Ann Lee, Bo Ek, et al."), ElementsAre("Ann Lee", "Bo Ek"));
}

TEST(Authors, SplitTwoFullNamesAtASlash) {
  EXPECT_THAT(names("Ann Lee/Bo Ek"), ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_THAT(names("Ann Lee／Bo Ek"), ElementsAre("Ann Lee", "Bo Ek"));
}

TEST(Authors, ReadNamesOfOtherScripts) {
  EXPECT_THAT(names("記者王小明／台北報導"), ElementsAre("王小明"));
  EXPECT_THAT(names("王小明、李四"), ElementsAre("王小明", "李四"));
  EXPECT_THAT(names("김철수 기자"), ElementsAre("김철수"));
  EXPECT_THAT(names("山田 太郎"), ElementsAre("山田 太郎"));
  EXPECT_THAT(names("بقلم محمد علي"), ElementsAre("محمد علي"));
  EXPECT_THAT(names("Автор: Иванова Мария Петровна"), ElementsAre("Иванова Мария Петровна"));
  EXPECT_THAT(names("Nguyễn Văn An"), ElementsAre("Nguyễn Văn An"));
}

TEST(Authors, DropOrnamentsAndUnseenMarks) {
  EXPECT_THAT(names("🚢 Ann Lee 🚢"), ElementsAre("Ann Lee"));
  EXPECT_THAT(names("Ann\u200B Lee\u200F"), ElementsAre("Ann Lee"));
}

TEST(NameParts, TellAStatementOfOnePersonFromAList) {
  for (const char* name : {"Lee, Ann", "van Dam, Ann Marie", "Lee, A. B."})
    EXPECT_TRUE(is_last_name_first(name)) << name;
  for (const char* other : {"Ann Lee, Bo Ek", "Lee, PhD", "Lee, Jr.", "Lee, Ann, Bo", "Lee, ",
                            "Lee", "Lee, senior reporter"})
    EXPECT_FALSE(is_last_name_first(other)) << other;
}

}  // namespace
}  // namespace cuttings
