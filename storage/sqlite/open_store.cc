#include "storage/sqlite/open_store.h"

#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "config/base/folder.h"
#include "storage/app_version.h"
#include "storage/iso_time.h"
#include "storage/schema/schema.h"
#include "storage/sqlite/migrate.h"
#include "storage/whole_file.h"

namespace cuttings::sqlite {
namespace {

// faults.md, section 4. Only the writer checkpoints, each 16 MB: pages that many transactions touch
// are copied into the database once for all of them. 16 MB of cache hold the inner pages of the
// indexes.
constexpr const char* kWriterSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;"
    "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16000;";
constexpr const char* kReaderSettings = "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;";
constexpr const char* kCommonSettings =
    "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;"
    "PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";

// f_type of statfs(2): NFS, SMB, SMB2, CIFS. Locks and shared memory do not hold there
// (https://www.sqlite.org/wal.html: "does not work over a network filesystem").
constexpr std::array<unsigned long, 4> kNetworkFileSystems = {0x6969, 0x517B, 0xFE534D42,
                                                              0xFF534D42};

Result<void> refuse_network_file_system(const std::string& path) {
  struct statfs info {};
  if (statfs(folder_of(path).c_str(), &info) != 0) return {};  // open() will tell
  const auto type = static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL;
  if (std::find(kNetworkFileSystems.begin(), kNetworkFileSystems.end(), type) ==
      kNetworkFileSystems.end())
    return {};
  return fail(ErrorCode::kStore, path + ": the store cannot lie on a network file system",
              "put it on a local disk; copy it with `sqlite3 archive.db \".backup FILE\"`");
}

Result<bool> is_empty(Database& database) {
  auto objects = database.integer("SELECT count(*) FROM sqlite_master");
  if (!objects) return fail(std::move(objects.error()));
  return *objects == 0;
}

// Reads only: nothing is changed in a file that is not ours.
Result<void> check_owner(Database& database, const std::string& path, std::int64_t known) {
  auto owner = database.integer("PRAGMA application_id");
  if (!owner) return fail(std::move(owner.error()), path);
  if (*owner != kApplicationId)
    return fail(ErrorCode::kStore, path + ": this is another application's database",
                "name another file for the store; this one was not touched");
  auto version = database.integer("PRAGMA user_version");
  if (!version) return fail(std::move(version.error()), path);
  if (*version > known)
    return fail(ErrorCode::kStore,
                path + ": the store is of version " + std::to_string(*version) +
                    ", newer than this program, which knows up to " + std::to_string(known),
                "update cuttings; the store was not touched");
  if (*version < 1)
    return fail(ErrorCode::kStore, path + ": the store has no version; it is damaged",
                "restore a backup; the file was not touched");
  return {};
}

Result<void> create_schema(Database& database, const Clock& clock) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return fail(std::move(transaction.error()));
  if (auto ok = database.execute(std::string(schema_v1())); !ok) return ok;
  const std::string now = iso_time(clock.wall_now());
  auto ok = database.run(
      "INSERT INTO store_info VALUES ('created_at', ?1), ('created_by', ?2),"
      " ('min_reader_version', '1')",
      {now, kAppVersion});
  if (!ok) return ok;
  ok = database.run("INSERT INTO schema_migrations VALUES (1, 'v1', ?1, ?2)", {now, kAppVersion});
  if (!ok) return ok;
  return transaction->commit();
}

// A store that was being made when the program ended: one page without a table, and a journal to
// roll it back by, which only a writer may do. Later there is a write-ahead log and never a
// journal.
bool was_broken_off(const std::string& path) {
  constexpr std::uintmax_t kPageBytes = 4096;
  std::error_code error;
  return std::filesystem::exists(path + "-journal", error) &&
         std::filesystem::file_size(path, error) <= kPageBytes && !error;
}

// Bit rot in the middle of a table is `db check`'s work, not every start's.
Result<void> check_tables(Database& database, const std::string& path) {
  auto objects = database.integer(
      "SELECT count(*) FROM sqlite_master WHERE name IN ('articles', 'fetches', 'store_info')");
  if (!objects) return fail(std::move(objects.error()), path);
  if (*objects == 3) return {};
  return fail(ErrorCode::kStore, path + ": tables are missing; the store is damaged",
              "restore a backup; the file was not touched");
}

Result<void> bring_up_to_date(Database& database, const std::string& path, const Schema& schema,
                              const Clock& clock) {
  auto version = database.integer("PRAGMA user_version");
  if (!version) return fail(std::move(version.error()), path);
  if (*version == schema.version) return {};
  return migrate(database, path, *version, schema, clock);
}

}  // namespace

Result<Database> open_for_writing(const std::string& path, const Clock& clock,
                                  const Schema& schema) {
  if (auto ok = refuse_network_file_system(path); !ok) return fail(std::move(ok.error()));
  std::error_code error;
  if (std::filesystem::file_size(path, error) > 0 && !error) {
    // refuses before anything is opened for writing
    auto existing = open_of_any_version(path, schema);
    if (!existing && existing.error().code != ErrorCode::kNotFound)
      return fail(std::move(existing.error()));
  }
  auto database = Database::open(path, OpenMode::kCreate);
  if (!database) return database;
  auto is_new = is_empty(*database);
  if (!is_new) return fail(std::move(is_new.error()), path);
  if (!*is_new)  // known already, unless a journal was rolled back just now
    if (auto ok = check_owner(*database, path, schema.version); !ok)
      return fail(std::move(ok.error()));
  for (const char* settings : {kWriterSettings, kCommonSettings})
    if (auto ok = database->execute(settings); !ok) return fail(std::move(ok.error()), path);
  if (!*is_new) {
    if (auto ok = bring_up_to_date(*database, path, schema, clock); !ok)
      return fail(std::move(ok.error()));
    return database;
  }
  if (auto ok = create_schema(*database, clock); !ok) return fail(std::move(ok.error()), path);
  // A new file's name must survive a power cut as its rows do. SQLite synced it with the journal
  // already; this is the second belt.
  (void)sync_to_disk(folder_of(path));
  return database;
}

Result<Database> open_of_any_version(const std::string& path, const Schema& schema) {
  if (std::error_code error; !std::filesystem::exists(path, error))
    return fail(ErrorCode::kNotFound, path + ": there is no store",
                "name it with --store, or make one with `cuttings get --store FILE URL`");
  if (was_broken_off(path))
    return fail(ErrorCode::kNotFound, path + ": the store is empty, its making was broken off",
                "run the command that made it again");
  auto database = Database::open(path, OpenMode::kReadOnly);
  if (!database) return database;
  auto empty = is_empty(*database);
  if (!empty) return fail(std::move(empty.error()), path);
  if (*empty) {  // made and killed before its schema was in
    auto owner = database->integer("PRAGMA application_id");
    if (owner && *owner == 0) return fail(ErrorCode::kNotFound, path + ": the store is empty");
  }
  if (auto ok = check_owner(*database, path, schema.version); !ok)
    return fail(std::move(ok.error()));
  if (auto ok = check_tables(*database, path); !ok) return fail(std::move(ok.error()));
  for (const char* settings : {kReaderSettings, kCommonSettings})
    if (auto ok = database->execute(settings); !ok) return fail(std::move(ok.error()), path);
  return database;
}

Result<Database> open_for_reading(const std::string& path, const Schema& schema) {
  auto database = open_of_any_version(path, schema);
  if (!database) return database;
  auto version = database->integer("PRAGMA user_version");
  if (!version) return fail(std::move(version.error()), path);
  if (*version == schema.version) return database;
  return fail(
      ErrorCode::kStore,
      path + ": the store is of version " + std::to_string(*version) +
          ", older than this program, which reads version " + std::to_string(schema.version),
      "a command that adds to it (get, import, crawl run) brings it up to date and keeps a copy");
}

}  // namespace cuttings::sqlite
