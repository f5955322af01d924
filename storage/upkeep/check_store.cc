#include "storage/upkeep/check_store.h"

#include <filesystem>
#include <map>

#include "storage/sqlite/open_store.h"
#include "storage/upkeep/index_check.h"
#include "storage/upkeep/row_check.h"
#include "storage/warc/read_record.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {
namespace {

using sqlite::Cursor;
using sqlite::Database;

// Calls `see` with each row. An error while reading (a damaged page) becomes a finding: the other
// checks go on.
template <class See>
void each_row(Database& db, std::string_view sql, Findings& findings, See see) {
  auto rows = db.query(sql, {});
  Result<bool> row = false;
  if (rows)
    for (row = rows->next(); row && *row; row = rows->next()) see(*rows);
  const Error* error = !rows ? &rows.error() : !row ? &row.error() : nullptr;
  if (error != nullptr) findings.all.push_back({"database", "", "", error->message});
}

void check_pages(Database& db, Findings& findings) {
  each_row(db, "PRAGMA integrity_check(100)", findings, [&](const Cursor& row) {
    if (row.text(0) != "ok") findings.all.push_back({"database", "", "", std::string(row.text(0))});
  });
}

void check_foreign_keys(Database& db, Findings& findings) {
  each_row(db, "PRAGMA foreign_key_check", findings, [&](const Cursor& row) {
    findings.all.push_back(
        {"foreign_key", std::string(row.text(0)) + " " + std::string(row.text(1)), "",
         "points at a row of " + std::string(row.text(2)) + " that is not there"});
  });
}

// How far offsets into the file may reach; 0 when it is missing, or compact and cut off.
std::uint64_t size_of_content(const std::string& path) {
  if (is_compact_name(path)) {
    const auto file = SeekableZstd::open(path);
    return file ? file->plain_size() : 0;
  }
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

void check_pointers(Database& db, const std::string& directory, Findings& findings) {
  std::map<std::string, std::uint64_t, std::less<>> sizes;  // of the files; 0: missing
  const auto size_of = [&](std::string_view file) {
    if (const auto known = sizes.find(file); known != sizes.end()) return known->second;
    const std::uint64_t size = size_of_content(directory + "/" + std::string(file));
    return sizes.emplace(std::string(file), size).first->second;
  };
  each_row(db,
           "SELECT b.id, b.warc_file, b.warc_offset + b.warc_length,"
           " (SELECT url FROM fetches WHERE body_id = b.id LIMIT 1) FROM bodies b"
           " WHERE b.warc_file IS NOT NULL",
           findings, [&](const Cursor& row) {
             ++findings.examined;
             if (size_of(row.text(1)) >= static_cast<std::uint64_t>(row.integer(2))) return;
             findings.all.push_back(
                 {"pointer", "bodies " + std::string(row.text(0)), std::string(row.text(3)),
                  directory + "/" + std::string(row.text(1)) + " is missing or too short"});
           });
}

}  // namespace

Result<Findings> check_store(const StoreOptions& options) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  Findings findings;
  check_pages(*db, findings);
  check_foreign_keys(*db, findings);
  check_indexes(options, findings);
  check_pointers(*db, warc_directory(options), findings);
  count_removed(*db, findings);
  if (auto ok = check_rows(*db, findings); !ok)
    findings.all.push_back({"database", "", "", ok.error().message});
  return findings;
}

}  // namespace cuttings
