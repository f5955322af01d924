// What stands around an article's paragraphs and is none: lines about the author, signatures,
// counts, polls and sign-up boxes, links below a label.

#include <gtest/gtest.h>

#include "extractor/blocks/biography.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"

namespace cuttings {
namespace {

constexpr const char* kProse = "The boat left at dawn with forty people and a band on deck.";

/// An article of paragraphs that are surely text, with lines among them.
class ArticleEnd : public testing::Test {
 protected:
  /// What is kept of `before`, a paragraph, `line`, a paragraph and `after`; each line scores 0.8,
  /// each paragraph 0.98.
  std::string kept(const std::string& before, const std::string& line, const std::string& after) {
    const std::string prose = std::string("<p>") + kProse + " ";
    const std::string html =
        before + prose + "One.</p>" + prose + "Two.</p>" + line + prose + "Three.</p>" + after;
    document_.emplace(std::move(*Document::parse(html, {})));
    page_ = split_into_blocks(*document_);
    Judgement judgement;
    judgement.kinds[static_cast<std::size_t>(PageKind::kArticle)] = 1;
    for (const TextBlock& block : page_.blocks) {
      const std::string_view text = page_.text_of(block);
      judgement.probability.push_back(text.starts_with(kProse) ? 0.98f : score_);
      judgement.says.push_back(match_phrase(text, block.words));
    }
    const Decisions decisions =
        decide_blocks({*document_, page_, facts_, judgement, ExtractMode::kBalanced});
    std::string out;
    for (std::size_t i = 0; i < decisions.size(); ++i)
      if (decisions[i].is_kept && !page_.text_of(page_.blocks[i]).starts_with(kProse))
        out += (out.empty() ? "" : "|") + std::string(page_.text_of(page_.blocks[i]));
    return out;
  }
  std::string kept_amid(const std::string& line) {
    std::string more;  // lines about the author are looked for at the end, too
    for (const char* end : {"Four.", "Five.", "Six.", "Seven."})
      more += std::string("<p>") + kProse + " " + end + "</p>";
    return kept("", line, more);
  }
  std::string kept_at_end(const std::string& line) { return kept("", "", line); }

  std::optional<Document> document_;
  PageBlocks page_;
  PageFacts facts_;
  float score_ = 0.8f;
};

TEST_F(ArticleEnd, InitialsAndAgenciesBelowTheTextAreASignature) {
  for (const char* line :
       {"(ks)", "– ks", "dpa/ann", "(dpa/lsw)", "ks/dpa", "—Reuters", "[afp]", "(Reuters, ks)"})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), "") << line;
  for (const char* line : {"End", "(Applause)", "sold out", "2/3"})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), line);
  EXPECT_EQ(kept_amid("<p>(ks)</p>"), "(ks)");
}

TEST_F(ArticleEnd, WhatTheAuthorDoesIsNoTextHoweverSureTheScorerIs) {
  facts_.authors = {"Ann Lee"};
  score_ = 0.97f;
  for (const char* line :
       {"Ann Lee is a reporter in Northport.", "Ann Lee, 41, covers water and its towns.",
        "Ann Lee ist freie Autorin in Nordhafen.", "Ann Lee est journaliste au Courrier."})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), "") << line;
  for (const char* line : {"Ann Lee is back on the quay.", "Bo Ek is a reporter in Northport."})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), line);
}

TEST_F(ArticleEnd, AnAuthorsBoxAmidTheTextIsNone) {
  facts_.authors = {"Ann Lee"};
  EXPECT_EQ(kept_amid("<p>Ann Lee</p><p>Ann Lee has written about the sea since 2009.</p>"), "");
  EXPECT_EQ(kept_amid("<p>Ann Lee was on the quay.</p>"), "Ann Lee was on the quay.");
}

TEST_F(ArticleEnd, CountsAndLengthsAreNoText) {
  for (const char* line : {"345 shares", "1.2K views", "12 Kommentare", "6 min read", "01:34",
                           "3 minuti di lettura", "4 min 12 sec", "12 комментариев"})
    EXPECT_EQ(kept_amid(std::string("<p>") + line + "</p>"), "") << line;
  for (const char* line : {"345 people", "3 goals in 6 min", "1984"})
    EXPECT_EQ(kept_amid(std::string("<p>") + line + "</p>"), line);
}

TEST_F(ArticleEnd, APollAndASignUpFormAreBoxes) {
  EXPECT_EQ(kept_amid("<div><h3>Should the pool be heated?</h3><label><input type=radio>Yes"
                      "</label><label><input type=radio>No</label></div>"),
            "");
  EXPECT_EQ(kept_amid("<div><h3>The Tide</h3><p>Our best reading, with tea.</p>"
                      "<input type=email></div>"),
            "");
  EXPECT_EQ(kept_amid("<div><h3>The Tide</h3><p>Our best reading, with tea.</p>"
                      "<input type=text></div>"),
            "The Tide|Our best reading, with tea.");
  EXPECT_EQ(kept_amid("<div><p>Keeps for two days in a tin.</p>"
                      "<input type=radio name=stars-rating></div>"),
            "Keeps for two days in a tin.");
}

TEST_F(ArticleEnd, AFewLinksBelowALabelAreNoText) {
  EXPECT_EQ(kept_amid("<p>Читайте также:</p><p><a href=/a>Паром вернулся в порт</a></p>"), "");
  EXPECT_EQ(
      kept_amid("<ul><li>Olvassa el ezt is:<li><a href=/a>A komp visszatért a révbe</a></ul>"), "");
  const std::string link = "<li><a href=/a>The ferry is back again</a>";
  EXPECT_NE(
      kept_amid("<p>See also</p><ul>" + link + " 1" + link + " 2" + link + " 3" + link + " 4</ul>"),
      "");
  EXPECT_EQ(kept_amid("<p><a href=/a>The ferry is back again</a></p>"), "The ferry is back again");
}

TEST_F(ArticleEnd, AShortAppealAmidTheParagraphsIsNoText) {
  score_ = 0.97f;
  for (const char* line : {"Zapisz się na nasz newsletter", "Suscríbete a nuestra newsletter",
                           "Bültenimize abone olun", "Folgen Sie uns auf Google News"})
    EXPECT_EQ(kept_amid(std::string("<p>") + line + "</p>"), "") << line;
  const char* lead = "Want more? See the following:";
  EXPECT_EQ(kept_amid(std::string("<p>") + lead + "</p>"), lead);
}

TEST_F(ArticleEnd, ANoticeOfRightsOrOfTheAuthorsViewsIsNoText) {
  score_ = 0.97f;
  for (const char* line :
       {"© 2026 The Wire Service. All rights reserved.", "The author is a swimmer in Northport.",
        "(This story has not been edited by staff.)"})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), "") << line;
}

TEST_F(ArticleEnd, AnAppealToCommentOrToSignUpIsNoTextHoweverSureTheScorerIs) {
  score_ = 0.99f;
  for (const char* line :
       {"What do you think? Let us know in the comments!", "Share your thoughts in the comments.",
        "Sign up here to get the best of the coast.", "Get The Tide, our free weekly email.",
        "If you found this article useful, please share it with friends.",
        "Melden Sie sich für unseren Newsletter an.", "Dites-le-nous en commentaire !",
        "Apúntate aquí para recibir lo mejor.", "Fateci sapere nei commenti cosa ne pensate.",
        "Deixe a sua opinião nos comentários.", "Laat het ons weten in de reacties!",
        "Dajcie znać w komentarzach!", "Подпишитесь на нашу рассылку.", "Yorumlarda bize yazın!",
        "コメント欄で教えてください。", "欢迎在评论区留言。", "댓글로 알려주세요!"})
    EXPECT_EQ(kept_amid(std::string("<p>") + line + "</p>"), "") << line;
  for (const char* line :
       {"He said so in the comments below the film.", "She had signed up for our newsletter.",
        "“Let us know in the comments,” he said.", "Let us know where the boat is.",
        "The boat left at dawn with forty people on deck and a band; let us know in the comments.",
        "Recibe tu nombre del faro."})
    EXPECT_EQ(kept_amid(std::string("<p>") + line + "</p>"), line);
  EXPECT_NE(kept_amid("<ul><li>Sign up for our newsletter<li>Call us</ul>"), "");
}

TEST_F(ArticleEnd, WhatStandsAloneBelowTheTextIsNone) {
  score_ = 0.99f;
  for (const char* line :
       {"#ferry #harbour", "#Hafen", "-- ENDS --", "ENDS", "- Fin -", "— Einde persbericht —",
        "(完)", "（完）", "ann@courier.example", "홍길동 기자", "[북항=홍길동 기자]",
        "홍길동 북항일보 기자 hong@courier.example", "(编辑：王小明)", "原标题：北港要建新码头",
        "（原标题：北港要建新码头）", "審核：王小明"})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), "") << line;
  for (const char* line : {"The end", "By the river", "Fin", "#1 in the harbour",
                           "We asked a 기자.", "#ferry is a word", "Write to ann@courier.example"})
    EXPECT_EQ(kept_at_end(std::string("<p>") + line), line);
  EXPECT_EQ(kept_amid("<p>-- ENDS --</p>"), "");  // a company's description follows
  EXPECT_EQ(kept_amid("<p>#ferry #harbour</p>"), "#ferry #harbour");
  EXPECT_EQ(kept_at_end("<ul><li>#ferry</li><li>#harbour</li></ul>"), "#ferry|#harbour");
}

TEST_F(ArticleEnd, ReadingTimesAboveTheTextAreNoneHoweverSureTheScorerIs) {
  score_ = 0.96f;
  for (const char* line : {"6 min read", "Lesezeit: 6 Minuten", "Listen to this article · 6:12 min",
                           "Audio version available", "읽는 시간 6분"})
    EXPECT_EQ(kept(std::string("<p>") + line + "</p>", "", ""), "") << line;
  EXPECT_EQ(kept_amid("<p>6 min read</p>"), "6 min read");
}

TEST(TellsOccupation, NeedsACallingBehindBeing) {
  EXPECT_TRUE(tells_occupation(" is a staff writer at the Courier."));
  EXPECT_TRUE(tells_occupation(" — журналист отдела новостей."));
  EXPECT_TRUE(tells_occupation(" writes about water."));
  EXPECT_FALSE(tells_occupation(" is home. A reporter saw it."));
  EXPECT_FALSE(tells_occupation(""));
  EXPECT_FALSE(tells_occupation(","));
}

}  // namespace
}  // namespace cuttings
