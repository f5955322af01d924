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

/// "ann@courier.example", "@annlee".
bool has_address(std::string_view text) {
  for (std::size_t at = text.find('@'); at != text.npos; at = text.find('@', at + 1))
    if (at + 2 < text.size() && is_ascii_alphanumeric(text[at + 1])) return true;
  return false;
}

/// "Reach Ann Lee at ann@courier.example", "Follow Ann Lee: @annlee".
bool tells_authors_address(const PassInput& input, std::size_t block) {
  constexpr std::uint32_t kMaxWords = 40;
  const std::string_view text = input.text(block);
  if (input.page.blocks[block].words > kMaxWords || !has_address(text)) return false;
  const auto is_named = [&](const std::string& name) {
    const bool is_full =
        name.find(' ') != std::string::npos || (name.size() > 5 && (name[0] & 0x80) != 0);
    return is_full && text.find(name) != text.npos;
  };
  return std::any_of(input.facts.authors.begin(), input.facts.authors.end(), is_named);
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
    if ((decision.score < kSure && tells_of_author(input, i - 1)) ||
        tells_authors_address(input, i - 1))
      decision.drop(Reason::kAuthorBox);
  }
}

}  // namespace cuttings
