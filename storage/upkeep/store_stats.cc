#include "storage/upkeep/store_stats.h"

#include <filesystem>

#include "storage/sqlite/open_store.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {
namespace {

using sqlite::Database;

constexpr std::string_view kSites =
    "SELECT hostname, count(*), sum(version_count), sum(word_count) FROM articles"
    " GROUP BY hostname ORDER BY 2 DESC, 1";
constexpr std::string_view kDays =
    "SELECT substr(first_seen_at, 1, 10), count(*), sum(version_count), sum(word_count)"
    " FROM articles GROUP BY 1 ORDER BY 1";

Result<std::vector<StatsRow>> read_rows(Database& db, std::string_view sql) {
  auto rows = db.query(sql, {});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<StatsRow> all;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    all.push_back(
        {std::string(rows->text(0)), rows->integer(1), rows->integer(2), rows->integer(3)});
  if (!row) return fail(std::move(row.error()));
  return all;
}

Result<void> read_counts(Database& db, StoreStats& stats) {
  const auto read = [&](std::string_view sql, std::int64_t& out) -> Result<void> {
    auto value = db.integer(sql);
    if (!value) return fail(std::move(value.error()));
    out = *value;
    return {};
  };
  for (const auto& [sql, out] :
       {std::pair{"SELECT count(*) FROM articles", &stats.articles},
        {"SELECT count(*) FROM article_versions", &stats.versions},
        {"SELECT count(*) FROM fetches", &stats.fetches},
        {"SELECT count(*) FROM bodies", &stats.bodies},
        {"SELECT sum(length(CAST(text AS BLOB))) FROM articles", &stats.text_bytes},
        {"SELECT sum(byte_length) FROM bodies", &stats.page_bytes}})
    if (auto ok = read(sql, *out); !ok) return ok;
  return {};
}

void measure_files(const StoreOptions& options, StoreStats& stats) {
  std::error_code error;
  for (const char* end : {"", "-wal"}) {
    const auto size = std::filesystem::file_size(options.path + end, error);
    if (!error) stats.database_bytes += size;
  }
  for (const auto& entry : std::filesystem::directory_iterator(warc_directory(options), error)) {
    const auto size = entry.file_size(error);
    if (error) continue;
    stats.warc_bytes += size;
    ++stats.warc_files;
  }
}

}  // namespace

Result<StoreStats> store_stats(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  StoreStats stats;
  if (auto ok = read_counts(*db, stats); !ok) return fail(std::move(ok.error()));
  auto sites = read_rows(*db, kSites);
  if (!sites) return fail(std::move(sites.error()));
  auto days = read_rows(*db, kDays);
  if (!days) return fail(std::move(days.error()));
  stats.sites = std::move(*sites);
  stats.days = std::move(*days);
  measure_files(options, stats);
  return stats;
}

}  // namespace cuttings
