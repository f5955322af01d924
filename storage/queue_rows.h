#pragma once
// Rows of the private tables as values, for reader and writer.

#include <cstdint>
#include <string_view>

#include "storage/frontier_store.h"
#include "storage/sqlite/rows.h"

namespace cuttings {

/// The columns that entry_of() reads, from "_queue q LEFT JOIN _revisits r ON r.queue_id = q.id".
#define CUTTINGS_QUEUE_COLUMNS                                                            \
  "q.id, q.host_id, q.url, q.state, q.kind, q.priority, q.depth, q.attempts, q.due_at,"   \
  " q.found_by, q.found_via, q.reason, r.interval_s, r.looks, r.changes, r.gone, r.etag," \
  " r.last_modified FROM _queue q LEFT JOIN _revisits r ON r.queue_id = q.id"
QueueEntry entry_of(const sqlite::Cursor& row);

#define CUTTINGS_HOST_COLUMNS                                                                   \
  "h.id, h.name, h.address, h.queued, h.response_ms, h.crawl_delay_ms, h.failures, h.block_ms," \
  " h.blocked_until, h.block_reason, h.last_end, h.revisit_looks FROM _hosts h"
HostRecord host_of(const sqlite::Cursor& row);

/// 47 bits of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): six bytes in an SQLite record.
/// Not a secret and not unique: who asks compares the URL too.
std::int64_t queue_hash(std::string_view key);

/// True when `entry` is known under `key`.
bool has_key(const QueueEntry& entry, std::string_view key);

}  // namespace cuttings
