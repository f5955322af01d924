#include "extractor/blocks/decisions.h"

namespace cuttings {

std::uint32_t kept_words(const PassInput& input, const Decisions& decisions, std::size_t from,
                         std::size_t to) {
  std::uint32_t words = 0;
  for (std::size_t i = from; i < to; ++i)
    if (decisions[i].is_kept) words += input.page.blocks[i].words;
  return words;
}

Decisions decide_blocks(const PassInput& input) {
  Decisions decisions(input.page.blocks.size());
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    decisions[i].score = input.judgement.probability[i];
    decisions[i].says = input.judgement.says[i];
  }
  keep_probable_blocks(input, decisions);
  keep_structured_data(input, decisions);
  keep_rule_body(input, decisions);
  drop_by_vocabulary(input, decisions);
  drop_marks_and_times(input, decisions);
  drop_captions(input, decisions);
  drop_title(input, decisions);
  drop_above_title(input, decisions);
  drop_head_lines(input, decisions);
  drop_promo_boxes(input, decisions);
  drop_form_boxes(input, decisions);
  drop_counts(input, decisions);
  drop_link_lines(input, decisions);
  drop_appeals(input, decisions);
  drop_author_box(input, decisions);
  drop_signature(input, decisions);
  drop_end_lines(input, decisions);
  drop_comments(input, decisions);
  drop_consent_boxes(input, decisions);
  drop_other_articles(input, decisions);
  drop_teasers(input, decisions);
  bridge_headings_and_code(input, decisions);
  complete_tables(input, decisions);
  drop_member_boxes(input, decisions);
  complete_accordions(input, decisions);
  keep_credit_lines(input, decisions);
  drop_repeats(input, decisions);
  drop_site_repeats(input, decisions);
  drop_by_rule(input, decisions);
  drop_empty_headings(input, decisions);
  drop_scraps(input, decisions);
  explain_decisions(input, decisions);
  return decisions;
}

}  // namespace cuttings
