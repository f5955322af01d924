#include <gtest/gtest.h>

#include <map>

#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

/// A page whose blocks the test scores by hand.
class Passes : public testing::Test {
 protected:
  void load(std::string html, std::vector<float> scores) {
    document_.emplace(std::move(*Document::parse(std::move(html), {})));
    page_ = split_into_blocks(*document_);
    ASSERT_EQ(page_.blocks.size(), scores.size());
    judgement_.probability = std::move(scores);
    judgement_.says.clear();
    for (const TextBlock& block : page_.blocks)
      judgement_.says.push_back(match_phrase(page_.text_of(block), block.words));
    judgement_.kinds[static_cast<std::size_t>(PageKind::kArticle)] = 1;
  }

  Decisions decide() {
    return decide_blocks(
        {*document_, page_, facts_, judgement_, mode_, memory_, "https://a.example/"});
  }

  std::string kept() {
    std::string out;
    const Decisions decisions = decide();
    for (std::size_t i = 0; i < decisions.size(); ++i)
      if (decisions[i].is_kept)
        out += (out.empty() ? "" : "|") + std::string(page_.text_of(page_.blocks[i]));
    return out;
  }

  std::optional<Document> document_;
  PageBlocks page_;
  PageFacts facts_;
  Judgement judgement_;
  ExtractMode mode_ = ExtractMode::kBalanced;
  const SiteMemory* memory_ = nullptr;
};

/// A site of which some texts are known.
class KnownTexts final : public SiteMemory {
 public:
  explicit KnownTexts(std::map<std::string, std::uint32_t> pages) {
    for (const auto& [text, count] : pages) pages_[block_hash(text)] = count;
  }
  std::vector<std::uint32_t> pages_with(std::string_view,
                                        std::span<const std::uint64_t> blocks) const override {
    std::vector<std::uint32_t> counts;
    for (const std::uint64_t block : blocks)
      counts.push_back(pages_.contains(block) ? pages_.at(block) : 0);
    return counts;
  }

 private:
  std::map<std::uint64_t, std::uint32_t> pages_;
};

constexpr const char* kLong = "The boat left at dawn with forty people and a band on deck.";

TEST_F(Passes, ProbableBlocksAreKept) {
  load(std::string("<p>") + kLong + "<p>Clutter of all kinds", {0.9f, 0.1f});
  EXPECT_EQ(kept(), kLong);
}

TEST_F(Passes, TheLinesAboveATextGoWhereTheyHaveNoElementOfTheirOwn) {
  facts_.title = "Ferry returns to the bay";
  facts_.authors = {"Ann Lee"};
  for (const char* line :
       {"14 March 2024", "Published: 14.03.2024, 09:30", "[Donnerstag, 14. März 2024]",
        "By Ann Lee", "Ann Lee", "Ann Lee, 14 March 2024", "Ferry returns to the bay",
        "Ferry returns to the bay 14 March 2024 By Ann Lee"}) {
    load(std::string("<div>") + line + "</div><p>" + kLong, {0.7f, 0.95f});
    EXPECT_EQ(kept(), kLong) << line;
  }
  for (const char* line : {"Nobody saw Ann Lee on the quay.", "In March 2024 the boat left.",
                           "Ferry returns to the bay that had waited for it."}) {
    load(std::string("<div>") + line + "</div><p>" + kLong, {0.7f, 0.95f});
    EXPECT_EQ(kept(), std::string(line) + "|" + kLong);
  }
}

TEST_F(Passes, ALineWithAnAuthorsNameAndAddressIsNoText) {
  facts_.authors = {"Ann Lee"};
  load(std::string("<p>") + kLong + "<p>Reach Ann Lee at ann@courier.example or 555 0100.",
       {0.95f, 0.95f});
  EXPECT_EQ(kept(), kLong);
  load(std::string("<p>") + kLong + "<p>Write to the harbour office at bay@office.example.",
       {0.95f, 0.95f});
  EXPECT_NE(kept(), kLong);
}

TEST_F(Passes, AMarkedLinkAndALineThatEndsWithAnAppealAreNoText) {
  for (const char* line : {"<a href=/b>▶ Bridge plans shelved again</a>",
                           "» <a href=/b>Bridge plans shelved again</a>",
                           "The coast, every Friday. <a href=/nl>Sign up</a>",
                           "Jeden Freitag von der Küste. <a href=/nl>Jetzt anmelden!</a>"}) {
    load(std::string("<p>") + line + "<p>" + kLong, {0.7f, 0.95f});
    EXPECT_EQ(kept(), kLong) << line;
  }
  for (const char* line : {"<a href=/b>Bridge plans were shelved again</a>",
                           "▶ The bridge was <a href=/b>shelved</a> again in the spring",
                           "They asked us to <a href=/nl>sign up</a> for the crossing"}) {
    load(std::string("<p>") + line + "<p>" + kLong, {0.7f, 0.95f});
    EXPECT_NE(kept(), kLong) << line;
  }
}

TEST_F(Passes, AnAppealAtTheEndNeedsASurerScoreThanOneAmidTheText) {
  const char* appeal = "Follow us on WhatsApp for the latest local news.";
  load(std::string("<p>") + kLong + "<p>" + appeal, {0.95f, 0.9f});
  EXPECT_EQ(kept(), kLong);
  load(std::string("<p>") + appeal + "<p>" + kLong, {0.9f, 0.95f});
  EXPECT_EQ(kept(), std::string(appeal) + "|" + kLong);
}

TEST_F(Passes, ATextGoesOnInItsCell) {
  const std::string last = "The freight will follow in May, when the ramp has been widened for it.";
  const auto table = [&](const char* between) {
    return std::string("<table><tr><td><p>") + kLong + "</p>" + between + "<p>" + last + "</table>";
  };
  load(table(""), {0.95f, 0.2f});
  EXPECT_EQ(kept(), std::string(kLong) + "|" + last);
  load(table("<td>"), {0.95f, 0.2f});  // another cell
  EXPECT_EQ(kept(), kLong);
}

TEST_F(Passes, CardsBelowALabelGoBesideBriefNews) {
  const std::string brief = std::string(kLong) + " Nobody had expected so many people on the quay.";
  std::string cards;
  for (int i = 0; i < 3; ++i)
    cards +=
        "<div class=c><h4><a href=/b>Bridge plans shelved again</a></h4><p>The council wants " +
        std::to_string(i) + " more surveys of the sea bed before it builds.</p></div>";
  const std::vector<float> scores = {0.95f, 0.3f, 0.6f, 0.95f, 0.6f, 0.95f, 0.6f, 0.95f};
  load("<p>" + brief + "<section><h3>Read also</h3>" + cards + "</section>", scores);
  EXPECT_EQ(kept(), brief);
  load("<p>" + brief + "<section><h3>The plans</h3>" + cards + "</section>", scores);
  EXPECT_NE(kept(), brief);
}

TEST_F(Passes, TheHeadingOfABoxGoesWithTheBox) {
  const std::string more = "The engine came from a lifeboat, the seats from a closed cinema.";
  load(std::string("<p>") + kLong +
           "<div><h3>The post in a box</h3><p>Leave us an address</div><p>" + more,
       {0.9f, 0.2f, 0.05f, 0.9f});
  EXPECT_EQ(kept(), std::string(kLong) + "|" + more);
}

constexpr const char* kPlea = "Our reporters live from readers such as you.";

TEST_F(Passes, WhatManyPagesOfTheSiteShareIsDropped) {
  load(std::string("<p>") + kLong + "<p>" + kPlea, {0.9f, 0.9f});
  const KnownTexts four({{kPlea, 4}}), three({{kPlea, 3}});
  memory_ = &four;
  EXPECT_EQ(kept(), kLong);
  EXPECT_EQ(decide()[1].reason, Reason::kSiteRepeat);
  memory_ = &three;
  EXPECT_EQ(kept(), std::string(kLong) + "|" + kPlea);
}

TEST_F(Passes, ACopyOfAWholeArticleIsNotEmptied) {
  load(std::string("<p>") + kLong + "<p>" + kPlea, {0.9f, 0.9f});
  const KnownTexts both({{kLong, 9}, {kPlea, 9}});
  memory_ = &both;
  EXPECT_EQ(kept(), std::string(kLong) + "|" + kPlea);
}

TEST_F(Passes, ShortBlocksAreNotRemembered) {
  load(std::string("<p>") + kLong + "<p>You will need", {0.9f, 0.9f});
  const KnownTexts known({{"You will need", 40}});
  memory_ = &known;
  EXPECT_EQ(kept(), std::string(kLong) + "|You will need");
}

TEST_F(Passes, ADoubtfulPageIsCutLower) {
  load("<p>one two three four five six<p>one two three four five seven<p>x", {0.34f, 0.33f, 0.01f});
  judgement_.kinds = {};
  EXPECT_EQ(kept(), "one two three four five six|one two three four five seven");
}

TEST_F(Passes, ModesMoveTheCut) {
  load(std::string("<p>") + kLong, {0.6f});
  mode_ = ExtractMode::kPrecision;
  EXPECT_EQ(kept(), "");
  mode_ = ExtractMode::kRecall;
  EXPECT_EQ(kept(), kLong);
}

TEST_F(Passes, WordsThatGiveClutterAwayOverruleTheScore) {
  load(std::string("<p>Skip to main content<p>") + kLong + "<p>READ MORE: <a href=/x>Another</a>",
       {0.99f, 0.9f, 0.99f});
  EXPECT_EQ(kept(), kLong);
  EXPECT_EQ(decide()[0].reason, Reason::kSkipLink);
  EXPECT_EQ(decide()[2].reason, Reason::kRelatedLinks);
}

TEST_F(Passes, WhatStandsInTheArticleBodyIsKept) {
  for (int i = 0; i < 5; ++i) facts_.article_body += std::string(kLong) + " ";
  load(
      std::string("<p>") + kLong + "<p>A band on deck is a band that nobody on the quay asked for.",
      {0.1f, 0.1f});
  EXPECT_EQ(kept(), kLong);
  EXPECT_EQ(decide()[0].reason, Reason::kStructuredData);
}

TEST_F(Passes, CaptionsGoToTheImages) {
  load(std::string("<p>") + kLong + "<figure><img src=a><figcaption>The boat</figcaption></figure>",
       {0.9f, 0.99f});
  EXPECT_EQ(decide()[1].reason, Reason::kCaption);
}

TEST_F(Passes, LongCaptionsWithLittleBesideThemAreTheText) {
  const std::string figure =
      std::string("<figure><img src=a><figcaption>") + kLong + "</figcaption></figure>";
  const std::string few = figure + figure + figure, many = few + figure;
  load("<p>The island." + many + "<figure><img src=a><figcaption>The quay</figcaption></figure>",
       std::vector<float>(6, 0.9f));
  EXPECT_TRUE(decide()[1].is_kept);
  EXPECT_EQ(decide()[5].reason, Reason::kCaption) << "too short to tell a story";
  load("<p>The island." + few, std::vector<float>(4, 0.9f));
  EXPECT_EQ(decide()[1].reason, Reason::kCaption) << "three are not many";
  std::string told;
  for (int i = 0; i < 2; ++i) told += std::string("<p>") + kLong + std::to_string(i) + ".</p>";
  load(told + many, std::vector<float>(6, 0.9f));
  EXPECT_EQ(decide()[2].reason, Reason::kCaption) << "the text is told beside them";
}

TEST_F(Passes, TheTitleIsNotText) {
  facts_.title = "Ferry returns after eleven years";
  load(std::string("<h1>Ferry Returns After Eleven Years</h1><p>") + kLong, {0.9f, 0.9f});
  EXPECT_EQ(kept(), kLong);
  EXPECT_EQ(decide()[0].reason, Reason::kTitle);
}

TEST_F(Passes, ALinkBehindWordsForRelatedArticlesIsNoTextHoweverLong) {
  const std::string link =
      "<a href=/b>The bridge that nobody wanted opens at last, and the whole town walks over "
      "it</a>";
  for (const char* label :
       {"Read also: ", "À lire aussi&nbsp;: ", "相关阅读：", "بیشتر بخوانید: "}) {
    load("<p><b>" + std::string(label) + "</b>" + link + "<p>" + kLong, {0.92f, 0.95f});
    EXPECT_EQ(kept(), kLong) << label;
  }
  for (const char* label : {"They wrote: ", "Source: "}) {
    load("<p><b>" + std::string(label) + "</b>" + link + "<p>" + kLong, {0.92f, 0.95f});
    EXPECT_NE(kept(), kLong) << label;
  }
}

TEST_F(Passes, ACaptionEndsWithItsMakerInManyScripts) {
  for (const char* caption : {"渡船停在北码头。摄影：王安", "北桟橋の渡し船。撮影：田中",
                              "Feribot iskelede. Fotoğraf: Ayşe Demir",
                              "کشتی در اسکله. عکس: آنا رضایی", "Chiếc phà. Ảnh: Nguyễn An"}) {
    load("<div><img src=a.jpg><div>" + std::string(caption) + "</div><p>" + kLong + "</div>",
         {0.85f, 0.95f});
    EXPECT_EQ(kept(), kLong) << caption;
  }
}

TEST_F(Passes, AnAccordionIsKeptAsAWhole) {
  const auto row = [](const char* last) {
    const char* text = "The boat goes every hour, as long as there is light.";
    std::string html = "<div>";
    for (const char* item : {text, text, last})
      html += "<div class=item><h3>When?</h3><div hidden><p>" + std::string(item) + "</div></div>";
    return html + "</div>";
  };
  load(row("The fare is four euros for all who are twelve or older."),
       {0.9f, 0.6f, 0.9f, 0.6f, 0.4f, 0.2f});
  EXPECT_TRUE(decide()[5].is_kept);
  load(row("The <a href=/fare>fare</a> is four euros for all who are twelve or older."),
       {0.9f, 0.6f, 0.9f, 0.6f, 0.4f, 0.2f});
  EXPECT_FALSE(decide()[5].is_kept);
  load(row("The fare is four euros for all who are twelve or older."),
       {0.9f, 0.6f, 0.4f, 0.2f, 0.4f, 0.2f});
  EXPECT_FALSE(decide()[5].is_kept);
}

TEST_F(Passes, ACreditLineAfterTheBodyStays) {
  load(std::string("<p>") + kLong + "<p>With reporting by AFP and Interfax", {0.9f, 0.1f});
  EXPECT_EQ(decide()[1].reason, Reason::kCreditLine);
  EXPECT_TRUE(decide()[1].is_kept);
}

TEST_F(Passes, ACreditLineFarFromTheBodyDoesNot) {
  load("<p>With reporting by AFP and Interfax", {0.1f});
  EXPECT_FALSE(decide()[0].is_kept);
}

TEST_F(Passes, APullQuoteIsKeptOnce) {
  load(std::string("<p>") + kLong + "<aside><p>" + kLong + "</aside>", {0.9f, 0.8f});
  EXPECT_EQ(kept(), kLong);
  EXPECT_EQ(decide()[1].reason, Reason::kRepeated);
}

TEST_F(Passes, AShortAnswerMayBeRepeated) {
  load(std::string("<p>Yes, it did.<p>") + kLong + "<p>Yes, it did.", {0.9f, 0.9f, 0.9f});
  EXPECT_EQ(kept(), std::string("Yes, it did.|") + kLong + "|Yes, it did.");
}

TEST_F(Passes, AHeadingNeedsTextBelowIt) {
  load(std::string("<h2>Inside</h2><p>") + kLong + "<h2>Latest from the harbour</h2>",
       {0.9f, 0.9f, 0.9f});
  EXPECT_EQ(kept(), std::string("Inside|") + kLong);
}

TEST_F(Passes, HeadingsAndCodeBetweenKeptTextStay) {
  load(std::string("<div><p>") + kLong + "<h2>Inside</h2><pre>a = b</pre><p>" + kLong + " Again." +
           "</div><h2>After</h2>",
       {0.9f, 0.2f, 0.05f, 0.9f, 0.2f});
  EXPECT_EQ(kept(), std::string(kLong) + "|Inside|a = b|" + kLong + " Again.");
}

TEST_F(Passes, ATableIsKeptWhole) {
  load("<table><tr><th>Year<th>Boats<tr><td>2025<td>3<tr><td>2026<td>4</table>",
       {0.1f, 0.2f, 0.9f, 0.9f, 0.9f, 0.9f});
  EXPECT_EQ(kept(), "Year|Boats|2025|3|2026|4");
}

TEST_F(Passes, MarksAndTimesAloneAreNoText) {
  load(std::string("<p>___<p><time>19:31 GMT</time><p>") + kLong, {0.9f, 0.9f, 0.9f});
  EXPECT_EQ(kept(), kLong);
}

TEST_F(Passes, EveryBlockEndsWithAReason) {
  load(std::string("<nav>a b</nav><p>") + kLong +
           "<footer>c</footer><div class=share-bar>d</div><div>e f</div>",
       {0, 0.9f, 0, 0, 0});
  const Decisions decisions = decide();
  EXPECT_EQ(decisions[0].reason, Reason::kNavigation);
  EXPECT_EQ(decisions[1].reason, Reason::kBodyText);
  EXPECT_EQ(decisions[2].reason, Reason::kSiteFrame);
  EXPECT_EQ(decisions[3].reason, Reason::kShareBar);
  EXPECT_EQ(decisions[4].reason, Reason::kOutsideBody);
}

TEST_F(Passes, ABoxThatAsksToSignUpGoesAsAWhole) {
  const std::string box =
      "<div><h3>The Morning Tide</h3><p>All you need before your coffee gets cold.</p>"
      "<form><button>Sign up</button></form></div>";
  load(std::string("<div><p>") + kLong + "</p>" + box + "<p>It came back at noon.</p></div>",
       {0.9f, 0.6f, 0.6f, 0.1f, 0.9f});
  EXPECT_EQ(kept(), std::string(kLong) + "|It came back at noon.");
  const Decisions decisions = decide();
  EXPECT_EQ(decisions[1].reason, Reason::kPromo);
  EXPECT_EQ(decisions[2].reason, Reason::kPromo);
}

TEST_F(Passes, TextThatIsSureOrBesideNoAppealIsNoBox) {
  const std::string lead = std::string("<div><p>") + kLong + "</p>";
  load(lead + "<div><p>The crew slept.</p><button>Sign up</button></div></div>",
       {0.9f, 0.9f, 0.1f});
  EXPECT_EQ(kept(), std::string(kLong) + "|The crew slept.");
  load(lead + "<div><p>The crew slept.</p><button>Show the map</button></div></div>",
       {0.9f, 0.6f, 0.1f});
  EXPECT_EQ(kept(), std::string(kLong) + "|The crew slept.");
}

TEST_F(Passes, AShopsOwnEntriesAreNoBoxes) {
  load("<div><p>Blue lamp, 40 cm</p><button>Add to cart</button></div>", {0.6f, 0.1f});
  judgement_.kinds = {};
  judgement_.kinds[static_cast<std::size_t>(PageKind::kProduct)] = 1;
  EXPECT_EQ(kept(), "Blue lamp, 40 cm");
}

TEST_F(Passes, APullQuoteIsARepeatAlsoWhereItIsHalfAParagraph) {
  const std::string said = "I watched it without sound by mistake and understood everything";
  load("<p>We had a good scene. " + said + ". So why talk?<aside>“" + said + ".”</aside><h2>“" +
           said + "”</h2><p>One was angry, he had learned four pages.",
       {0.9f, 0.8f, 0.8f, 0.9f});
  const Decisions decisions = decide();
  EXPECT_EQ(decisions[1].reason, Reason::kRepeated);
  EXPECT_TRUE(decisions[2].is_kept);  // a heading may quote the text
  judgement_.kinds = {};
  judgement_.kinds[static_cast<std::size_t>(PageKind::kForum)] = 1;
  EXPECT_TRUE(decide()[1].is_kept);  // an answer may quote the question
}

TEST_F(Passes, AFewDoubtfulWordsAreNoText) {
  load("<p>Nothing is here.", {0.45f});
  judgement_.kinds = {};  // the cut is low where the kind is in doubt
  EXPECT_EQ(kept(), "");
  load("<p>Blue lamp, 40 cm", {0.7f});
  EXPECT_EQ(kept(), "Blue lamp, 40 cm");
}

std::string of_words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "word" + std::to_string(i) + (i + 1 < count ? " " : "");
  return text;
}

TEST_F(Passes, AnArticlesCommentsGo) {
  const std::string body = of_words(100);
  for (const char* name : {"id=comments", "class='post entryComments'", "class=commentlist",
                           "id=commentaires", "class='block-kommentare'"}) {
    load("<p>" + body + "</p><div " + name + "><ol><li>Nice one, thank you!</ol></div>", {1, 1});
    EXPECT_EQ(kept(), body) << name;
  }
}

TEST_F(Passes, CommentsStayWhereTheyAreThePage) {
  load("<p>What now?</p><div id=comments><p>Try again.</div>", {1, 1});  // little is left without
  EXPECT_EQ(kept(), "What now?|Try again.");
  const std::string body = of_words(100), answer = "<ol class=comments><li>Try again.</ol>";
  facts_.declared_type = "qapage";
  load("<p>" + body + "</p>" + answer, {1, 1});
  EXPECT_EQ(kept(), body + "|Try again.");
  facts_.declared_type.clear();
  judgement_.kinds[static_cast<std::size_t>(PageKind::kArticle)] = 0.3f;
  EXPECT_EQ(kept(), body + "|Try again.");
}

TEST_F(Passes, ACommentaryIsNoComment) {
  const std::string body = of_words(100);
  for (const char* markup : {"<div class=commentary><p>So say I.</p></div>",
                             "<div class=kommentar><p>So say I.</p></div>",
                             "<pre><span class=comment>So say I.</span></pre>",
                             "<div class='comments message'><p>So say I.</p></div>"}) {
    load("<p>" + body + "</p>" + markup, {1, 1});
    EXPECT_EQ(kept(), body + "|So say I.") << markup;
  }
}

/// The scores of a text that is sure and of `count` blocks that are not.
std::vector<float> text_and(std::size_t count) {
  std::vector<float> scores(count + 1, 0.7f);
  scores[0] = 1;
  return scores;
}

std::string cards(int count, const std::string& more = "") {
  std::string html = "<div>";
  for (int i = 0; i < count; ++i)
    html += "<div class=card><h3><a href=/a>The old ferry is sold</a></h3><p>It leaves.</p>" +
            more + "</div>";
  return html + "</div>";
}

TEST_F(Passes, RowsOfCardsBelowAnArticleGo) {
  const std::string body = of_words(100);
  load("<p>" + body + "</p>" + cards(3), text_and(6));
  EXPECT_EQ(kept(), body);
  EXPECT_EQ(decide()[2].reason, Reason::kRelatedLinks);
  judgement_.kinds[static_cast<std::size_t>(PageKind::kArticle)] = 0.4f;
  facts_.declared_type = "newsarticle";
  EXPECT_EQ(kept(), body) << "so many cards that it looks like a list, but it says what it is";
}

TEST_F(Passes, CardsStayWhereTheyMayBeTheText) {
  const std::string body = of_words(100), text = of_words(90);
  load("<p>" + body + "</p>" + cards(2), text_and(4));
  EXPECT_NE(kept(), body) << "two are no row";
  load("<p>" + body + "</p>" + cards(3, "<p>" + text + "</p>"), text_and(9));
  EXPECT_NE(kept(), body) << "entries of a list with texts of their own";
  load(cards(3) + "<p>" + body + "</p>", text_and(6));
  EXPECT_NE(kept(), body) << "above the text";
  load("<p>The ferries of the island:</p>" + cards(3), text_and(6));
  EXPECT_NE(kept(), "The ferries of the island:") << "little is left without them";
  load("<p>" + body + "</p>" + cards(3), std::vector<float>(7, 1));
  EXPECT_NE(kept(), body) << "surely text";
  load("<p>" + body + "</p>" + cards(3), text_and(6));
  judgement_.kinds[static_cast<std::size_t>(PageKind::kArticle)] = 0.4f;
  EXPECT_NE(kept(), body) << "a page of another kind";
}

TEST_F(Passes, CardsInAnAsideGoBesideBriefNews) {
  const std::string brief = of_words(25);
  load("<p>" + brief + "</p><aside>" + cards(3) + "</aside>", text_and(6));
  EXPECT_EQ(kept(), brief);
  load("<p>" + brief + "</p>" + cards(3), text_and(6));
  EXPECT_NE(kept(), brief) << "they may be what the page is for";
}

TEST_F(Passes, RowsOfNothingButLinksBelowAnArticleGo) {
  const std::string body = of_words(100);
  std::string rows, list;
  for (int i = 0; i < 5; ++i) {
    rows += "<div><a href=/a>Ferry " + of_words(4) + "</a></div>";
    list += "<li><a href=/a>Ferry " + of_words(4) + "</a></li>";
  }
  load("<p>" + body + "</p><div>" + rows + "</div>", text_and(5));
  EXPECT_EQ(kept(), body);
  load("<p>" + body + "</p><ul>" + list + "</ul>", text_and(5));
  EXPECT_NE(kept(), body) << "a list may name the sources";
}

TEST_F(Passes, AnswersGoThatOfferToReply) {
  const std::string body = of_words(100);
  for (const char* reply : {"Reply", "Antworten (3)", "Répondre", "返信", "YANITLA", "Yanıtla"}) {
    const std::string answer =
        "<div><p>Well said.</p><a href=#>" + std::string(reply) + "</a></div>";
    load("<p>" + body + "</p><section>" + answer + answer + answer + "</section>",
         {1, 1, 0, 1, 0, 1, 0});
    EXPECT_EQ(kept(), body) << reply;
    load("<p>" + body + "</p><section>" + answer + answer + "</section>", {1, 1, 0, 1, 0});
    EXPECT_NE(kept(), body) << "two may be a form and its button";
  }
}

TEST_F(Passes, AnswersStayOnAPageOfQuestions) {
  const std::string body = of_words(100);
  std::string answers;
  for (const char* text : {"Turn the valve.", "Call the harbour.", "Wait for the tide."})
    answers += "<div><p>" + std::string(text) + "</p><a href=#>Reply</a></div>";
  load("<div itemscope itemtype='https://schema.org/QAPage'><p>" + body + "</p><section>" +
           answers + "</section></div>",
       {1, 1, 0, 1, 0, 1, 0});
  EXPECT_EQ(kept(), body + "|Turn the valve.|Call the harbour.|Wait for the tide.");
}

TEST_F(Passes, ADialogThatAsksForConsentGoesAsAWhole) {
  const std::string body = of_words(60);
  const std::string text = "We and our partners read what your device tells of you.";
  const std::string box = "<div role=dialog><p>" + text + "</p><button>Accept all</button></div>";
  load(box + "<p>" + body + "</p>", {1, 0, 1});
  EXPECT_EQ(kept(), body);
  load("<div class=notice><p>" + text + "</p></div><p>" + body + "</p>", {1, 1});
  EXPECT_EQ(kept(), text + "|" + body) << "nothing in it asks";
  load(box + "<p>Our rules for cookies.</p>", {1, 0, 1});
  EXPECT_NE(kept(), "Our rules for cookies.") << "the page is about them";
}

TEST_F(Passes, TheNextArticleOfAnEndlessPageGoes) {
  const std::string own = of_words(80), next = of_words(90);
  facts_.title = "The ferry is late";
  const std::string first = "<article><h1>The ferry is late</h1><p>" + own + "</p></article>";
  load(first + "<article><h1>The new bridge</h1><p>" + next + "</p></article>", {1, 1, 1, 1});
  EXPECT_EQ(kept(), own);
  load(first + "<article><h2>The new bridge</h2><p>" + next + "</p></article>", {1, 1, 1, 1});
  EXPECT_EQ(kept(), own + "|The new bridge|" + next) << "an entry of a live blog";
}

TEST_F(Passes, DoubtfulTextAboveAnArticlesTitleGoes) {
  const std::string body = of_words(100), lead = "The whole coast in one menu.";
  facts_.title = "The ferry is late";
  const std::string html =
      "<p>" + lead + "</p><h1>The ferry is late</h1><p>" + body + "</p><p>The end of it.</p>";
  load(html, {0.6f, 0.6f, 1, 0.6f});
  EXPECT_EQ(kept(), body + "|The end of it.");
  load(html, {0.9f, 0.6f, 1, 0.6f});
  EXPECT_EQ(kept(), lead + "|" + body + "|The end of it.") << "it is surely text";
  load("<p>" + lead + "</p><h1>The ferry is late</h1><p>Yes.</p>", {0.6f, 0.6f, 1});
  EXPECT_EQ(kept(), lead + "|Yes.") << "little is left without";
}

TEST_F(Passes, WhatStandsBehindAPictureAndNamesItsMakerIsACaption) {
  for (const char* caption : {"The pier at dawn. Photo: Ann Lee / Courier", "Der Steg. Foto: dpa",
                              "The pier at dawn (© Ann Lee)"}) {
    load(std::string("<p>") + kLong + "<p><img src=a.jpg>" + caption, {0.9f, 0.7f});
    EXPECT_EQ(kept(), kLong) << caption;
    EXPECT_EQ(decide()[1].reason, Reason::kCaption);
  }
  const std::string text =
      "Photo: the word stood in white letters on all the doors of the old harbour.";
  load(std::string("<p>") + kLong + "<p><img src=a.jpg>" + text, {0.9f, 0.7f});
  EXPECT_EQ(kept(), kLong + ("|" + text)) << "too many words behind it";
}

TEST_F(Passes, ALineAboutTheAuthorBelowTheTextGoes) {
  facts_.authors = {"Ann Lee"};
  const std::string bio = "Ann Lee is a reporter in Northport.";
  load(std::string("<p>") + kLong + "<p>" + bio, {0.9f, 0.7f});
  EXPECT_EQ(kept(), kLong);
  load(std::string("<p>") + kLong + "<p>Ann Lee is back in Northport.", {0.9f, 0.95f});
  EXPECT_EQ(kept(), kLong + std::string("|Ann Lee is back in Northport.")) << "surely text";
  load(std::string("<p>") + kLong + "<p>Ann Leeds is the mayor.", {0.9f, 0.7f});
  EXPECT_EQ(kept(), kLong + std::string("|Ann Leeds is the mayor."));
}

TEST_F(Passes, ADayInCharactersIsNoText) {
  load(
      "<p>2026年5月3日（日） 18時04分</p><p>2026년 5월 3일 오후 "
      "6:04</p><p>二〇二六年の夏に港は閉じる。</p>",
      {1, 1, 1});
  EXPECT_EQ(kept(), "二〇二六年の夏に港は閉じる。");
}

TEST_F(Passes, DropLinesThatLeadToTheSitesOwnChannel) {
  load(
      "<p>The ferry came back at dawn.</p><p>Kövess minket itt is: <a "
      "href=https://news.google.com/publications/x>a kikötő hírei</a></p><p>She wrote so on <a "
      "href=https://t.me/harbour/7>her page</a> at noon.</p>",
      {0.9f, 0.96f, 0.9f});
  EXPECT_EQ(kept(), "The ferry came back at dawn.|She wrote so on her page at noon.");
}

TEST_F(Passes, DropButtonsOfFewWordsInAnArticle) {
  const std::string page =
      "<p>Stir the flour into the water.</p><button>2x</button><button>How long does the loaf "
      "keep?</button><p>A week in a cloth.</p>";
  load(page, {0.9f, 0.8f, 0.8f, 0.9f});
  EXPECT_EQ(kept(),
            "Stir the flour into the water.|How long does the loaf keep?|A week in a cloth.");
  load(page, {0.9f, 0.8f, 0.8f, 0.9f});
  judgement_.kinds = {};
  judgement_.kinds[static_cast<std::size_t>(PageKind::kProduct)] = 1;
  EXPECT_EQ(kept(),
            "Stir the flour into the water.|2x|How long does the loaf keep?|A week in a "
            "cloth.");
}

TEST_F(Passes, DropTheByLineOfAnAuthorWhomNothingElseNames) {
  load(
      "<p>By Ann Lee, Health editor</p><p>Ann Lee | Staff Writer</p><p>By noon the ferry had left, "
      "and the pier was empty.</p><p>The captain waved.</p>",
      {0.92f, 0.92f, 0.92f, 0.9f});
  EXPECT_EQ(kept(), "By noon the ferry had left, and the pier was empty.|The captain waved.");
}

TEST_F(Passes, DropCaptionsThatNameTheirOwnerInBrackets) {
  load(
      "<img src=a.jpg><p>A heron waits below the weir. (Ann Lee/Courier)</p><p>The captain "
      "waved.</p><img src=b.jpg><p>The ferry is late (and/or full).</p>",
      {0.6f, 0.9f, 0.6f});
  EXPECT_EQ(kept(), "The captain waved.|The ferry is late (and/or full).");
}

TEST_F(Passes, DropAppealsInBracketsHoweverLikeTextTheyRead) {
  load(
      "<p>The captain waved.</p><p>[Sign up for our morning letter to get the day's news.]</p>"
      "<p>(责编：王强、李晓云)</p><p>(She was late.)</p>",
      {0.9f, 0.97f, 0.85f, 0.9f});
  EXPECT_EQ(kept(), "The captain waved.|(She was late.)");
}

}  // namespace
}  // namespace cuttings
