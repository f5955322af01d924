#include "storage/sibling_stores.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "storage/schema/schema.h"
#include "storage/sqlite/open_store.h"
#include "storage/sqlite/rows.h"

namespace cuttings {
namespace {

namespace fs = std::filesystem;

// The header of a database file: https://www.sqlite.org/fileformat.html#the_database_header
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kApplicationIdOffset = 68;
constexpr const char* kLockEnding = ".lock";

// Also true when it cannot be opened: then it may be one.
bool is_archive(const fs::path& path) {
  std::array<char, kApplicationIdOffset + 4> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return true;
  if (!file.read(header.data(), header.size())) return false;
  const std::string_view bytes(header.data(), header.size());
  std::uint32_t id = 0;
  for (const char byte : bytes.substr(kApplicationIdOffset))
    id = id << 8 | static_cast<unsigned char>(byte);
  return bytes.starts_with(kMagic) && id == kApplicationId;
}

Result<std::vector<std::string>> siblings_of(sqlite::Database& db) {
  auto path = db.text("SELECT file FROM pragma_database_list WHERE name = 'main'");
  if (!path) return fail(std::move(path.error()));
  const fs::path store = *path;
  std::vector<std::string> siblings;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(store.parent_path(), error)) {
    fs::path other = entry.path();
    if (other.extension() != kLockEnding) continue;  // every archive that was written has a lock
    other.replace_extension();
    std::error_code ignored;  // what has gone meanwhile needs nothing
    if (!fs::is_regular_file(other, ignored) || fs::equivalent(other, store, ignored)) continue;
    if (is_archive(other)) siblings.push_back(other.string());
  }
  return siblings;
}

Result<void> add_files_of(const std::string& path, std::set<std::string>& files) {
  auto db = sqlite::open_for_reading(path);
  auto own = db ? warc_files_of(*db) : Result<std::set<std::string>>(fail(db.error()));
  if (!own)
    return fail(ErrorCode::kStore,
                "cannot see which WARC files " + path + " needs: " + own.error().message,
                "move it to another folder, or mend it");
  files.merge(*own);
  return {};
}

}  // namespace

Result<std::set<std::string>> warc_files_of(sqlite::Database& db) {
  auto names = all_rows<std::string>(
      db.query("SELECT DISTINCT warc_file FROM bodies WHERE warc_file IS NOT NULL"
               " UNION SELECT value FROM store_info WHERE key = 'warc_file'",
               {}),
      [](const sqlite::Cursor& row) { return std::string(row.text(0)); });
  if (!names) return fail(std::move(names.error()));
  return std::set<std::string>(names->begin(), names->end());
}

Result<std::set<std::string>> warc_files_of_siblings(sqlite::Database& db) {
  auto siblings = siblings_of(db);
  if (!siblings) return fail(std::move(siblings.error()));
  std::set<std::string> files;
  for (const std::string& sibling : *siblings)
    if (auto ok = add_files_of(sibling, files); !ok) return fail(std::move(ok.error()));
  return files;
}

bool is_shared_warc_file(sqlite::Database& db, const std::string& file) {
  const auto siblings = siblings_of(db);
  if (!siblings) return true;
  for (const std::string& sibling : *siblings) {
    auto other = sqlite::open_for_reading(sibling);
    if (!other) return true;
    const auto needs = other->integer(
        "SELECT EXISTS (SELECT 1 FROM store_info WHERE key = 'warc_file' AND value = ?1)"
        " OR EXISTS (SELECT 1 FROM bodies WHERE warc_file = ?1)",
        {file});
    if (!needs || *needs != 0) return true;
  }
  return false;
}

}  // namespace cuttings
