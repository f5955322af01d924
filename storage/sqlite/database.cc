#include "storage/sqlite/database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <unordered_map>

#include "config/base/folder.h"
#include "config/base/percent_encoding.h"
#include "storage/sqlite/relevance.h"

namespace cuttings::sqlite {
namespace {

// The last connection to close locks readers out while it copies the write-ahead log and waits for
// the disk. So the log is emptied before, beside the readers; what a reader still uses stays for
// the close. Measured 2026-11-26, `get --store` in a loop beside a reader without a busy timeout:
// 460 of 10,232 reads were refused without it, 86 of 11,501 with it, none with a timeout.
struct CloseConnection {
  void operator()(sqlite3* handle) const {
    sqlite3_busy_timeout(handle, 0);
    if (sqlite3_db_readonly(handle, "main") == 0)
      sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_close_v2(handle);
  }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

constexpr int kBusyTimeoutMs = 5000;
constexpr int kMaxValueBytes = 32 << 20;
constexpr int kMaxSqlBytes = 100'000;

bool is_no_room(int system_error) {
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

// What a person can do about it.
std::string hint_for(int code, int system_error) {
  if (code == SQLITE_CORRUPT_VTAB)
    return "an index of words is damaged: `cuttings db check` tells more, `cuttings db reindex` "
           "mends it";
  if (system_error == EMFILE || system_error == ENFILE)
    return "raise the limit of open files (ulimit -n), then run the same command again";
  switch (is_no_room(system_error) ? SQLITE_FULL : code & 0xFF) {
    case SQLITE_FULL:
      return "make room on the disk, then run the same command again; nothing stored was lost";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program writes to the store; wait for it or stop it";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "keep the file as it is; restore a backup or try `sqlite3 FILE .recover`";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return "check that the file and its directory exist and may be written";
    case SQLITE_IOERR:  // SQLite does not always keep the system's reason
      return "make room on the disk, or see whether it fails, then run the same command again";
    case SQLITE_ERROR:  // all our statements are right: a part of the store is not what it was
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return "`cuttings db check` tells whether the store is damaged, and what to do";
    default:
      return {};
  }
}

ErrorCode error_code_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return ErrorCode::kIo;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kLocked;
    default:
      return ErrorCode::kStore;
  }
}

// The one place where a SQLite return code becomes a Result.
Result<void> check(sqlite3* handle, int code, std::string_view doing) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return {};
  std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  const bool is_system =
      handle != nullptr && ((code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN);
  const int system_error = is_system ? sqlite3_system_errno(handle) : 0;
  if (system_error != 0) reason += std::string(": ") + std::strerror(system_error);
  const bool is_full = (code & 0xFF) == SQLITE_FULL || is_no_room(system_error);
  return fail(is_full ? ErrorCode::kFull : error_code_of(code),
              "cannot " + std::string(doing) + ": " + reason, hint_for(code, system_error));
}

// SQLite waits for ever at a pipe.
Result<void> refuse_what_is_no_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error || !std::filesystem::exists(status) || std::filesystem::is_regular_file(status))
    return {};
  return fail(ErrorCode::kStore, path + ": it is no file, and cannot be a store",
              "name the file of a store");
}

// "use /path/of/the/store"
std::string use_of(sqlite3* handle) {
  const char* name = sqlite3_db_filename(handle, "main");
  return std::string("use ") + (name != nullptr && *name != '\0' ? name : "the store");
}

void set_limits(sqlite3* handle) {
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, kMaxSqlBytes);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);
  sqlite3_limit(handle, SQLITE_LIMIT_VDBE_OP, 250'000);
  sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
}

// Nobody asks how much memory SQLite has, and counting takes a lock at each allocation.
void count_no_memory() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)once;  // refused when something else began to use SQLite before: then it counts
}

// SQLite 3.40 takes FTS5 in a trigger and json_valid in a CHECK for unsafe in an untrusted schema,
// so the writer trusts it: with no function of ours registered there and no extension loadable, a
// schema has nothing to misuse.
Result<void> set_defences(sqlite3* handle, OpenMode mode) {
  const int is_trusted = mode == OpenMode::kReadOnly ? 0 : 1;
  for (const auto& [option, on] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, is_trusted},
                                   {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                   {SQLITE_DBCONFIG_DQS_DML, 0}}) {
    auto ok = check(handle, sqlite3_db_config(handle, option, on, nullptr), "secure the store");
    if (!ok) return ok;
  }
  return {};
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, index, *integer);
  if (const auto* real = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, index, *real);
  if (const auto* text = std::get_if<std::string_view>(&value))
    return sqlite3_bind_text64(statement, index, text->data() != nullptr ? text->data() : "",
                               text->size(), SQLITE_STATIC, SQLITE_UTF8);
  return sqlite3_bind_null(statement, index);
}

sqlite3_stmt* as_statement(void* statement) { return static_cast<sqlite3_stmt*>(statement); }

/// Nobody can write there, and no log holds what the file lacks: then it may be read as it lies,
/// where SQLite would want to make files of its own beside it
/// (https://www.sqlite.org/wal.html#read_only_databases).
bool is_frozen(const std::string& path) {
  std::error_code error;
  const std::uintmax_t log_bytes = std::filesystem::file_size(path + "-wal", error);
  return (error || log_bytes == 0) && access(folder_of(path).c_str(), W_OK) != 0;
}

/// The address of a file that nobody changes (https://www.sqlite.org/uri.html).
std::string immutable_address(const std::string& path) {
  std::string address = "file:";
  append_percent_encoded(address, path, PercentEncodeSet::kComponent);
  return address + "?immutable=1";
}

}  // namespace

Cursor::Cursor(Cursor&& other) noexcept : statement_(other.statement_) {
  other.statement_ = nullptr;
}

Cursor::~Cursor() {
  if (statement_ == nullptr) return;
  sqlite3_reset(as_statement(statement_));
  sqlite3_clear_bindings(as_statement(statement_));
}

Result<bool> Cursor::next() {
  const int code = sqlite3_step(as_statement(statement_));
  if (code == SQLITE_ROW) return true;
  sqlite3* const handle = sqlite3_db_handle(as_statement(statement_));
  auto ok = check(handle, code, use_of(handle));
  if (!ok) return fail(std::move(ok.error()));
  return false;
}

bool Cursor::is_null(int column) const {
  return sqlite3_column_type(as_statement(statement_), column) == SQLITE_NULL;
}

std::string_view Cursor::text(int column) const {
  const auto* bytes = sqlite3_column_blob(as_statement(statement_), column);
  const int size = sqlite3_column_bytes(as_statement(statement_), column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::int64_t Cursor::integer(int column) const {
  return sqlite3_column_int64(as_statement(statement_), column);
}

double Cursor::real(int column) const {
  return sqlite3_column_double(as_statement(statement_), column);
}

// Statements are looked up without a copy of their text.
struct HashSql {
  using is_transparent = void;
  std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
};

// Statements are finalised before the connection closes: members die in reverse order.
struct Database::Connection {
  std::unique_ptr<sqlite3, CloseConnection> handle;
  std::unordered_map<std::string, StatementHandle, HashSql, std::equal_to<>> statements;
};

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& path, OpenMode mode) {
  count_no_memory();
  if (auto ok = refuse_what_is_no_file(path); !ok) return fail(std::move(ok.error()));
  // To SQLite ":memory:" is no file, and "file:x" an address.
  const bool is_odd = path.starts_with(':') || path.starts_with("file:");
  auto database = open_named((is_odd ? "./" : "") + path, path, mode);
  if (database || mode != OpenMode::kReadOnly || !is_frozen(path)) return database;
  auto frozen = open_named(immutable_address(path), path, mode);
  return frozen ? std::move(frozen) : std::move(database);
}

/// `name` is what SQLite is told, `path` what messages say.
Result<Database> Database::open_named(const std::string& name, const std::string& path,
                                      OpenMode mode) {
  const int access = mode == OpenMode::kReadOnly    ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                     : mode == OpenMode::kReadWrite ? SQLITE_OPEN_READWRITE
                                                    : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, access | SQLITE_OPEN_NOMUTEX, nullptr);
  auto connection = std::make_unique<Connection>();
  connection->handle.reset(raw);
  if (auto ok = check(raw, code, "open the store"); !ok) return fail(std::move(ok.error()), path);
  set_limits(raw);
  if (auto ok = set_defences(raw, mode); !ok) return fail(std::move(ok.error()), path);
  if (mode == OpenMode::kReadOnly && !add_relevance(raw))
    return fail(ErrorCode::kStore, path + ": this SQLite has no full-text search (FTS5)");
  Database database(std::move(connection));
  auto readable = database.integer("PRAGMA schema_version");  // reads the header: is it a database?
  if (!readable) return fail(std::move(readable.error()), path);
  return database;
}

Result<void> Database::execute(const std::string& sql) {
  sqlite3* handle = connection_->handle.get();
  return check(handle, sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr),
               use_of(handle));
}

Result<Cursor> Database::query(std::string_view sql, std::span<const Value> values) {
  sqlite3* handle = connection_->handle.get();
  auto known = connection_->statements.find(sql);
  if (known == connection_->statements.end())
    known = connection_->statements.emplace(std::string(sql), nullptr).first;
  StatementHandle& statement = known->second;
  if (!statement) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    statement.reset(raw);
    if (auto ok = check(handle, code, "prepare a query"); !ok) return fail(std::move(ok.error()));
  }
  Cursor cursor(statement.get());
  int index = 0;
  for (const Value& value : values) {
    auto ok = check(handle, bind(statement.get(), ++index, value), "bind a value");
    if (!ok) return fail(std::move(ok.error()));
  }
  return cursor;
}

Result<void> Database::run(std::string_view sql, std::span<const Value> values) {
  auto cursor = query(sql, values);
  if (!cursor) return fail(std::move(cursor.error()));
  while (true) {
    auto has_row = cursor->next();
    if (!has_row) return fail(std::move(has_row.error()));
    if (!*has_row) return {};
  }
}

Result<std::int64_t> Database::integer(std::string_view sql, std::initializer_list<Value> values) {
  auto cursor = query(sql, values);
  if (!cursor) return fail(std::move(cursor.error()));
  auto has_row = cursor->next();
  if (!has_row) return fail(std::move(has_row.error()));
  return *has_row ? cursor->integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql, std::initializer_list<Value> values) {
  auto cursor = query(sql, values);
  if (!cursor) return fail(std::move(cursor.error()));
  auto has_row = cursor->next();
  if (!has_row) return fail(std::move(has_row.error()));
  return *has_row ? std::string(cursor->text(0)) : std::string();
}

std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(connection_->handle.get());
}

// The schema is a table like others, but for whoever is not on the defensive.
Result<void> Database::forget_tables(const std::string& pattern) {
  sqlite3* handle = connection_->handle.get();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  auto ok = execute("PRAGMA writable_schema=ON");
  if (ok) ok = run("DELETE FROM sqlite_master WHERE tbl_name GLOB ?1", {pattern});
  const auto reset = execute("PRAGMA writable_schema=RESET");  // the schema is read anew
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return ok ? reset : ok;
}

Result<void> Database::back_up_to(const std::string& path) {
  auto target = Database::open(path, OpenMode::kCreate);
  if (!target) return fail(std::move(target.error()));
  sqlite3* to = target->connection_->handle.get();
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", connection_->handle.get(), "main");
  if (backup == nullptr) return check(to, sqlite3_errcode(to), "begin the backup");
  const int code = sqlite3_backup_step(backup, -1);  // all at once: a writer goes on in its WAL
  const int end = sqlite3_backup_finish(backup);
  return check(to, code == SQLITE_DONE ? end : code, "write the backup " + path);
}

Result<ReadTransaction> ReadTransaction::begin(Database& database) {
  auto ok = database.run("BEGIN", {});
  if (!ok) return fail(std::move(ok.error()));
  return ReadTransaction(database);
}

ReadTransaction::~ReadTransaction() {
  if (database_ != nullptr) (void)database_->run("COMMIT", {});  // nothing was written
}

Result<Transaction> Transaction::begin(Database& database) {
  auto ok = database.run("BEGIN IMMEDIATE", {});
  if (!ok) return fail(std::move(ok.error()));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  (void)database_->execute("ROLLBACK");  // SQLite may have rolled back itself: then an error
}

Result<void> Transaction::commit() {
  auto ok = database_->run("COMMIT", {});
  if (!ok) return ok;
  database_ = nullptr;
  return {};
}

}  // namespace cuttings::sqlite
