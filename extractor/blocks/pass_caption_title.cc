#include <algorithm>
#include <array>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::string_view kCreditMarks[] = {
#include "extractor/blocks/credit_marks.inc"
};

/// True at the start, behind a blank or bracket, and behind the full stop of Chinese and Japanese.
bool begins_word(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return before.empty() || before.ends_with(' ') || before.ends_with('(') ||
         before.ends_with("。") || before.ends_with("（");
}

/// "The pier at dawn. (Ann Lee/Courier)": a few words in brackets with a stroke between, no
/// figures.
bool ends_with_owner_in_brackets(std::string_view text) {
  constexpr std::size_t kMaxBytes = 60;
  const std::size_t open = text.rfind('(');
  if (open == text.npos || open == 0 || !text.ends_with(')')) return false;
  const std::string_view owner = text.substr(open + 1, text.size() - open - 2);
  const std::size_t stroke = owner.find('/');
  return owner.size() <= kMaxBytes && stroke != owner.npos && stroke + 1 < owner.size() &&
         count_words(owner.substr(0, stroke)) >= 2 &&
         owner.find_first_of("0123456789:") == owner.npos;
}

constexpr std::array<bool, 256> first_bytes_of_marks() {
  std::array<bool, 256> first{};
  for (const std::string_view mark : kCreditMarks)
    first[static_cast<unsigned char>(mark[0])] = true;
  return first;
}

constexpr std::array<bool, 256> kMayBeginCredit = first_bytes_of_marks();

/// "Photo: Ann Lee / Courier": a mark and a few words of names.
bool is_credit(std::string_view text) {
  constexpr std::size_t kMaxNameWords = 6;
  for (const std::string_view mark : kCreditMarks)
    if (text.front() == mark.front() && text.starts_with(mark) &&
        count_words(text.substr(mark.size())) <= kMaxNameWords)
      return true;
  return false;
}

/// "The pier at dawn. Photo: Ann Lee / Courier": it ends with whose picture it is.
bool ends_with_credit(std::string_view text) {
  constexpr std::size_t kMaxBytes = 200;  // of a mark and its names
  for (std::size_t at = text.size() - std::min(text.size(), kMaxBytes); at < text.size(); ++at)
    if (kMayBeginCredit[static_cast<unsigned char>(text[at])] && begins_word(text, at) &&
        is_credit(text.substr(at)))
      return true;
  return false;
}

/// Short text right behind a picture that says whose it is.
bool is_caption(const PassInput& input, std::size_t block, const Decision& decision) {
  constexpr std::uint32_t kMaxWords = 60;
  constexpr float kSure = 0.9f;
  const TextBlock& text = input.page.blocks[block];
  return decision.is_kept && decision.score < kSure && text.images_before > 0 &&
         text.words <= kMaxWords &&
         (ends_with_credit(input.text(block)) || ends_with_owner_in_brackets(input.text(block)));
}

/// A caption that the scorer takes for text and that says more than what the picture shows.
bool is_told_caption(const TextBlock& block, const Decision& decision) {
  constexpr std::uint32_t kMinWords = 12;
  return decision.is_kept && (block.within & kInFigcaption) != 0 && block.words >= kMinWords;
}

/// Pictures that tell a story: several long captions, and little text beside them.
bool is_photo_essay(const PassInput& input, const Decisions& decisions) {
  constexpr std::size_t kMinCaptions = 4;
  std::size_t captions = 0, told = 0, others = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (is_told_caption(block, decisions[i]))
      ++captions, told += block.words;
    else if (decisions[i].is_kept && (block.within & kInFigcaption) == 0)
      others += block.words;
  }
  return captions >= kMinCaptions && told > 2 * others;
}

}  // namespace

void drop_captions(const PassInput& input, Decisions& decisions) {
  const bool is_told_by_captions = is_photo_essay(input, decisions);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (is_told_by_captions && is_told_caption(block, decisions[i])) continue;
    if ((block.within & kInFigcaption) != 0 || is_caption(input, i, decisions[i]))
      decisions[i].drop(Reason::kCaption);
  }
}

void drop_title(const PassInput& input, Decisions& decisions) {
  const WordSet title = word_set(input.facts.title);
  if (title.size() < 2) return;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (block.heading_level == 0 || block.heading_level > 3 || block.words > 60) continue;
    const auto [share, covered] = overlap(word_hashes(input.text(i)), title);
    if (share >= 0.8f && covered >= 0.8f) decisions[i].drop(Reason::kTitle);
  }
}

}  // namespace cuttings
