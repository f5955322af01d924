#include "storage/warc/removal_plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace cuttings {
namespace {

using Name = std::pair<std::string_view, std::string_view>;  // URI and date, as revisits refer

std::map<Name, std::size_t> responses_by_name(const std::vector<WarcEntry>& entries,
                                              const std::vector<bool>& is_removed) {
  std::map<Name, std::size_t> responses;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].type != "response") continue;
    const auto [known, is_new] = responses.emplace(Name{entries[i].uri, entries[i].date}, i);
    if (!is_new && is_removed[known->second]) known->second = i;  // one that stays serves better
  }
  return responses;
}

std::vector<std::size_t> by_date(const std::vector<WarcEntry>& entries) {
  std::vector<std::size_t> order(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return entries[a].date < entries[b].date; });
  return order;
}

RecordChange change_of_orphan(const WarcEntry& orphan, std::size_t response,
                              std::optional<std::size_t> heir) {
  if (heir) return {RecordFate::kRefer, *heir};
  if (orphan.is_not_modified) return {RecordFate::kStandAlone, 0};
  return {RecordFate::kRestore, response};
}

}  // namespace

std::vector<RecordChange> plan_removal(const std::vector<WarcEntry>& entries,
                                       const std::vector<bool>& is_removed) {
  std::vector<RecordChange> changes(entries.size());
  const auto responses = responses_by_name(entries, is_removed);
  std::map<std::size_t, std::size_t> heirs;  // of removed responses
  for (const std::size_t i : by_date(entries)) {
    if (is_removed[i]) changes[i].fate = RecordFate::kRemove;
    if (is_removed[i] || entries[i].type != "revisit") continue;
    const auto response = responses.find({entries[i].refers_to_uri, entries[i].refers_to_date});
    if (response == responses.end() || !is_removed[response->second]) continue;
    const auto heir = heirs.find(response->second);
    changes[i] = change_of_orphan(entries[i], response->second,
                                  heir == heirs.end() ? std::nullopt : std::optional(heir->second));
    if (changes[i].fate == RecordFate::kRestore) heirs.emplace(response->second, i);
  }
  return changes;
}

}  // namespace cuttings
