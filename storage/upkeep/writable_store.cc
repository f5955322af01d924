#include "storage/upkeep/writable_store.h"

#include "storage/sqlite/open_store.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {

Result<WritableStore> open_writable(const StoreOptions& options, const Clock& clock) {
  if (auto there = sqlite::open_for_reading(options.path); !there) {
    there.error().code = ErrorCode::kStore;  // nothing is made where there is none
    return fail(std::move(there.error()));
  }
  auto lock = LockFile::acquire(options.path + ".lock");
  if (!lock) return fail(std::move(lock.error()));
  auto db = sqlite::open_for_writing(options.path, clock);
  if (!db) return fail(std::move(db.error()));
  if (auto ok = db->execute("PRAGMA secure_delete=ON"); !ok) return fail(std::move(ok.error()));
  std::string directory = warc_directory(options);
  if (auto ok = remove_unwanted(*db, directory); !ok) return fail(std::move(ok.error()));
  return WritableStore{std::move(*lock), std::move(*db), std::move(directory)};
}

}  // namespace cuttings
