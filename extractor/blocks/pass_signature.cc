#include <algorithm>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/metadata/authors.h"

namespace cuttings {
namespace {

/// Without dashes, blanks and brackets around it; `had_mark` tells whether there were any.
std::string_view bare_signature(std::string_view text, bool& had_mark) {
  const std::size_t size = text.size();
  const auto strip = [&text](std::string_view mark) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    if (text.ends_with(mark)) text.remove_suffix(mark.size());
  };
  constexpr int kRounds = 3;  // "— (ks)"
  for (int round = 0; round < kRounds; ++round)
    for (const std::string_view mark : {"—", "–", "-", " ", "(", ")", "[", "]"}) strip(mark);
  had_mark = text.size() != size;
  return text;
}

/// "ks", "ann": initials as papers print them.
bool is_initials(std::string_view word) {
  constexpr std::size_t kMin = 2, kMax = 4;
  return word.size() >= kMin && word.size() <= kMax &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// "(ks)", "dpa/ann", "—IANS": initials and agencies, and a mark that tells them from a word.
bool is_signature(std::string_view text) {
  constexpr std::size_t kMaxBytes = 40, kMaxParts = 4;
  if (text.size() > kMaxBytes) return false;
  bool has_mark = false;
  text = bare_signature(text, has_mark);
  std::size_t parts = 0;
  bool has_agency = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("/,"), text.size());
    const std::string_view part = trim_ascii(text.substr(0, end));
    const bool is_agency = names_agency(part);
    if ((!is_agency && !is_initials(part)) || ++parts > kMaxParts) return false;
    has_agency = has_agency || is_agency;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return parts > 0 && (has_mark || has_agency || parts > 1);
}

}  // namespace

void drop_signature(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kTold = kInTableCell | kInPre | kInList;
  if (!input.is_article()) return;
  for (std::size_t i = decisions.size(); i-- > 0;) {
    if (!decisions[i].is_kept) continue;
    if ((input.page.blocks[i].within & kTold) == 0 && is_signature(input.text(i)))
      decisions[i].drop(Reason::kByline);
    return;
  }
}

}  // namespace cuttings
