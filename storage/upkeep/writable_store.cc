#include "storage/upkeep/writable_store.h"

#include <set>

#include "storage/sibling_stores.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {

Result<WritableStore> open_writable(const StoreOptions& options, const Clock& clock) {
  if (auto there = sqlite::open_of_any_version(options.path); !there) {
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
  DirectoryUse use(directory);
  use.share();  // what it makes there is no leftover for others
  return WritableStore{std::move(*lock), std::move(*db), std::move(directory), std::move(use)};
}

Result<std::vector<std::string>> files_to_change(WritableStore& store) {
  const bool is_alone = store.use.try_alone();
  auto files = wanted_warc_files(store.db, store.warc_directory, UnreadSiblings::kRefuse);
  auto own = is_alone ? Result<std::set<std::string>>() : warc_files_of(store.db);
  store.use.share();
  if (!own) return fail(std::move(own.error()));
  if (!files || is_alone) return files;
  std::erase_if(*files, [&](const std::string& file) { return !own->contains(file); });
  return files;
}

}  // namespace cuttings
