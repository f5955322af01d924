#include "crawler/trap_memory.h"

#include <algorithm>
#include <utility>

namespace cuttings {
namespace {

constexpr std::int64_t kHalfLifeMs = std::int64_t{30} * 24 * 3600 * 1000;  // chosen by hand

std::uint32_t halved(std::int64_t count, std::int64_t times) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 0, 0xFFFFFFFF) >> times);
}

TrapGuard::Accounts accounts_of(const std::vector<TrapRecord>& records, WallTime now) {
  TrapGuard::Accounts accounts;
  for (const TrapRecord& record : records) {
    const std::int64_t age_ms = unix_ms(now) - record.changed_at_ms;
    const auto times = std::clamp<std::int64_t>(age_ms / kHalfLifeMs, 0, 32);
    accounts.emplace_back(record.pattern,
                          TrapAccount{halved(record.fetches, times), halved(record.yields, times),
                                      halved(record.promises, times)});
  }
  return accounts;
}

}  // namespace

Result<TrapGuard*> TrapMemory::guard_of(const std::string& site_url) {
  const auto known = guards_.find(site_url);
  if (known != guards_.end()) return &known->second;
  auto records = reader_.traps(site_url);
  if (!records) return fail(std::move(records.error()));
  TrapGuard& guard = guards_[site_url];
  guard.restore(accounts_of(*records, clock_.wall_now()));
  return &guard;
}

Result<bool> TrapMemory::allows(const std::string& site_url, const Url& url) {
  auto guard = guard_of(site_url);
  if (!guard) return fail(std::move(guard.error()));
  return (*guard)->allows(url);
}

Result<void> TrapMemory::record(const std::string& site_url, const Url& url, std::string_view via,
                                const PageYield& yield) {
  auto guard = guard_of(site_url);
  if (!guard) return fail(std::move(guard.error()));
  (*guard)->record(url, via, yield);
  return {};
}

std::vector<TrapChanges> TrapMemory::take_changes() {
  const std::int64_t now_ms = unix_ms(clock_.wall_now());
  std::vector<TrapChanges> all;
  for (auto& [site_url, guard] : guards_) {
    const TrapGuard::Changes changes = guard.take_changes();
    if (!changes.is_all && changes.accounts.empty()) continue;
    TrapChanges& site = all.emplace_back(TrapChanges{site_url, changes.is_all, {}});
    for (const auto& [pattern, account] : changes.accounts)
      site.records.push_back({pattern, account.fetches, account.yields, account.promises, now_ms});
  }
  return all;
}

}  // namespace cuttings
