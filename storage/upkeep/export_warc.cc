#include "storage/upkeep/export_warc.h"

#include <cstdlib>
#include <filesystem>

#include "storage/app_version.h"
#include "storage/iso_time.h"
#include "storage/part_of_store.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/cdxj.h"
#include "storage/warc/compact_file.h"
#include "storage/warc/read_record.h"
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

// A directory of its own beside the package, gone with this.
class ScratchDirectory {
 public:
  explicit ScratchDirectory(const std::string& path) : path_(path + ".parts-XXXXXX") {
    is_there_ = mkdtemp(path_.data()) != nullptr;
  }
  ~ScratchDirectory() {
    std::error_code ignored;  // what cannot be removed is only in the way
    if (is_there_) std::filesystem::remove_all(path_, ignored);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  bool is_there() const { return is_there_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_there_ = false;
};

// Paths of the store's files; of compact ones plain copies in `scratch`.
Result<std::vector<std::string>> plain_files(sqlite::Database& db, const std::string& directory,
                                             const ScratchDirectory& scratch) {
  auto files = wanted_warc_files(db, directory, UnreadSiblings::kIgnore);
  if (!files) return files;
  for (std::string& file : *files) {
    std::string path = directory + "/" + file;
    if (is_compact_name(file)) {
      path = scratch.path() + "/" + file.substr(0, file.rfind('.')) + ".gz";
      if (auto ok = expand_warc_file(directory, file, path); !ok)
        return fail(std::move(ok.error()));
    }
    file = std::move(path);
  }
  return files;
}

// A damaged file of the store is the store's damage.
template <class Value>
Result<Value> of_store(Result<Value> made) {
  if (!made && made.error().code == ErrorCode::kParse) {
    made.error().code = ErrorCode::kStore;
    made.error().hint = "cuttings db verify tells more";
  }
  return made;
}

}  // namespace

Result<std::string> store_cdxj(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);  // is there a store at all?
  if (!db) return fail(std::move(db.error()));
  const std::string directory = warc_directory(options);
  auto files = wanted_warc_files(*db, directory, UnreadSiblings::kIgnore);
  if (!files) return fail(std::move(files.error()));
  for (std::string& file : *files) {
    if (is_compact_name(file))
      return fail(ErrorCode::kStore, file + " is compact: replay tools cannot read it by an index",
                  "cuttings db wacz packs plain files and their index; cuttings db compact --undo");
    file = directory + "/" + file;
  }
  return of_store(cdxj_of_files(*files));
}

Result<void> export_wacz(const StoreOptions& options, const std::string& path, const Clock& clock) {
  if (auto ok = refuse_part_of_store(path); !ok) return ok;
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  auto pages = read_pages(*db);
  if (!pages) return fail(std::move(pages.error()));
  const std::string directory = warc_directory(options);
  const ScratchDirectory scratch(path);
  if (!scratch.is_there())
    return fail(ErrorCode::kIo, "cannot make a directory beside " + path,
                "see that its directory exists and may be written");
  auto files = plain_files(*db, directory, scratch);
  if (!files) return fail(std::move(files.error()));
  return of_store(write_wacz(path, {std::move(*files), std::move(*pages),
                                    iso_time(clock.wall_now()), std::string(kAppVersion)}));
}

}  // namespace cuttings
