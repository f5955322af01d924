#include "storage/upkeep/unwanted_files.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "storage/sibling_stores.h"
#include "storage/sqlite/rows.h"
#include "storage/store_text.h"
#include "storage/warc/read_record.h"

namespace cuttings {
namespace {

Result<std::vector<std::string>> read_unwanted(sqlite::Database& db) {
  return all_rows<std::string>(
      db.query(
          "SELECT j.value FROM store_info i, json_each(i.value) j WHERE i.key = '_unwanted_files'",
          {}),
      [](const sqlite::Cursor& row) { return std::string(row.text(0)); });
}

// Files that other archives need and this one does not.
Result<std::map<std::string, std::string>> files_of_others_alone(sqlite::Database& db) {
  auto others = warc_files_of_siblings(db);
  if (!others || others->empty()) return others;
  auto own = warc_files_of(db);
  if (!own) return fail(std::move(own.error()));
  for (const std::string& name : *own) others->erase(name);
  return others;
}

}  // namespace

Result<std::vector<std::string>> wanted_warc_files(sqlite::Database& db,
                                                   const std::string& directory,
                                                   UnreadSiblings siblings) {
  auto unwanted = read_unwanted(db);
  if (!unwanted) return unwanted;
  auto others = files_of_others_alone(db);
  if (!others && siblings == UnreadSiblings::kRefuse) return fail(std::move(others.error()));
  if (!others) others = std::map<std::string, std::string>();
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    std::string name = entry.path().filename().string();
    if ((name.ends_with(".warc.gz") || is_compact_name(name)) &&
        std::find(unwanted->begin(), unwanted->end(), name) == unwanted->end() &&
        !others->contains(name))
      names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<void> note_unwanted(sqlite::Database& db, const std::vector<std::string>& files) {
  if (files.empty()) return db.run("DELETE FROM store_info WHERE key = '_unwanted_files'", {});
  return db.run("INSERT OR REPLACE INTO store_info VALUES ('_unwanted_files', ?1)",
                {json_array(files)});
}

Result<void> remove_unwanted(sqlite::Database& db, const std::string& directory) {
  auto files = read_unwanted(db);
  if (!files) return fail(std::move(files.error()));
  if (files->empty()) return {};
  for (const std::string& file : *files) {
    std::error_code error;
    std::filesystem::remove(directory + "/" + file, error);
    if (error)
      return fail(ErrorCode::kStore,
                  "cannot remove " + directory + "/" + file + ": " + error.message(),
                  "check that the directory may be written, then run the same command again");
  }
  return note_unwanted(db, {});
}

}  // namespace cuttings
