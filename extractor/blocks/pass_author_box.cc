#include <algorithm>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

/// "Ann Lee is a reporter in Northport.", "Ann Lee, 41, writes about water."
bool tells_of_author(const PassInput& input, std::size_t block) {
  constexpr std::uint32_t kMaxWords = 60;
  if (input.page.blocks[block].words > kMaxWords) return false;
  const std::string_view text = input.text(block);
  const auto begins = [&](const std::string& name) {
    const bool is_full = name.find(' ') != std::string::npos;
    return is_full && text.size() > name.size() + 1 &&
           starts_with_ignoring_ascii_case(text, name) &&
           (text[name.size()] == ' ' || text[name.size()] == ',');
  };
  return std::any_of(input.facts.authors.begin(), input.facts.authors.end(), begins);
}

}  // namespace

void drop_author_box(const PassInput& input, Decisions& decisions) {
  constexpr int kLast = 4;       // kept blocks at the end that are looked at
  constexpr float kSure = 0.9f;  // of such a score is a sentence of the text
  if (!input.is_article() || input.mode == ExtractMode::kRecall) return;
  int looks = 0;
  for (std::size_t i = decisions.size(); i > 0 && looks < kLast; --i) {
    Decision& decision = decisions[i - 1];
    if (!decision.is_kept) continue;
    ++looks;
    if (decision.score < kSure && tells_of_author(input, i - 1)) decision.drop(Reason::kAuthorBox);
  }
}

}  // namespace cuttings
