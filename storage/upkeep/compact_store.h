#pragma once
// compact_store(): a store's WARC files as compact files, and back.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

enum class CompactDirection { kCompact, kUndo };

struct Compaction {
  CompactDirection direction = CompactDirection::kCompact;
  std::chrono::seconds min_age{0};  ///< of a file, since it was last written to
};

struct CompactedFile {
  std::string file, target;
  std::size_t records = 0;
  std::uint64_t bytes_before = 0, bytes_after = 0;
};

/// What a compaction tells of.
struct CompactionWatch {
  std::function<void(const CompactedFile&)> on_file;
  /// A file that stays as it is, since `store` beside it points at it too: a copy made by
  /// back_up_store(), or its original.
  std::function<void(const std::string& file, const std::string& store)> on_shared;
};

/// Rewrites file by file; `on_file` is called after each, when it is durable and the old one is
/// gone. So kill -9 at any moment leaves each file as it was or as it becomes. The file that a
/// crawl would go on with is rewritten too: the next crawl begins a new one. Error kStore, kBusy: a
/// crawl writes to the store; kIo, kParse: a file is damaged; it and those behind it stay.
/// O(bytes).
Result<void> compact_store(const StoreOptions& options, const Compaction& compaction,
                           const Clock& clock, const CompactionWatch& watch);

}  // namespace cuttings
