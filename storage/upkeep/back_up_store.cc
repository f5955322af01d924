#include "storage/upkeep/back_up_store.h"

#include <filesystem>

#include "storage/sqlite/open_store.h"
#include "storage/whole_file.h"

namespace cuttings {

Result<void> back_up_store(const StoreOptions& options, const std::string& path) {
  if (std::error_code error; std::filesystem::exists(path, error))
    return fail(ErrorCode::kInvalidArgument, path + " exists already",
                "name a new file; a backup never takes the place of another");
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  return write_whole_file(
      path, [&](const std::string& unfinished) { return db->back_up_to(unfinished); });
}

}  // namespace cuttings
