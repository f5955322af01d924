// The verdict on 236 labelled pages of ours, its vocabulary, its words.

#include "extractor/verdict/verdict.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "extractor/extract.h"
#include "extractor/verdict/wall_files.h"
#include "extractor/verdict/wall_vocabulary.h"
#include "tests/verdict/fixtures.h"

namespace cuttings {
namespace {

Extraction read(const VerdictFixture& fixture) {
  PageInput page{fixture.html, "https://news.example/2026/03/story", "text/html; charset=utf-8"};
  page.transfer = fixture.transfer;
  auto extraction = extract(std::move(page), {});
  EXPECT_TRUE(extraction) << fixture.name;
  return extraction ? std::move(*extraction) : Extraction{};
}

struct Score {
  double precision = 0, recall = 0;
};

/// Macro averages over the verdicts: each counts the same, however many pages it has.
template <class Chosen>
Score score_of(const std::vector<VerdictFixture>& fixtures, const std::vector<Verdict>& answers,
               const Chosen& is_chosen) {
  std::array<int, kVerdicts> right{}, said{}, wanted{};
  for (std::size_t i = 0; i < fixtures.size(); ++i) {
    if (!is_chosen(fixtures[i])) continue;
    const auto want = static_cast<std::size_t>(fixtures[i].verdict);
    const auto got = static_cast<std::size_t>(answers[i]);
    ++wanted[want], ++said[got];
    right[want] += want == got;
  }
  Score score;
  for (std::size_t v = 0; v < kVerdicts; ++v) {
    score.precision += said[v] > 0 ? static_cast<double>(right[v]) / said[v] / kVerdicts : 0;
    score.recall += wanted[v] > 0 ? static_cast<double>(right[v]) / wanted[v] / kVerdicts : 0;
  }
  return score;
}

TEST(Verdict, IsRightOnLabelledPages) {
  const std::vector<VerdictFixture> fixtures = verdict_fixtures();
  ASSERT_GE(fixtures.size(), 200u);
  std::vector<Verdict> answers;
  for (const VerdictFixture& fixture : fixtures) {
    const Article article = read(fixture).article;
    answers.push_back(article.verdict);
    if (article.verdict == fixture.verdict) continue;
    std::printf("%s%s: %s\n", fixture.name.c_str(), fixture.is_held_out ? " (held out)" : "",
                std::string(verdict_name(article.verdict)).c_str());
  }
  const Score all = score_of(fixtures, answers, [](const VerdictFixture&) { return true; });
  std::printf("all: macro precision %.3f, recall %.3f\n", all.precision, all.recall);
  EXPECT_GE(all.precision, 0.95);
  EXPECT_GE(all.recall, 0.90);
  const Score unseen =
      score_of(fixtures, answers, [](const VerdictFixture& f) { return f.is_held_out; });
  std::printf("held out: macro precision %.3f, recall %.3f\n", unseen.precision, unseen.recall);
  EXPECT_GE(unseen.precision, 0.90);
  EXPECT_GE(unseen.recall, 0.90);
}

TEST(Verdict, EveryEvidenceAndVerdictIsDocumented) {
  std::ifstream in(std::string(CUTTINGS_SOURCE_DIR) + "/docs/verdicts.md");
  const std::string document{std::istreambuf_iterator<char>(in), {}};
  for (int i = 0; i < kEvidences; ++i) {
    const std::string name(evidence_name(static_cast<Evidence>(i)));
    EXPECT_NE(document.find("| `" + name + "` |"), std::string::npos) << name;
  }
  for (std::size_t i = 0; i < kVerdicts; ++i) {
    const std::string name(verdict_name(static_cast<Verdict>(i)));
    EXPECT_NE(document.find("| `" + name + "` |"), std::string::npos) << name;
    EXPECT_FALSE(verdict_text(static_cast<Verdict>(i)).empty()) << name;
  }
}

TEST(Verdict, AWallHasNoQualityAndAnArticleHas) {
  for (const VerdictFixture& fixture : verdict_fixtures()) {
    const Article article = read(fixture).article;
    EXPECT_GE(article.quality, 0) << fixture.name;
    EXPECT_LE(article.quality, 1) << fixture.name;
    if (!has_usable_text(article.verdict)) {
      EXPECT_EQ(article.quality, 0) << fixture.name;
    }
    if (article.verdict == Verdict::kArticle && fixture.verdict == Verdict::kArticle) {
      EXPECT_GT(article.quality, 0.3) << fixture.name;
    }
  }
}

TEST(WallVocabulary, EveryLineHasAKnownFormAndEverySectionAPhrase) {
  std::string problem;
  read_wall_vocabulary(wall_files(), problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(wall_files().size(), 16u);
  for (const std::string_view file : wall_files().subspan(1))
    for (std::size_t topic = 0; topic < kTopics; ++topic)
      EXPECT_NE(file.find("[" + std::string(topic_name(static_cast<Topic>(topic))) + "]"),
                std::string_view::npos)
          << file.substr(0, 200);
}

TEST(WallVocabulary, ALineOfNoKnownFormIsNamed) {
  std::string problem;
  const std::array<std::string_view, 1> files = {"[bot_page]\nid good\nnonsense here\n"};
  read_wall_vocabulary(files, problem);
  EXPECT_EQ(problem, "nonsense here");
}

}  // namespace
}  // namespace cuttings
