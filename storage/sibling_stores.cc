#include "storage/sibling_stores.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "config/base/text.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/open_store.h"
#include "storage/sqlite/rows.h"

namespace cuttings {
namespace {

namespace fs = std::filesystem;

// The header of a database file: https://www.sqlite.org/fileformat.html#the_database_header
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kApplicationIdOffset = 68;

bool is_archive(const fs::path& path) {
  std::array<char, kApplicationIdOffset + 4> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file.read(header.data(), header.size())) return false;
  const std::string_view bytes(header.data(), header.size());
  std::uint32_t id = 0;
  for (const char byte : bytes.substr(kApplicationIdOffset))
    id = id << 8 | static_cast<unsigned char>(byte);
  return bytes.starts_with(kMagic) && id == kApplicationId;
}

// The database and what lies beside it; to open and close SQLite's files would drop its locks.
constexpr std::array<std::string_view, 7> kEndings = {"",      "-wal",     "-shm",    "-journal",
                                                      ".lock", "-reading", "-control"};

bool belongs_to(const fs::path& file, const fs::path& store) {
  const std::string name = file.filename().string();
  for (const std::string_view ending : kEndings)
    if (name == store.filename().string() + std::string(ending)) return true;
  std::error_code ignored;
  return fs::equivalent(file, store, ignored);
}

Result<std::vector<std::string>> siblings_of(sqlite::Database& db) {
  auto path = db.text("SELECT file FROM pragma_database_list WHERE name = 'main'");
  if (!path) return fail(std::move(path.error()));
  const fs::path store = *path;
  std::vector<std::string> siblings;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(store.parent_path(), error)) {
    std::error_code ignored;  // what has gone meanwhile needs nothing
    if (!entry.is_regular_file(ignored) || belongs_to(entry.path(), store)) continue;
    if (is_archive(entry.path())) siblings.push_back(entry.path().string());
  }
  return siblings;
}

// What a killed backup ("NAME.partial") or export ("NAME.AbC123") leaves may be half a database.
bool is_named_unfinished(std::string_view path) {
  if (path.ends_with(".partial")) return true;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.size() - dot != 7) return false;
  return std::all_of(path.begin() + static_cast<std::ptrdiff_t>(dot) + 1, path.end(),
                     is_ascii_alphanumeric);
}

Result<void> add_files_of(const std::string& path, std::set<std::string>& files) {
  auto db = sqlite::open_for_reading(path);
  if (!db && is_named_unfinished(path)) return {};
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
    if (!other && is_named_unfinished(sibling)) continue;
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
