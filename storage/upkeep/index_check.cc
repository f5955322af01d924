#include "storage/upkeep/index_check.h"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/base/result.h"
#include "storage/search/index_schema.h"
#include "storage/search/spaced_text.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/lock_file.h"

namespace cuttings {
namespace {

using sqlite::Cursor;
using sqlite::Database;

constexpr const char* kMend = "; `cuttings db reindex` makes it anew";
constexpr std::size_t kMaxNamed = 20;    // articles: a lost index lacks all of them
constexpr std::size_t kBatchRows = 500;  // articles whose characters are in memory at a time

// FTS5's check is an INSERT.
void check_words(Database& db, Findings& findings) {
  auto ok =
      db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)");
  if (ok) return;
  findings.all.push_back(
      {"index", "articles_fts", "",
       "does not hold the articles' words: " + ok.error().message + std::string(kMend)});
}

// What an index holds of each article: the sum of the hashes of its words and their places, as FTS5
// lists them in an order of its own.
using Holdings = std::unordered_map<std::int64_t, std::uint64_t>;

std::uint64_t hash_of(std::string_view word, std::uint64_t place) {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;  // 2^64 / the golden ratio
  const std::uint64_t hash = (std::hash<std::string_view>{}(word) ^ place) * kMix;
  return (hash ^ hash >> 32) * kMix;
}

constexpr std::string_view kKept =
    "SELECT doc, term, instr('title author text', col), offset FROM temp.kept_characters";
constexpr std::string_view kMade =
    "SELECT doc, term, instr('title author text', col), offset FROM temp.made_characters";

Result<void> add_holdings(Database& db, std::string_view sql, Holdings& holdings) {
  auto rows = db.query(sql, {});
  if (!rows) return fail(std::move(rows.error()));
  auto row = rows->next();
  for (; row && *row; row = rows->next()) {
    const auto place = static_cast<std::uint64_t>(rows->integer(2) << 40 | rows->integer(3));
    holdings[rows->integer(0)] += hash_of(rows->text(1), place);
  }
  if (!row) return fail(std::move(row.error()));
  return {};
}

// Compares the characters' index with one that is made anew, a few articles at a time: FTS5 cannot
// check an index that has no content of its own.
class CharactersCheck {
 public:
  CharactersCheck(Database& db, Findings& findings) : db_(db), findings_(findings) {}

  Result<void> run() {
    auto ok = db_.execute(
        "BEGIN; CREATE VIRTUAL TABLE temp.kept_characters USING"
        " fts5vocab(main, _unspaced_fts, instance);" +
        characters_index_schema("temp.made") +
        ";CREATE VIRTUAL TABLE temp.made_characters USING fts5vocab(temp, made, instance)");
    if (ok) ok = add_holdings(db_, kKept, kept_);
    if (ok) ok = compare_articles();
    (void)db_.execute("ROLLBACK");  // nothing is kept, whatever came of it
    if (!ok) return ok;
    for (const auto& [id, hash] : kept_) report(id, "");  // nobody should hold these
    if (count_ > kMaxNamed)
      findings_.all.push_back({"index", "_unspaced_fts", "",
                               std::to_string(count_ - kMaxNamed) + " more articles" + kMend});
    return {};
  }

 private:
  struct Entered {
    std::int64_t id;
    std::string url;
    bool is_marked;
  };

  Result<void> compare_articles() {
    auto rows = db_.query("SELECT id, title, author, text, has_unspaced, url FROM articles", {});
    if (!rows) return fail(std::move(rows.error()));
    auto row = rows->next();
    for (; row && *row; row = rows->next()) {
      if (auto ok = enter(*rows); !ok) return ok;
      if (batch_.size() < kBatchRows) continue;
      if (auto ok = compare_batch(); !ok) return ok;
    }
    if (!row) return fail(std::move(row.error()));
    return compare_batch();
  }

  Result<void> enter(const Cursor& row) {
    const bool is_marked = row.integer(4) != 0;
    if (!has_unspaced_script(row.text(1)) && !has_unspaced_script(row.text(2)) &&
        !has_unspaced_script(row.text(3))) {
      if (is_marked) report(row.integer(0), std::string(row.text(5)));
      if (is_marked) kept_.erase(row.integer(0));
      return {};
    }
    batch_.push_back({row.integer(0), std::string(row.text(5)), is_marked});
    const std::string title = spaced_text(row.text(1)), author = spaced_text(row.text(2)),
                      text = spaced_text(row.text(3));
    return db_.run("INSERT INTO temp.made (rowid, title, author, text) VALUES (?1, ?2, ?3, ?4)",
                   {row.integer(0), title, author, text});
  }

  Result<void> compare_batch() {
    Holdings made;
    if (auto ok = add_holdings(db_, kMade, made); !ok) return ok;
    for (const Entered& article : batch_) {
      const auto kept = kept_.find(article.id);
      const bool is_same = kept != kept_.end() && kept->second == made[article.id];
      if (!is_same || !article.is_marked) report(article.id, article.url);
      if (kept != kept_.end()) kept_.erase(kept);
    }
    batch_.clear();
    return db_.run("INSERT INTO temp.made (made) VALUES ('delete-all')", {});
  }

  void report(std::int64_t id, std::string url) {
    if (++count_ > kMaxNamed) return;
    findings_.all.push_back({"index", "_unspaced_fts articles " + std::to_string(id),
                             std::move(url),
                             std::string("does not hold the article's characters") + kMend});
  }

  Database& db_;
  Findings& findings_;
  Holdings kept_;  // what was not yet compared
  std::vector<Entered> batch_;
  std::size_t count_ = 0;
};

}  // namespace

void check_indexes(const StoreOptions& options, Findings& findings) {
  auto lock = LockFile::acquire(options.path + ".lock");
  auto db = lock ? Database::open(options.path, sqlite::OpenMode::kReadWrite)
                 : Result<Database>(fail(std::move(lock.error())));
  if (!db) {
    findings.left_out = "the full-text indexes: " + db.error().message;
    return;
  }
  (void)db->execute("PRAGMA temp_store=MEMORY");
  check_words(*db, findings);
  if (auto ok = CharactersCheck(*db, findings).run(); !ok)
    findings.all.push_back({"index", "_unspaced_fts", "",
                            "cannot be read: " + ok.error().message + std::string(kMend)});
}

}  // namespace cuttings
