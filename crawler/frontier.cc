#include "crawler/frontier.h"

#include <algorithm>

namespace cuttings {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxDueLoaded = 20'000;  // 150 bytes each
constexpr std::size_t kDueBatch = 1000;

bool is_better(const QueueEntry& a, const QueueEntry& b) {
  return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
}

}  // namespace

Frontier::Frontier(FrontierReader& reader, const Clock& clock, FrontierOptions options)
    : reader_(reader), clock_(clock), options_(options), random_(options.random_seed) {
  options_.max_per_host = std::max(1, options_.max_per_host);
}

Result<void> Frontier::load() {
  auto hosts = reader_.ready_hosts();
  if (!hosts) return fail(std::move(hosts.error()));
  for (HostRecord& record : *hosts) {
    const std::int64_t id = record.id;
    offer(id, add_host(std::move(record)));
  }
  return {};
}

SteadyTime Frontier::steady_of(std::int64_t unix_ms) const {
  const auto now = clock_.wall_now().time_since_epoch().count();
  return clock_.steady_now() + milliseconds(unix_ms - now);
}

/// A clock that was set back, by however little, gives entries times before due_place_.
WallTime Frontier::wall_now() {
  const WallTime now = clock_.wall_now();
  if (now < last_wall_) forget_due();
  last_wall_ = now;
  return now;
}

void Frontier::forget_due() {
  for (auto& [id, host] : hosts_) host.due.clear();
  due_loaded_ = 0;
  due_place_ = {};
  first_due_.reset();
}

std::size_t Frontier::new_slot() {
  if (free_slots_.empty()) {
    slots_.emplace_back();
    return slots_.size() - 1;
  }
  const std::size_t slot = free_slots_.back();
  free_slots_.pop_back();
  return slot;
}

std::size_t Frontier::slot_for(const HostRecord& record) {
  if (!options_.merges_addresses || record.address.empty()) return new_slot();
  const auto found = slot_of_address_.find(record.address);
  if (found != slot_of_address_.end()) return found->second;
  const std::size_t slot = new_slot();
  slot_of_address_[record.address] = slot;
  slots_[slot].addresses.push_back(record.address);
  return slot;
}

void Frontier::join(std::size_t index) {
  Slot& slot = slots_[index];
  ++slot.hosts;
  if (slot.is_left) left_slots_.erase({slot.due_at, index});
  slot.is_left = false;
}

void Frontier::leave(std::size_t index) {
  --slots_[index].hosts;
  retire_if_left(index);
}

/// Its pause is kept until it is over: other hosts of its addresses owe it too.
void Frontier::retire_if_left(std::size_t index) {
  Slot& slot = slots_[index];
  if (slot.is_left || slot.hosts > 0 || slot.under_way > 0) return;
  unlist(index);
  left_slots_.insert({slot.due_at, index});
  slot.is_left = true;
  free_left_slots();
}

void Frontier::free_left_slots() {
  const SteadyTime now = clock_.steady_now();
  while (!left_slots_.empty() && left_slots_.begin()->first <= now) {
    const std::size_t index = left_slots_.begin()->second;
    left_slots_.erase(left_slots_.begin());
    for (const std::string& address : slots_[index].addresses) slot_of_address_.erase(address);
    slots_[index] = Slot{};
    free_slots_.push_back(index);
  }
}

Frontier::Host& Frontier::add_host(HostRecord record) {
  const auto found = hosts_.find(record.id);
  if (found != hosts_.end()) return found->second;
  Host host{std::move(record)};
  host.slot = slot_for(host.record);
  join(host.slot);
  // What a former run asked last owes its pause still.
  const SteadyTime rested =
      steady_of(host.record.last_end_ms) + pause_of(host.record, options_.schedule, 0);
  Slot& slot = slots_[host.slot];
  if (host.record.last_end_ms > 0 && rested > slot.due_at) {
    unlist(host.slot);
    // A wall clock that was set back must not keep a host waiting for years.
    slot.due_at =
        std::min(rested, clock_.steady_now() + pause_of(host.record, options_.schedule, 1));
    list(host.slot);
  }
  const std::int64_t id = host.record.id;
  return hosts_.emplace(id, std::move(host)).first->second;
}

Result<Frontier::Host*> Frontier::host(std::int64_t id) {
  const auto found = hosts_.find(id);
  if (found != hosts_.end()) return &found->second;
  auto record = reader_.host(id);
  if (!record) return fail(std::move(record.error()));
  if (!*record) return fail(ErrorCode::kStore, "host " + std::to_string(id) + " is missing");
  return &add_host(std::move(**record));
}

void Frontier::unlist(std::size_t index) {
  Slot& slot = slots_[index];
  if (slot.is_listed) due_slots_.erase({slot.due_at, index});
  slot.is_listed = false;
}

void Frontier::list(std::size_t index) {
  Slot& slot = slots_[index];
  if (slot.is_listed || slot.ring.empty() || slot.under_way >= options_.max_per_host) return;
  due_slots_.insert({slot.due_at, index});
  slot.is_listed = true;
}

bool Frontier::put_to_sleep(std::int64_t id, Host& host) {
  const SteadyTime until = steady_of(host.record.blocked_until_ms);
  if (host.record.blocked_until_ms == 0 || until <= clock_.steady_now()) return false;
  if (!host.sleeps) sleepers_.insert({until, id});
  host.sleeps = true;
  return true;
}

void Frontier::offer(std::int64_t id, Host& host) {
  if (host.is_in_ring || host.sleeps || held_.contains(host.record.name)) return;
  if (put_to_sleep(id, host)) return;
  slots_[host.slot].ring.push_back(id);
  host.is_in_ring = true;
  list(host.slot);
}

bool Frontier::let_go(const std::string& name) {
  if (held_.erase(name) == 0) return false;
  for (auto& [id, host] : hosts_)
    if (host.record.name == name) offer(id, host);
  return true;
}

void Frontier::wake_sleepers() {
  const SteadyTime now = clock_.steady_now();
  while (!sleepers_.empty() && sleepers_.begin()->first <= now) {
    const std::int64_t id = sleepers_.begin()->second;
    sleepers_.erase(sleepers_.begin());
    const auto found = hosts_.find(id);
    if (found == hosts_.end()) continue;
    found->second.sleeps = false;
    found->second.record.blocked_until_ms = 0;
    offer(id, found->second);
  }
}

/// Asked for with each entry that is taken, while only commits change it.
Result<std::optional<std::int64_t>> Frontier::first_due_ms() {
  if (!first_due_) {
    auto first = reader_.next_due_ms(due_place_);
    if (!first) return first;
    first_due_ = *first;
  }
  return *first_due_;
}

Result<void> Frontier::load_due() {
  const std::int64_t now = wall_now().time_since_epoch().count();
  while (due_loaded_ < kMaxDueLoaded) {
    const auto first = first_due_ms();
    if (!first) return fail(first.error());
    if (!*first || **first > now) return {};
    auto entries = reader_.due(due_place_, now, kDueBatch);
    if (!entries) return fail(std::move(entries.error()));
    first_due_.reset();
    if (entries->empty()) return {};
    for (QueueEntry& entry : *entries) {
      due_place_ = {entry.due_ms, entry.id};
      auto found = host(entry.host_id);
      if (!found) return fail(std::move(found.error()));
      if ((*found)->open.contains(entry.id)) continue;
      const std::int64_t id = entry.host_id;
      (*found)->due.push_back(std::move(entry));
      ++due_loaded_;
      offer(id, **found);
    }
  }
  return {};
}

Result<std::optional<QueueEntry>> Frontier::take() {
  wake_sleepers();
  free_left_slots();
  if (auto ok = load_due(); !ok) return fail(std::move(ok.error()));
  const SteadyTime now = clock_.steady_now();
  while (!due_slots_.empty() && due_slots_.begin()->first <= now) {
    const std::size_t slot = due_slots_.begin()->second;
    auto entry = take_from(slot);
    if (!entry || *entry) return entry;
  }
  return std::optional<QueueEntry>();
}

Result<std::optional<QueueEntry>> Frontier::take_from(std::size_t index) {
  unlist(index);
  while (!slots_[index].ring.empty()) {
    const std::int64_t id = slots_[index].ring.front();
    slots_[index].ring.erase(slots_[index].ring.begin());
    Host& host = hosts_.at(id);
    host.is_in_ring = false;
    if (held_.contains(host.record.name) || put_to_sleep(id, host)) continue;
    auto entry = take_of(host);
    if (!entry) return entry;
    if (!*entry) {
      forget_if_idle(id);
      continue;
    }
    host.open.insert((*entry)->id);
    ++host.under_way;
    ++slots_[index].under_way;
    ++under_way_;
    slot_of_entry_[(*entry)->id] = index;
    slots_[index].ring.push_back(id);
    host.is_in_ring = true;
    list(index);
    return entry;
  }
  list(index);
  return std::optional<QueueEntry>();
}

Result<std::optional<QueueEntry>> Frontier::take_of(Host& host) {
  if (!host.again.empty()) {
    std::optional<QueueEntry> first = std::move(host.again.front());
    host.again.erase(host.again.begin());
    return first;
  }
  auto ready = reader_.ready(host.record.id, host.open.size() + 1);
  if (!ready) return fail(std::move(ready.error()));
  std::optional<QueueEntry> best;
  for (QueueEntry& entry : *ready)
    if (!host.open.contains(entry.id)) {
      best = std::move(entry);
      break;
    }
  const auto due = std::min_element(host.due.begin(), host.due.end(), is_better);
  if (due == host.due.end() || (best && is_better(*best, *due))) return best;
  best = std::move(*due);
  host.due.erase(due);
  --due_loaded_;
  return best;
}

Result<std::optional<Frontier::Next>> Frontier::next() {
  std::optional<Next> next;
  const auto consider = [&next](SteadyTime at, bool is_pause) {
    if (!next || at < next->at) next = Next{at, is_pause};
  };
  if (!due_slots_.empty()) consider(due_slots_.begin()->first, true);
  if (!sleepers_.empty()) consider(sleepers_.begin()->first, false);
  if (due_loaded_ >= kMaxDueLoaded) return next;
  const auto due = first_due_ms();
  if (!due) return fail(due.error());
  if (*due) consider(steady_of(**due), false);
  return next;
}

Result<bool> Frontier::has_work_until(SteadyTime until) const {
  if (!due_slots_.empty()) return true;  // a pause is waited for, however long
  if (!sleepers_.empty() && sleepers_.begin()->first <= until) return true;
  const auto wait = std::chrono::floor<milliseconds>(until - clock_.steady_now());
  return reader_.has_retry_until((clock_.wall_now() + wait).time_since_epoch().count());
}

void Frontier::end_visit(const QueueEntry& entry, milliseconds pause) {
  const auto taken = slot_of_entry_.find(entry.id);
  if (taken == slot_of_entry_.end()) return;
  const std::size_t index = taken->second;
  slot_of_entry_.erase(taken);
  unlist(index);
  Slot& slot = slots_[index];
  --slot.under_way;
  --under_way_;
  slot.due_at = std::max(slot.due_at, clock_.steady_now() + pause);
  list(index);
  retire_if_left(index);
}

HostRecord Frontier::release(const QueueEntry& entry, const HostVisit& visit) {
  Host& host = hosts_.at(entry.host_id);
  --host.under_way;
  record_visit(host.record, visit, wall_now(), options_.schedule);
  const double random = std::uniform_real_distribution<double>(0, 1)(random_);
  const milliseconds pause = pause_of(host.record, options_.schedule, random);
  end_visit(entry, pause);
  move_to_address(entry.host_id, host);
  Slot& slot = slots_[host.slot];
  unlist(host.slot);
  slot.due_at = std::max(slot.due_at, clock_.steady_now() + pause);
  list(host.slot);
  return host.record;
}

void Frontier::take_again(const QueueEntry& entry) {
  Host& host = hosts_.at(entry.host_id);
  host.again.push_back(entry);
  offer(entry.host_id, host);
}

void Frontier::release_unasked(const QueueEntry& entry) {
  --hosts_.at(entry.host_id).under_way;
  end_visit(entry, milliseconds(0));
}

void Frontier::settle(const QueueEntry& entry) {
  first_due_.reset();
  const auto found = hosts_.find(entry.host_id);
  if (found == hosts_.end()) return;
  found->second.open.erase(entry.id);
  offer(entry.host_id, found->second);
}

Result<void> Frontier::wake(const std::vector<std::int64_t>& host_ids) {
  first_due_.reset();
  for (const std::int64_t id : host_ids) {
    auto found = host(id);
    if (!found) return fail(std::move(found.error()));
    offer(id, **found);
  }
  return {};
}

void Frontier::move_to_address(std::int64_t id, Host& host) {
  if (!options_.merges_addresses || host.record.address.empty()) return;
  const auto [known, is_new] = slot_of_address_.emplace(host.record.address, host.slot);
  if (is_new) slots_[host.slot].addresses.push_back(host.record.address);
  if (is_new || known->second == host.slot) return;
  const std::size_t left = host.slot;
  Slot& old = slots_[left];
  const SteadyTime due_at = old.due_at;
  if (host.is_in_ring) {
    unlist(host.slot);
    std::erase(old.ring, id);
    list(host.slot);
  }
  host.slot = known->second;
  join(host.slot);
  leave(left);
  Slot& merged = slots_[host.slot];
  unlist(host.slot);
  merged.due_at = std::max(merged.due_at, due_at);
  if (host.is_in_ring) merged.ring.push_back(id);
  list(host.slot);
}

void Frontier::forget_if_idle(std::int64_t id) {
  Host& host = hosts_.at(id);
  const bool is_idle = host.open.empty() && host.due.empty() && host.under_way == 0 && !host.sleeps;
  if (!is_idle) return;  // a pause that is still owed is in the store: add_host() reads it
  const std::size_t slot = host.slot;
  hosts_.erase(id);
  leave(slot);
}

}  // namespace cuttings
