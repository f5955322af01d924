#pragma once
// Decisions: each block kept or dropped, with a reason. The scorer proposes, passes correct: a pass
// is a function that reads blocks and features of the page and changes decisions; it never touches
// the tree.

#include <cstdint>
#include <string_view>
#include <vector>

#include "config/extract_options.h"
#include "extractor/blocks/page_facts.h"
#include "extractor/blocks/reason.h"
#include "extractor/blocks/scorer.h"
#include "extractor/blocks/text_block.h"
#include "extractor/blocks/words.h"
#include "extractor/rules/rule_findings.h"
#include "extractor/site_memory.h"

namespace cuttings {

struct Decision {
  bool is_kept = false;
  Reason reason = Reason::kNone;
  float score = 0;              ///< the scorer's probability
  Reason says = Reason::kNone;  ///< what the vocabulary says of the block's words

  void drop(Reason why) { is_kept = false, reason = why; }
  void keep(Reason why) { is_kept = true, reason = why; }
};

using Decisions = std::vector<Decision>;

/// What the passes read.
struct PassInput {
  const Document& document;
  const PageBlocks& page;
  const PageFacts& facts;
  const Judgement& judgement;
  ExtractMode mode = ExtractMode::kBalanced;
  const SiteMemory* site_memory = nullptr;  ///< null: nothing is known of the site
  std::string_view url = {};                ///< of the page, for `site_memory`
  const RuleFindings* rule = nullptr;       ///< null: no site rule

  mutable WordHasher hasher = {};
  mutable std::vector<std::uint64_t> known_hashes = {};  ///< of hash(), 0: not asked for yet

  std::string_view text(std::size_t block) const { return page.text_of(page.blocks[block]); }
  /// block_hash() of its text, computed once however many passes ask. One thread.
  std::uint64_t hash(std::size_t block) const {
    known_hashes.resize(page.blocks.size());
    if (known_hashes[block] == 0) known_hashes[block] = hasher.block_hash(text(block));
    return known_hashes[block];
  }
  /// More likely an article than all other kinds together.
  bool is_article() const {
    return judgement.kinds[static_cast<std::size_t>(PageKind::kArticle)] >= 0.5f;
  }
  /// Not surely of another kind: enough for rules that hurt no other.
  bool may_be_article() const {
    return judgement.kinds[static_cast<std::size_t>(PageKind::kArticle)] >= 0.25f;
  }
};

/// Words of the kept blocks of [from, to). O(blocks).
std::uint32_t kept_words(const PassInput& input, const Decisions& decisions, std::size_t from,
                         std::size_t to);

/// Runs all passes in order; every decision ends with a reason. One for each block. O(blocks *
/// levels).
Decisions decide_blocks(const PassInput& input);

// The passes, in the order they run.

/// Keeps blocks above the cut that maximises the expected word F1 of the page (Lewis, SIGIR 1995;
/// Jansche, ACL 2007): a sure page is cut near 0.5, a doubtful one lower.
void keep_probable_blocks(const PassInput& input, Decisions& decisions);
/// Keeps blocks whose words stand in the page's schema.org articleBody.
void keep_structured_data(const PassInput& input, Decisions& decisions);
/// Keeps what a site rule calls the article, so that the passes below tidy just that.
void keep_rule_body(const PassInput& input, Decisions& decisions);
/// Drops blocks whose words alone give them away: skip links, placeholders, "READ MORE: ...".
void drop_by_vocabulary(const PassInput& input, Decisions& decisions);
/// Drops what is no text by itself: marks without a letter or digit, a <time> on its own.
void drop_marks_and_times(const PassInput& input, Decisions& decisions);
/// Drops captions that stand in a figure, and the page's title.
void drop_captions(const PassInput& input, Decisions& decisions);
void drop_title(const PassInput& input, Decisions& decisions);
/// Drops the title, by-line and date line that stand above the text in elements of no name.
void drop_head_lines(const PassInput& input, Decisions& decisions);
/// Drops what stands above an article's title and is not surely text: menus with whole sentences.
void drop_above_title(const PassInput& input, Decisions& decisions);
/// Drops the lines of a box that asks the reader to sign up or to buy: what the button says is
/// told, the text around it is not.
void drop_promo_boxes(const PassInput& input, Decisions& decisions);
/// Drops the lines around a choice to click or a field for a mail address, in an article: polls and
/// sign-up boxes. O(nodes).
void drop_form_boxes(const PassInput& input, Decisions& decisions);
/// Drops lines that count what readers did, or how long they would take, in an article: "345
/// shares", "6 min read", "01:34".
void drop_counts(const PassInput& input, Decisions& decisions);
/// Drops lines that are a marked link to another article ("▶ Bridge plans shelved"), those that end
/// with a link that asks the reader to sign up or to buy, and the few links below "Read also:".
void drop_link_lines(const PassInput& input, Decisions& decisions);
/// Drops lines that ask the reader to comment, to sign up or to share, told by what a sentence
/// begins with and what stands in it: "Let us know in the comments!", in an article.
void drop_appeals(const PassInput& input, Decisions& decisions);
/// Drops a line or two about the page's author below its text, and amid it those that say what the
/// author does.
void drop_author_box(const PassInput& input, Decisions& decisions);
/// Drops the last line of an article where it is initials or agencies: "(ks)", "dpa/ann".
void drop_signature(const PassInput& input, Decisions& decisions);
/// Drops what stands alone below an article's text: hashtags, mail addresses, a Korean reporter's
/// name, an editor; marks of its end ("-- ENDS --") anywhere; and reading times above it.
void drop_end_lines(const PassInput& input, Decisions& decisions);
/// Drops what stands in an element named after readers' comments, in an article; on a forum the
/// answers may be called so.
void drop_comments(const PassInput& input, Decisions& decisions);
/// Drops dialogs and boxes named after cookies in which something asks for consent.
void drop_consent_boxes(const PassInput& input, Decisions& decisions);
/// Drops whole articles beside the page's own, which has its title: those that a reader would come
/// to by scrolling on.
void drop_other_articles(const PassInput& input, Decisions& decisions);
/// Drops rows of cards below an article, each a linked headline and a line or two: they lead to
/// others. O(nodes).
void drop_teasers(const PassInput& input, Decisions& decisions);
/// Keeps headings and code that stand between kept blocks of the same parent.
void bridge_headings_and_code(const PassInput& input, Decisions& decisions);
/// Keeps all cells of a table whose greater part is kept.
void complete_tables(const PassInput& input, Decisions& decisions);
/// Drops the boxes beside the posts of a forum: name, rank, "Joined: Mar 2014", "Posts: 412".
void drop_member_boxes(const PassInput& input, Decisions& decisions);
/// Keeps what the scorer doubts in a row of items that a click unfolds, when half of them are kept
/// and it has no links: of an article one answer is text as the other.
/// O(nodes).
void complete_accordions(const PassInput& input, Decisions& decisions);
/// Keeps "With reporting by ..." next to kept text.
void keep_credit_lines(const PassInput& input, Decisions& decisions);
/// Keeps the first of several blocks with the same words, and drops quotations whose words stand in
/// a kept block that says more: pull quotes.
void drop_repeats(const PassInput& input, Decisions& decisions);
/// Drops blocks that stood word for word on several kept pages of the site, unless they are most of
/// this page: then it is a copy of one article.
void drop_site_repeats(const PassInput& input, Decisions& decisions);
/// Drops what a site rule strips or leaves outside, whatever kept it.
void drop_by_rule(const PassInput& input, Decisions& decisions);
/// Drops headings that nothing kept follows, as "Related stories".
void drop_empty_headings(const PassInput& input, Decisions& decisions);
/// Drops what is kept when it is a few words of which none is likely: a doubtful page is cut low.
void drop_scraps(const PassInput& input, Decisions& decisions);
/// Gives every decision without a reason the one that describes it best.
void explain_decisions(const PassInput& input, Decisions& decisions);

/// The blocks that a site's memory counts: those kept, or kept but for drop_site_repeats(), that
/// are long enough to be told from each other.
std::vector<std::size_t> memorable_blocks(const PassInput& input, const Decisions& decisions);

}  // namespace cuttings
