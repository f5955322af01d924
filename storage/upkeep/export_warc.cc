#include "storage/upkeep/export_warc.h"

#include "storage/app_version.h"
#include "storage/iso_time.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/cdxj.h"
#include "storage/warc/wacz_writer.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {
namespace {

Result<std::vector<WaczPage>> read_pages(sqlite::Database& db) {
  auto rows = db.query(
      "SELECT a.uid, f.url, a.title, f.started_at FROM articles a"
      " JOIN article_versions v ON v.id = a.current_version_id"
      " JOIN fetches f ON f.id = v.fetch_id WHERE a.removed_at IS NULL ORDER BY a.id",
      {});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<WaczPage> pages;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    pages.push_back({std::string(rows->text(0)), std::string(rows->text(1)),
                     std::string(rows->text(2)), std::string(rows->text(3))});
  if (!row) return fail(std::move(row.error()));
  return pages;
}

}  // namespace

Result<std::string> store_cdxj(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);  // is there a store at all?
  if (!db) return fail(std::move(db.error()));
  const std::string directory = warc_directory(options);
  auto files = wanted_warc_files(*db, directory);
  if (!files) return fail(std::move(files.error()));
  return cdxj_of_files(directory, *files);
}

Result<void> export_wacz(const StoreOptions& options, const std::string& path, const Clock& clock) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  auto pages = read_pages(*db);
  if (!pages) return fail(std::move(pages.error()));
  const std::string directory = warc_directory(options);
  auto files = wanted_warc_files(*db, directory);
  if (!files) return fail(std::move(files.error()));
  return write_wacz(path, {directory, std::move(*files), std::move(*pages),
                           iso_time(clock.wall_now()), std::string(kAppVersion)});
}

}  // namespace cuttings
