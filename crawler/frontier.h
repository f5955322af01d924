#pragma once
// Frontier: which URL is fetched next. The queue lies on disk and is asked entry by entry; in
// memory are only the hosts that have something to do, so that neither memory nor the time to pick
// grows with the queue.

#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "crawler/host_schedule.h"
#include "storage/frontier_store.h"

namespace cuttings {

struct FrontierOptions {
  int max_per_host = 1;
  HostScheduleOptions schedule = {};
  bool merges_addresses = true;  ///< hosts that share an IP address share a pause
  std::uint32_t random_seed = 1;
};

/// One thread. Entries are taken, then released (the host may be asked again after its pause), then
/// settled (the store has committed their new state). What was taken and not settled comes back
/// after a restart.
class Frontier {
 public:
  /// Both must outlive this.
  Frontier(FrontierReader& reader, const Clock& clock, FrontierOptions options);

  /// Finds the hosts that have ready entries. O(hosts log n). Error kStore.
  Result<void> load();

  /// An entry to fetch now, of the host that may be asked for longest, its best one; empty when
  /// none may begin. O(log n) amortised, whatever is queued. Error kStore.
  Result<std::optional<QueueEntry>> take();

  struct Next {
    SteadyTime at{};
    bool is_pause = false;  ///< only a host's pause is waited for, not a block or a due time
  };
  /// When take() may have something; empty when nothing waits, or only for what is under way.
  /// Error kStore.
  Result<std::optional<Next>> next();

  /// Whether anything of what the run came for may be taken until then: ready entries whose host
  /// pauses or is blocked, further attempts. What is only due again is none. Error kStore.
  Result<bool> has_work_until(SteadyTime until) const;

  /// The fetch of `entry` has ended. Returns what is known of its host, to be stored.
  HostRecord release(const QueueEntry& entry, const HostVisit& visit);
  /// Hands out `entry`, which was released and not settled, once more: as the next of its host,
  /// after the pause; its URL may be another one of that host.
  void take_again(const QueueEntry& entry);
  /// `entry` was not fetched: its host owes no pause.
  void release_unasked(const QueueEntry& entry);
  /// The new state of `entry` is committed, or it was given back.
  void settle(const QueueEntry& entry);
  /// These hosts have new ready entries.
  Result<void> wake(const std::vector<std::int64_t>& host_ids);

  /// Nothing of this host (as queue_host()) is taken until let_go(). Not stored. O(hosts).
  void hold(const std::string& host) { held_.insert(host); }
  /// Ends hold(); false when it was not held.
  bool let_go(const std::string& host);
  const std::set<std::string>& held() const { return held_; }

  /// Waiting entries have other times in the store: what was loaded of them is looked for again.
  void forget_due();

  std::size_t active_hosts() const { return hosts_.size(); }
  std::size_t under_way() const { return under_way_; }
  /// Pauses kept: of active hosts, and of addresses that are still owed one.
  std::size_t pauses_kept() const { return slots_.size() - free_slots_.size(); }

 private:
  /// Hosts that share a pause: one host, or all at one address.
  struct Slot {
    std::vector<std::int64_t> ring = {};      ///< hosts that may have something, asked in turn
    std::vector<std::string> addresses = {};  ///< that lead to it
    std::size_t hosts = 0;                    ///< active ones that belong to it
    int under_way = 0;
    SteadyTime due_at = SteadyTime::min();
    bool is_listed = false;
    bool is_left = false;  ///< in left_slots_
  };
  struct Host {
    HostRecord record;
    std::size_t slot = 0;
    std::set<std::int64_t> open = {};    ///< entries taken and not settled
    std::vector<QueueEntry> due = {};    ///< waiting entries whose time has come
    std::vector<QueueEntry> again = {};  ///< of take_again(), in order
    int under_way = 0;
    bool is_in_ring = false;
    bool sleeps = false;  ///< blocked: in sleepers_
  };

  Result<Host*> host(std::int64_t id);
  Host& add_host(HostRecord record);
  std::size_t slot_for(const HostRecord& record);
  std::size_t new_slot();
  void join(std::size_t slot);
  void leave(std::size_t slot);
  void retire_if_left(std::size_t slot);
  void free_left_slots();
  void move_to_address(std::int64_t id, Host& host);
  void offer(std::int64_t id, Host& host);
  void list(std::size_t slot);
  void unlist(std::size_t slot);
  bool put_to_sleep(std::int64_t id, Host& host);
  void wake_sleepers();
  void forget_if_idle(std::int64_t id);
  Result<void> load_due();
  Result<std::optional<std::int64_t>> first_due_ms();
  Result<std::optional<QueueEntry>> take_from(std::size_t slot);
  Result<std::optional<QueueEntry>> take_of(Host& host);
  SteadyTime steady_of(std::int64_t unix_ms) const;
  WallTime wall_now();
  void end_visit(const QueueEntry& entry, std::chrono::milliseconds pause);

  FrontierReader& reader_;
  const Clock& clock_;
  FrontierOptions options_;
  mutable std::mt19937 random_;
  std::unordered_map<std::int64_t, Host> hosts_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> free_slots_;
  std::unordered_map<std::string, std::size_t> slot_of_address_;
  std::unordered_map<std::int64_t, std::size_t> slot_of_entry_;  ///< of those under way
  std::set<std::pair<SteadyTime, std::size_t>> due_slots_;
  std::set<std::pair<SteadyTime, std::size_t>> left_slots_;  ///< no host's, but a pause is owed
  std::set<std::pair<SteadyTime, std::int64_t>> sleepers_;
  std::set<std::string> held_;
  DuePlace due_place_;          ///< behind the last waiting entry that was loaded
  std::size_t due_loaded_ = 0;  ///< in all Host::due
  /// When the next one is due, or that none waits, as the store said; nothing: it may have changed.
  std::optional<std::optional<std::int64_t>> first_due_;
  WallTime last_wall_ = WallTime::min();
  std::size_t under_way_ = 0;
};

}  // namespace cuttings
