#pragma once
// Database: one SQLite connection with the settings of docs/decisions/0030, and the cursors read
// from it. sqlite3.h stays in database.cc.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "config/base/result.h"

namespace cuttings::sqlite {

/// A bound parameter. Text is UTF-8 and must outlive the call it is given to.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

/// `text`, or NULL when it is empty.
inline Value text_or_null(std::string_view text) {
  return text.empty() ? Value(nullptr) : Value(text);
}

/// The rows of one query, from before the first on. Views end with the next call of next().
class Cursor {
 public:
  Cursor(Cursor&& other) noexcept;
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor();

  /// Steps to the next row; false after the last. Error kStore.
  Result<bool> next();
  bool is_null(int column) const;
  std::string_view text(int column) const;  ///< "" for NULL
  std::int64_t integer(int column) const;   ///< 0 for NULL
  double real(int column) const;            ///< 0 for NULL

 private:
  friend class Database;
  explicit Cursor(void* statement) : statement_(statement) {}
  void* statement_;  // a sqlite3_stmt the Database owns; reset by the destructor
};

enum class OpenMode { kReadOnly, kReadWrite, kCreate };

/// Owns the connection and its prepared statements. One thread at a time.
class Database {
 public:
  /// Opens `path` with the defensive settings; the schema is trusted only for writing, as the
  /// triggers of the full-text table need it. Reads nothing of the file but what SQLite needs for
  /// `PRAGMA schema_version`. A folder that cannot be written is no hindrance to reading. Error
  /// kStore: not a database, corrupt; kLocked; kIo: cannot be opened.
  static Result<Database> open(const std::string& path, OpenMode mode);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Runs all statements of `sql`, ignoring rows. Error kStore.
  Result<void> execute(const std::string& sql);
  /// Runs one statement to its end. Prepared once per text of `sql`. Error kStore.
  Result<void> run(std::string_view sql, std::initializer_list<Value> values) {
    return run(sql, std::span<const Value>(values.begin(), values.size()));
  }
  Result<void> run(std::string_view sql, std::span<const Value> values);
  /// Begins one query. A cursor of the same `sql` must be gone before. Error kStore.
  Result<Cursor> query(std::string_view sql, std::initializer_list<Value> values) {
    return query(sql, std::span<const Value>(values.begin(), values.size()));
  }
  Result<Cursor> query(std::string_view sql, std::span<const Value> values);
  /// The first column of the first row; 0 when there is no row or it is NULL. Error kStore.
  Result<std::int64_t> integer(std::string_view sql, std::initializer_list<Value> values = {});
  /// As integer(); "" for no row or NULL.
  Result<std::string> text(std::string_view sql, std::initializer_list<Value> values = {});
  std::int64_t last_insert_id() const;
  /// Takes the tables whose names are like `pattern` (of GLOB) out of the schema without a look at
  /// them, for those too damaged to be dropped. Their pages are lost until a VACUUM. Within a
  /// transaction. Error kStore.
  Result<void> forget_tables(const std::string& pattern);
  /// Copies the whole database into a new file at `path`, consistent as of one moment, while others
  /// read and write (SQLite's online backup). Error kStore, kIo.
  Result<void> back_up_to(const std::string& path);

 private:
  struct Connection;
  static Result<Database> open_named(const std::string& name, const std::string& path,
                                     OpenMode mode);
  explicit Database(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

/// While it lives, all queries see the database as it was at the first of them, and share its
/// locks.
class ReadTransaction {
 public:
  /// Error kStore.
  static Result<ReadTransaction> begin(Database& database);
  ReadTransaction(ReadTransaction&& other) noexcept : database_(other.database_) {
    other.database_ = nullptr;
  }
  ReadTransaction& operator=(ReadTransaction&&) = delete;
  ~ReadTransaction();

 private:
  explicit ReadTransaction(Database& database) : database_(&database) {}
  Database* database_;
};

/// BEGIN IMMEDIATE ... COMMIT; rolled back when it dies uncommitted.
class Transaction {
 public:
  /// Error kLocked: another writer held the lock longer than the busy time-out; kStore.
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) {
    other.database_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  /// Durable when it returns. Error kStore: nothing was kept.
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace cuttings::sqlite
