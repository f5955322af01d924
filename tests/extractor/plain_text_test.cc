#include "extractor/plain_text.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

Extraction sift(std::string text) {
  ExtractOptions options;
  options.report_blocks = true;
  Result<Extraction> extraction = extract_text({std::move(text), "", "text/plain"}, options);
  return extraction ? std::move(*extraction) : Extraction{};
}

TEST(PlainText, LosesLinesThatAreAllClutterInSeveralLanguages) {
  const Extraction read = sift(
      "Skip to main content\nBREAKING NEWS\n\nThe boat left at dawn with eleven people.\n\n"
      "READ MORE: Ferry returns after eleven years\n\n16x9 Image\n"
      "Das Schiff legte im Morgengrauen ab.\r\n\r\nLesen Sie auch: Die Fähre kehrt zurück\n\n"
      "Паром вышел на рассвете.\n\nЧитайте также: паром вернулся\n\n"
      "船は夜明けに出た。\n\n関連記事\n\nPublicité\nLe bateau est parti à l'aube.\n");
  EXPECT_EQ(read.article.text,
            "The boat left at dawn with eleven people.\n\n"
            "Das Schiff legte im Morgengrauen ab.\n\nПаром вышел на рассвете.\n\n"
            "船は夜明けに出た。\n\nLe bateau est parti à l'aube.");
}

TEST(PlainText, LeavesProseThatMentionsSuchWords) {
  const std::string prose =
      "Read more books, the minister told the pupils of the coast.\n\n"
      "Share the catch, he said, and nobody goes hungry.\n"
      "Advertisement revenue fell by a third, and newsletters did not make up for it.\n\n"
      "  Lesen Sie auch sonst so viel?\n\n"
      "Реклама на набережной подорожала вдвое.";
  EXPECT_EQ(sift(prose).article.text, prose);
}

TEST(PlainText, SaysWhyOfEachLine) {
  const Extraction read = sift("Skip to main content\nThe boat left at dawn.\n");
  ASSERT_EQ(read.blocks.size(), 2u);
  EXPECT_EQ(read.blocks[0].reason, Reason::kSkipLink);
  EXPECT_FALSE(read.blocks[0].is_kept);
  EXPECT_EQ(read.blocks[1].reason, Reason::kBodyText);
  EXPECT_EQ(read.block_counts.kept, 1u);
}

TEST(PlainText, RefusesWhatIsNoText) {
  EXPECT_FALSE(extract_text({"%PDF-1.7 ...", "", "text/plain"}, {}).has_value());
  ExtractOptions small;
  small.limits.max_page_bytes = 10;
  const Result<Extraction> refused = extract_text({"more than ten bytes", ""}, small);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace cuttings
