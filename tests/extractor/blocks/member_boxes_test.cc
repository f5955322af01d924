#include <gtest/gtest.h>

#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"

namespace cuttings {
namespace {

constexpr const char* kFirstPost =
    "The bellows of my harmonium leak near the hinge, and the tape over the fold has come loose "
    "again, so that the low reeds hardly sound when the room is cold in the morning.";

/// The kept blocks of a page of which the scorer believes everything a little.
std::string kept_of(const std::string& html, PageKind kind) {
  const auto document = Document::parse(std::string(html), {});
  const PageBlocks page = split_into_blocks(*document);
  Judgement judgement;
  judgement.kinds[static_cast<std::size_t>(kind)] = 1;
  for (const TextBlock& block : page.blocks) {
    const std::string_view text = page.text_of(block);
    const bool is_name = text == "Tamsin" || text == "Quill";
    judgement.probability.push_back(is_name ? 0.25f : block.words > 3 ? 0.6f : 0.45f);
    judgement.says.push_back(match_phrase(page.text_of(block), block.words));
  }
  const PageFacts facts;
  const Decisions decisions = decide_blocks({*document, page, facts, judgement});
  std::string out;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (decisions[i].is_kept)
      out += (out.empty() ? "" : "|") + std::string(page.text_of(page.blocks[i]));
  return out;
}

std::string post(const std::string& box, const std::string& text) {
  return "<div class=a>" + box + "<div class=b><p>" + text + "</p></div></div>";
}

std::string thread(const std::string& first_box, const std::string& second_box) {
  return post(first_box, kFirstPost) + post(second_box, "Thank you, that helped.");
}

TEST(MemberBoxes, GoWithNameAndRankBesideAShortPost) {
  const std::string texts = std::string(kFirstPost) + "|Thank you, that helped.";
  const auto box = [](const char* name, const char* facts) {
    return std::string("<div><h4>") + name + "</h4><div>Veteran</div>" + facts + "</div>";
  };
  for (const char* facts :
       {"<dl><dt>Joined:<dd>Mar 2014<dt>Posts:<dd>2,981</dl>", "<div>Posts: 412</div>",
        "<p>Registriert seit: 01.03.2014<p>Beiträge: 412",
        "<span>Joined: 01 Mar 2004<br>Posts: 412<br>Location: Bergen</span>",
        "<p>Katılım: 01.03.2014<p>Mesajlar: 412"})
    EXPECT_EQ(kept_of(thread(box("Tamsin", facts), box("Quill", facts)), PageKind::kForum), texts)
        << facts;
}

TEST(MemberBoxes, InTableCellsGoWithoutThePostsOfTheirRows) {
  const auto row = [](const char* name, const std::string& text) {
    return std::string("<tr><td><b>") + name +
           "</b><br><br>Joined: 01 Mar 2004<br>Posts: 41</td><td><p>" + text + "</p></td></tr>";
  };
  EXPECT_EQ(
      kept_of("<table>" + row("Tamsin", kFirstPost) + row("Quill", "It is the valve.") + "</table>",
              PageKind::kForum),
      std::string(kFirstPost) + "|It is the valve.");
}

TEST(MemberBoxes, ElsewhereAreSeenByNumberAndDateOfSeveral) {
  const std::string both = "<div><p>Tamsin<p>Joined: May 2014<p>Posts: 7</div>";
  EXPECT_EQ(kept_of(thread(both, both), PageKind::kService),
            std::string(kFirstPost) + "|Thank you, that helped.");
  const std::string one = "<div><p>Posts: 7</div>";
  EXPECT_NE(kept_of(thread(one, one), PageKind::kService).find("Posts: 7"), std::string::npos);
}

TEST(MemberBoxes, SentencesOfThoseWordsStay) {
  const std::string line = "<div><p>Posts about 12 ships were lost</div>";
  EXPECT_NE(kept_of(thread(line, line), PageKind::kForum).find("12 ships"), std::string::npos);
}

TEST(MemberBoxes, OneBoxAloneIsNoThread) {
  const std::string one = "<div><p>Posts: 7</div>";
  EXPECT_NE(kept_of(post(one, kFirstPost), PageKind::kForum).find("Posts: 7"), std::string::npos);
}

}  // namespace
}  // namespace cuttings
