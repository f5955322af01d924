#include "storage/sqlite/page_cache.h"

#include <sqlite3.h>

#include <cstddef>
#include <vector>

namespace cuttings::sqlite {
namespace {

// 16 MB of a writer, 2 MB each of two readers, and some for temporary tables, less what a soak did
// not use. When all are in use SQLite takes the oldest again, or asks malloc
// (https://www.sqlite.org/malloc.html#pagecache).
constexpr int kPages = 4700, kPageBytes = 4096;

}  // namespace

void reserve_page_cache() {
  static std::vector<std::byte> memory;  // SQLite's to the end of the process
  if (!memory.empty()) return;
  int header_bytes = 0;
  sqlite3_config(SQLITE_CONFIG_PCACHE_HDRSZ, &header_bytes);
  const int slot_bytes = (kPageBytes + header_bytes + 7) & ~7;
  memory.resize(static_cast<std::size_t>(slot_bytes) * kPages);
  // Refused when something began to use SQLite before.
  if (sqlite3_config(SQLITE_CONFIG_PAGECACHE, memory.data(), slot_bytes, kPages) != SQLITE_OK)
    memory = {};
}

}  // namespace cuttings::sqlite
