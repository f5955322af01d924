#pragma once
// The rows of what was fetched: fetches, bodies, sites. Every call is within the caller's
// transaction.

#include <cstdint>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/article_store.h"
#include "storage/capture.h"
#include "storage/packing.h"
#include "storage/sqlite/database.h"

namespace cuttings {

/// Far above any article, below the 32 MiB a row may hold: one such page must not stop a batch.
inline constexpr std::size_t kMaxTextBytes = 16 << 20;

/// The host of a URL; "" for what is none.
std::string host_of(std::string_view url);

/// The row of the host that answered; 0 when there is none. Error kStore.
Result<std::int64_t> write_site(sqlite::Database& db, const FetchRecord& fetch,
                                std::string_view sitename);
/// The row of the capture's body, which an earlier one may have written; 0 when nothing of it lies
/// in a WARC file. Error kStore.
Result<std::int64_t> write_body(sqlite::Database& db, const Capture& capture,
                                const Packing& packing);
/// A new row, skipped and of no article so far. Error kStore.
Result<std::int64_t> write_fetch(sqlite::Database& db, const Capture& capture, std::int64_t site_id,
                                 std::int64_t body_id);
/// What became of it; `refusal`: why its article is not kept. Error kStore.
Result<void> write_outcome(sqlite::Database& db, const Saved& saved, std::string_view refusal);
/// True when the article's current version came of the same bytes. Error kStore.
Result<bool> had_same_body(sqlite::Database& db, std::int64_t article_id, std::int64_t body_id);

}  // namespace cuttings
