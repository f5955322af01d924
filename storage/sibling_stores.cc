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

enum class Unopened { kMayBeOne, kIsNone };

bool is_archive(const fs::path& path, Unopened unopened) {
  std::array<char, kApplicationIdOffset + 4> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return unopened == Unopened::kMayBeOne;
  if (!file.read(header.data(), header.size())) return false;
  const std::string_view bytes(header.data(), header.size());
  std::uint32_t id = 0;
  for (const char byte : bytes.substr(kApplicationIdOffset))
    id = id << 8 | static_cast<unsigned char>(byte);
  return bytes.starts_with(kMagic) && id == kApplicationId;
}

// Files of SQLite beside a database. To open and close one of ours drops the locks on it.
bool is_part_of_database(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal");
}

bool is_written_here(const fs::path& path) {
  std::error_code error;
  return fs::exists(path.string() + kLockEnding, error);
}

enum class Which { kWrittenHere, kAll };

Result<std::vector<std::string>> siblings_of(sqlite::Database& db, Which which) {
  auto path = db.text("SELECT file FROM pragma_database_list WHERE name = 'main'");
  if (!path) return fail(std::move(path.error()));
  const fs::path store = *path;
  std::vector<std::string> siblings;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(store.parent_path(), error)) {
    const fs::path& other = entry.path();
    std::error_code ignored;  // what has gone meanwhile needs nothing
    if (is_part_of_database(other) || !fs::is_regular_file(other, ignored) ||
        fs::equivalent(other, store, ignored))
      continue;
    const bool is_written = is_written_here(other);
    if (which == Which::kWrittenHere && !is_written) continue;
    if (is_archive(other, is_written ? Unopened::kMayBeOne : Unopened::kIsNone))
      siblings.push_back(other.string());
  }
  return siblings;
}

Result<void> add_files_of(const std::string& path, std::map<std::string, std::string>& files) {
  auto db = sqlite::open_of_any_version(path);
  auto own = db ? warc_files_of(*db) : Result<std::set<std::string>>(fail(db.error()));
  if (!own)
    return fail(ErrorCode::kStore,
                "cannot see which WARC files " + path + " needs: " + own.error().message,
                "move it to another folder, or mend it");
  for (const std::string& file : *own) files.emplace(file, path);
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

Result<std::map<std::string, std::string>> warc_files_of_siblings(sqlite::Database& db) {
  auto siblings = siblings_of(db, Which::kAll);
  if (!siblings) return fail(std::move(siblings.error()));
  std::map<std::string, std::string> files;
  for (const std::string& sibling : *siblings)
    if (auto ok = add_files_of(sibling, files); !ok) return fail(std::move(ok.error()));
  return files;
}

bool is_shared_warc_file(sqlite::Database& db, const std::string& file) {
  const auto siblings = siblings_of(db, Which::kWrittenHere);
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
