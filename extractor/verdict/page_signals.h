#pragma once
// PageSignals: what the verdict goes by: how much text was kept, which blocks speak of walls, and
// whose markup the page has.

#include <array>
#include <cstdint>

#include "extractor/blocks/decisions.h"
#include "extractor/verdict/wall_vocabulary.h"

namespace cuttings {

/// Blocks that say one thing, and what the page holds besides.
struct TopicSignal {
  std::uint32_t blocks = 0;       ///< shown blocks with a phrase
  std::uint32_t words = 0;        ///< their words
  bool is_heading = false;        ///< the title or a top heading says little else
  bool is_in_noscript = false;    ///< a phrase stands in <noscript>
  std::uint32_t other_words = 0;  ///< kept words in blocks without a phrase
  std::uint32_t outside_words =
      0;  ///< of those, the ones outside the element that holds all phrases
  std::uint32_t words_before = 0;  ///< kept words before the first phrase
  std::uint32_t words_after = 0;   ///< kept words after the last phrase

  bool is_said() const { return blocks > 0 || is_heading; }
};

struct PageSignals {
  std::array<TopicSignal, kTopics> topics{};
  std::uint32_t shown_blocks = 0;  ///< not hidden
  std::uint32_t shown_words = 0;
  std::uint32_t kept_words = 0;    ///< without blocks that are mostly links
  std::uint32_t listed_words = 0;  ///< kept words that kept_words leaves out: links', hidden ones
  std::uint32_t prose_words =
      0;  ///< in shown blocks of ten words and more that are not mostly links
  std::uint32_t links = 0;
  Marks marks = 0;
  bool has_password = false;  ///< a password field that is shown
  bool has_script = false;
  bool is_locked = false;          ///< the page declares itself or a part not free
  bool has_locked_part = false;    ///< the part that is declared not free was found
  std::uint32_t locked_words = 0;  ///< words of that part

  const TopicSignal& of(Topic topic) const { return topics[static_cast<std::size_t>(topic)]; }
  bool has(Mark mark) const { return (marks & bit(mark)) != 0; }
};

/// Reads the signals. Markup is looked at only where the page is short of text (kMostWords kept),
/// so that articles cost little. Any thread. O(nodes + text), bounded to kMostTextBytes of text and
/// kMostScriptBytes of scripts.
PageSignals collect_signals(const PassInput& input, const Decisions& decisions);

}  // namespace cuttings
