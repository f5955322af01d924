#include "storage/search/unspaced_index.h"

#include <string>

#include "storage/search/spaced_text.h"

namespace cuttings {

Result<void> enter_unspaced(sqlite::Database& db, std::int64_t id, std::string_view title,
                            std::string_view author, std::string_view text) {
  const std::string titles = spaced_text(title), authors = spaced_text(author),
                    texts = spaced_text(text);
  return db.run("INSERT INTO _unspaced_fts (rowid, title, author, text) VALUES (?1, ?2, ?3, ?4)",
                {id, titles, authors, texts});
}

Result<void> leave_unspaced(sqlite::Database& db, std::int64_t id) {
  auto row =
      db.query("SELECT title, author, text FROM articles WHERE id = ?1 AND has_unspaced", {id});
  if (!row) return fail(std::move(row.error()));
  auto has_row = row->next();
  if (!has_row) return fail(std::move(has_row.error()));
  if (!*has_row) return {};
  const std::string titles = spaced_text(row->text(0)), authors = spaced_text(row->text(1)),
                    texts = spaced_text(row->text(2));
  return db.run(
      "INSERT INTO _unspaced_fts (_unspaced_fts, rowid, title, author, text)"
      " VALUES ('delete', ?1, ?2, ?3, ?4)",
      {id, titles, authors, texts});
}

}  // namespace cuttings
