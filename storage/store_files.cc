#include "storage/store_files.h"

namespace cuttings {

Result<StoreFiles> StoreFiles::of(sqlite::Database& db, const std::string& lock_path) {
  // As SQLite knows it: behind symbolic links, and whatever the working directory becomes.
  auto path = db.text("SELECT file FROM pragma_database_list WHERE name = 'main'");
  if (!path) return fail(std::move(path.error()));
  StoreFiles files;
  for (const char* ending : {"", "-wal", "-shm"}) files.files_.emplace_back(*path + ending);
  files.files_.emplace_back(lock_path);
  return files;
}

Result<void> StoreFiles::check() const {
  for (const NamedFile& file : files_)
    if (!file.is_in_place())
      return fail(ErrorCode::kStore,
                  file.path() +
                      " was moved, removed or replaced while the archive is in use: "
                      "nothing more is written to it",
                  "put it back, or restore a backup; then run the same command again");
  return {};
}

}  // namespace cuttings
