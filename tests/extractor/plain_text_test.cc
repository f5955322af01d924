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

/// Five texts, each with its own sentence, a plea under it and a label above.
std::vector<std::string> collection() {
  std::vector<std::string> texts;
  for (const char* place : {"harbour", "school", "mill", "bridge", "market"})
    texts.push_back(std::string("The long view\n\nThe ") + place +
                    " was shut for eleven days, and the council looked at the cost of the roof.\n\n"
                    "This newsroom is paid for by its readers.\n");
  return texts;
}

std::string sift_among(const std::vector<std::string>& texts, const std::string& text) {
  TextRepeats repeats;
  for (const std::string& one : texts) repeats.learn(one);
  PageInput page{text, "", "text/plain"};
  page.site.texts = &repeats;
  ExtractOptions options;
  options.report_blocks = true;
  const Result<Extraction> read = extract_text(std::move(page), options);
  for (const BlockReport& block : read->blocks)
    EXPECT_TRUE(block.is_kept || block.reason == Reason::kRunRepeat) << block.text;
  return read->article.text;
}

TEST(PlainText, LosesLinesThatTheTextsOfARunShare) {
  const std::vector<std::string> texts = collection();
  EXPECT_EQ(
      sift_among(texts, texts[0]),
      "The harbour was shut for eleven days, and the council looked at the cost of the roof.");
}

TEST(PlainText, KeepsWhatFewTextsShareAndCopies) {
  std::vector<std::string> texts = collection();
  texts.resize(3);
  EXPECT_EQ(sift_among(texts, texts[0]) + "\n", texts[0]) << "three texts prove nothing";

  const std::vector<std::string> copies(6, collection()[0]);
  EXPECT_EQ(sift_among(copies, copies[0]) + "\n", copies[0]) << "one text under six names";

  std::vector<std::string> many = collection();
  for (int i = 0; i < 6; ++i)
    many.push_back("The ferry number " + std::string(3, static_cast<char>('a' + i)) + " sailed.\n");
  EXPECT_EQ(sift_among(many, many[0]),
            "The long view\n\nThe harbour was shut for eleven days, and the council looked at the "
            "cost of the roof.")
      << "a short line that less than half of the texts have may be a heading";
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
