#include <algorithm>
#include <optional>

#include "config/base/text.h"
#include "extractor/blocks/biography.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

/// What stands behind the author's name that the text begins with; nothing where none does.
std::optional<std::string_view> after_author(const PassInput& input, std::string_view text) {
  constexpr std::size_t kMaxAuthors = 8;  // that are looked for
  const std::vector<std::string>& authors = input.facts.authors;
  for (std::size_t i = 0; i < std::min(authors.size(), kMaxAuthors); ++i) {
    const bool is_full = authors[i].find(' ') != std::string::npos;
    if (is_full && starts_with_ignoring_ascii_case(text, authors[i]))
      return text.substr(authors[i].size());
  }
  return std::nullopt;
}

/// "Ann Lee is a reporter in Northport.", "Ann Lee, 41, writes about water."
bool tells_of_author(const PassInput& input, std::size_t block) {
  constexpr std::uint32_t kMaxWords = 60;
  if (input.page.blocks[block].words > kMaxWords) return false;
  const auto rest = after_author(input, input.text(block));
  return rest && rest->size() > 1 && (rest->front() == ' ' || rest->front() == ',');
}

/// "Ann Lee is a reporter in Northport.": no sentence of the author's own.
bool tells_authors_occupation(const PassInput& input, std::size_t block) {
  return tells_of_author(input, block) && tells_occupation(*after_author(input, input.text(block)));
}

/// The author's name and nothing else, amid the text: above a line about the author.
bool is_authors_name(const PassInput& input, std::size_t block) {
  constexpr std::uint32_t kMaxWords = 5, kTold = kInTableCell | kInPre | kInQuote | kInDefinition;
  const TextBlock& name = input.page.blocks[block];
  if (name.words > kMaxWords || name.heading_level != 0 || (name.within & kTold) != 0) return false;
  const auto rest = after_author(input, input.text(block));
  return rest && rest->empty();
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

/// A line about the author between the paragraphs, and the name above it.
void drop_biographies_amid_text(const PassInput& input, Decisions& decisions) {
  constexpr int kLead = 2;        // kept blocks before: a portrait may open with whom it is of
  constexpr float kSure = 0.95f;  // of such a score is a sentence of the text
  constexpr std::uint32_t kMaxWords = 40;
  int kept = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    Decision& decision = decisions[i];
    if (!decision.is_kept || ++kept <= kLead || decision.score >= kSure) continue;
    if (input.page.blocks[i].words > kMaxWords) continue;
    if (tells_authors_occupation(input, i) || is_authors_name(input, i))
      decision.drop(Reason::kAuthorBox);
  }
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
        tells_authors_occupation(input, i - 1) || tells_authors_address(input, i - 1))
      decision.drop(Reason::kAuthorBox);
  }
  drop_biographies_amid_text(input, decisions);
}

}  // namespace cuttings
