#include "storage/word_changes.h"

#include <unordered_map>

#include "config/base/text.h"

namespace cuttings {
namespace {

void count_into(std::unordered_map<std::string_view, std::int64_t>& balance, std::string_view text,
                std::int64_t weight) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && !is_ascii_space(text[i])) continue;
    if (i > begin) balance[text.substr(begin, i - begin)] += weight;
    begin = i + 1;
  }
}

}  // namespace

WordChanges count_word_changes(std::string_view before, std::string_view after) {
  if (before == after) return {};
  std::unordered_map<std::string_view, std::int64_t> balance;
  count_into(balance, before, -1);
  count_into(balance, after, 1);
  WordChanges changes;
  for (const auto& [word, count] : balance)
    (count > 0 ? changes.added : changes.removed) += count > 0 ? count : -count;
  return changes;
}

}  // namespace cuttings
