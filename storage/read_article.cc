#include "storage/read_article.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cuttings {
namespace {

using sqlite::Database;

Result<std::vector<std::string>> read_strings(Database& db, std::string_view sql, std::int64_t id) {
  auto rows = db.query(sql, {id});
  if (!rows) return fail(std::move(rows.error()));
  std::vector<std::string> out;
  while (true) {
    auto has_row = rows->next();
    if (!has_row) return fail(std::move(has_row.error()));
    if (!*has_row) return out;
    out.emplace_back(rows->text(0));
  }
}

Result<void> read_authors(Database& db, std::int64_t id, Article& article) {
  auto authors = read_strings(
      db, "SELECT j.value FROM articles a, json_each(a.authors) j WHERE a.id = ?1", id);
  if (!authors) return fail(std::move(authors.error()));
  article.metadata.authors = std::move(*authors);
  return {};
}

Result<void> read_lists(Database& db, std::int64_t id, Article& article) {
  const auto read = [&](std::string_view sql, std::vector<std::string>& out) -> Result<void> {
    auto values = read_strings(db, sql, id);
    if (!values) return fail(std::move(values.error()));
    out = std::move(*values);
    return {};
  };
  auto ok = read("SELECT j.value FROM articles a, json_each(a.tags) j WHERE a.id = ?1",
                 article.metadata.tags);
  if (!ok) return ok;
  ok = read("SELECT j.value FROM articles a, json_each(a.agencies) j WHERE a.id = ?1",
            article.metadata.agencies);
  if (!ok) return ok;
  ok = read("SELECT j.value FROM articles a, json_each(a.corrections) j WHERE a.id = ?1",
            article.metadata.corrections);
  if (!ok) return ok;
  return read("SELECT j.value FROM articles a, json_each(a.quality_reasons) j WHERE a.id = ?1",
              article.quality_reasons);
}

Result<void> read_sources(Database& db, std::int64_t id, Article& article) {
  auto sources = db.query(
      "SELECT j.key, j.value FROM articles a, json_each(a.metadata_sources) j WHERE a.id = ?1",
      {id});
  if (!sources) return fail(std::move(sources.error()));
  auto row = sources->next();
  for (; row && *row; row = sources->next())
    article.metadata.sources.emplace(sources->text(0), sources->text(1));
  if (!row) return fail(std::move(row.error()));
  return {};
}

Result<void> read_images(Database& db, std::int64_t id, Article& article) {
  auto images = db.query(
      "SELECT url, alt, caption, credit FROM images WHERE article_id = ?1 ORDER BY position", {id});
  if (!images) return fail(std::move(images.error()));
  auto row = images->next();
  for (; row && *row; row = images->next())
    article.images.push_back({std::string(images->text(0)), std::string(images->text(1)),
                              std::string(images->text(2)), std::string(images->text(3))});
  if (!row) return fail(std::move(row.error()));
  return {};
}

Verdict verdict_of(std::string_view name) {
  for (std::size_t i = 0; i < kVerdicts; ++i)
    if (verdict_name(static_cast<Verdict>(i)) == name) return static_cast<Verdict>(i);
  return Verdict::kArticle;
}

Article article_of(const sqlite::Cursor& row) {
  Article article;
  Metadata& m = article.metadata;
  int column = 0;
  for (std::string* field :
       {&article.url, &m.canonical_url, &m.sitename, &m.title, &m.date_published, &m.date_modified,
        &m.description, &m.section, &m.language, &m.image, &m.license, &m.pagetype, &m.dateline,
        &article.text, &article.fingerprint, &article.content_hash})
    *field = std::string(row.text(column++));
  article.verdict = verdict_of(row.text(column++));
  if (!row.is_null(column)) m.is_accessible_for_free = row.integer(column) == 1;
  article.word_count = static_cast<std::size_t>(row.integer(++column));
  article.quality = row.real(++column);
  return article;
}

// The fields that have a column of their own.
Result<std::optional<Article>> read_row(Database& db, std::int64_t id) {
  auto row = db.query(
      "SELECT url, canonical_url, sitename, title, date_published, date_modified, description,"
      " section, language, image, license, pagetype, dateline, text, fingerprint, content_hash,"
      " verdict, is_accessible_for_free, word_count, quality FROM articles WHERE id = ?1",
      {id});
  if (!row) return fail(std::move(row.error()));
  auto has_row = row->next();
  if (!has_row) return fail(std::move(has_row.error()));
  return *has_row ? std::optional(article_of(*row)) : std::nullopt;
}

}  // namespace

Result<std::optional<Article>> read_before(Database& db, std::int64_t id) {
  auto article = read_row(db, id);
  if (!article || !*article) return article;
  if (auto ok = read_authors(db, id, **article); !ok) return fail(std::move(ok.error()));
  if (auto ok = read_images(db, id, **article); !ok) return fail(std::move(ok.error()));
  return article;
}

Result<std::optional<Article>> read_article(Database& db, std::int64_t id) {
  auto article = read_before(db, id);
  if (!article || !*article) return article;
  if (auto ok = read_lists(db, id, **article); !ok) return fail(std::move(ok.error()));
  if (auto ok = read_sources(db, id, **article); !ok) return fail(std::move(ok.error()));
  return article;
}

}  // namespace cuttings
