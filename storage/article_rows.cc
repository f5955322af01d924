#include "storage/article_rows.h"

#include "storage/app_version.h"
#include "storage/copy_links.h"
#include "storage/row_digest.h"
#include "storage/store_text.h"
#include "storage/word_changes.h"

namespace cuttings {
namespace {

using sqlite::Database;
using sqlite::text_or_null;

std::string version_digest(const Article& a, std::int64_t article_id, std::int64_t version) {
  const Metadata& m = a.metadata;
  return row_digest({std::to_string(article_id), std::to_string(version), a.content_hash, m.title,
                     json_array(m.authors), m.date_published, m.date_modified, m.description});
}

Result<void> insert_images(Database& db, std::int64_t id, const std::vector<Image>& images) {
  std::int64_t position = 0;
  for (const Image& image : images) {
    auto ok = db.run(
        "INSERT INTO images (article_id, position, url, alt, caption, credit)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        {id, ++position, image.url, text_or_null(image.alt), text_or_null(image.caption),
         text_or_null(image.credit)});
    if (!ok) return ok;
  }
  return {};
}

Result<void> replace_images(Database& db, std::int64_t id, const std::vector<Image>& before,
                            const std::vector<Image>& images) {
  if (images == before) return {};
  if (auto ok = db.run("DELETE FROM images WHERE article_id = ?1", {id}); !ok) return ok;
  return insert_images(db, id, images);
}

bool is_searched_alike(const Article& a, const Article& b) {
  return a.text == b.text && a.metadata.title == b.metadata.title &&
         a.metadata.authors == b.metadata.authors &&
         a.metadata.description == b.metadata.description;
}

TextPrint print_of(std::int64_t id, const Article& article) {
  return {id, article.content_hash, article.fingerprint};
}

struct VersionRow {
  std::int64_t article_id, version;
  std::vector<std::string> changed;
  WordChanges words;
};

// A correction of dates or summary alone is minor: the reader's text is the same.
bool is_minor(const std::vector<std::string>& changed) {
  for (const std::string& field : changed)
    if (field == "text" || field == "title" || field == "authors") return false;
  return !changed.empty();
}

Result<void> insert_version(Database& db, const VersionRow& row, const ArticleWrite& write) {
  const Article& a = write.article;
  const Metadata& m = a.metadata;
  const std::string authors = json_array(m.authors), changed = json_array(row.changed);
  const std::string digest = version_digest(a, row.article_id, row.version);
  auto ok = db.run(
      "INSERT INTO article_versions (article_id, version, fetch_id, captured_at, last_seen_at,"
      " title, authors, date_published, date_modified, description, word_count, content_hash,"
      " changed_fields, words_added, words_removed, is_minor, extractor_version, row_digest,"
      " options_hash) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
      " ?16, ?17, ?18)",
      {row.article_id, row.version, write.fetch_id, write.captured_at, text_or_null(m.title),
       authors, text_or_null(m.date_published), text_or_null(m.date_modified),
       text_or_null(m.description), static_cast<std::int64_t>(a.word_count), a.content_hash,
       changed, row.words.added, row.words.removed, std::int64_t{is_minor(row.changed) ? 1 : 0},
       kAppVersion, digest, text_or_null(write.options_hash)});
  if (!ok) return ok;
  return db.run(
      "UPDATE articles SET current_version_id = ?2, version_count = ?3, last_changed_at = ?4,"
      " last_checked_at = ?4, gone_at = NULL WHERE id = ?1",
      {row.article_id, db.last_insert_id(), row.version, write.captured_at});
}

// What goes into other tables of an article whose row is new.
Result<void> insert_beside(Database& db, std::int64_t id, const ArticleWrite& write) {
  auto ok = insert_images(db, id, write.article.images);
  if (ok) ok = insert_version(db, {id, 1, {}, {}}, write);
  if (ok) ok = write_urls(db, id, write.urls, write.captured_at);
  if (!ok) return ok;
  if (auto link = link_copy(db, print_of(id, write.article)); !link)
    return fail(std::move(link.error()));
  return {};
}

}  // namespace

std::vector<std::string> changed_fields(const Article& before, const Article& after) {
  const Metadata &a = before.metadata, &b = after.metadata;
  std::vector<std::string> changed;
  if (a.title != b.title) changed.emplace_back("title");
  if (before.text != after.text) changed.emplace_back("text");
  if (a.authors != b.authors) changed.emplace_back("authors");
  if (a.date_published != b.date_published) changed.emplace_back("date_published");
  if (a.date_modified != b.date_modified) changed.emplace_back("date_modified");
  if (a.description != b.description) changed.emplace_back("description");
  return changed;
}

Result<std::vector<std::int64_t>> insert_articles(Database& db,
                                                  std::span<const ArticleWrite> writes) {
  auto ids = insert_article_rows(db, writes);
  if (!ids) return ids;
  for (std::size_t i = 0; i < writes.size(); ++i)
    if (auto ok = insert_beside(db, (*ids)[i], writes[i]); !ok) return fail(std::move(ok.error()));
  return ids;
}

Result<void> add_version(Database& db, std::int64_t id, const Article& before,
                         const ArticleWrite& write) {
  auto ok = db.run(
      "UPDATE article_versions SET text = ?2"
      " WHERE id = (SELECT current_version_id FROM articles WHERE id = ?1)",
      {id, before.text});
  if (!ok) return ok;
  auto count = db.integer("SELECT version_count FROM articles WHERE id = ?1", {id});
  if (!count) return fail(std::move(count.error()));
  if (ok = update_article_row(db, id, write.article, Searched::kChanged); !ok) return ok;
  if (ok = replace_images(db, id, before.images, write.article.images); !ok) return ok;
  ok = insert_version(db,
                      {id, *count + 1, changed_fields(before, write.article),
                       count_word_changes(before.text, write.article.text)},
                      write);
  if (!ok) return ok;
  if (before.text != write.article.text)
    if (ok = relink_copies(db, print_of(id, write.article)); !ok) return ok;
  return write_urls(db, id, write.urls, write.captured_at);
}

Result<void> replace_reading(Database& db, std::int64_t id, const Article& before,
                             const Article& article, std::string_view options_hash) {
  const bool is_same = is_searched_alike(before, article);
  if (auto ok = update_article_row(db, id, article, is_same ? Searched::kSame : Searched::kChanged);
      !ok)
    return ok;
  if (auto ok = replace_images(db, id, before.images, article.images); !ok) return ok;
  if (before.text != article.text)
    if (auto ok = relink_copies(db, print_of(id, article)); !ok) return ok;
  auto version = db.integer("SELECT version_count FROM articles WHERE id = ?1", {id});
  if (!version) return fail(std::move(version.error()));
  const Metadata& m = article.metadata;
  const std::string authors = json_array(m.authors);
  const std::string digest = version_digest(article, id, *version);
  // What a seal says of the older reading stays in it; the new one is for the next seal.
  auto ok = db.run(
      "UPDATE seal_leaves SET superseded_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
      " WHERE kind = 'version' AND superseded_at IS NULL AND digest <> ?2"
      " AND row_id = (SELECT current_version_id FROM articles WHERE id = ?1)",
      {id, digest});
  if (!ok) return ok;
  return db.run(
      "UPDATE article_versions SET title = ?2, authors = ?3, date_published = ?4,"
      " date_modified = ?5, description = ?6, word_count = ?7, content_hash = ?8,"
      " extractor_version = ?9, row_digest = ?10, options_hash = ?11"
      " WHERE id = (SELECT current_version_id FROM articles WHERE id = ?1)"
      " AND (row_digest, word_count, extractor_version, options_hash) IS NOT (?10, ?7, ?9, ?11)",
      {id, text_or_null(m.title), authors, text_or_null(m.date_published),
       text_or_null(m.date_modified), text_or_null(m.description),
       static_cast<std::int64_t>(article.word_count), article.content_hash, kAppVersion, digest,
       text_or_null(options_hash)});
}

bool is_worse(Verdict after, Verdict before) {
  const auto rank = [](Verdict verdict) {
    switch (verdict) {
      case Verdict::kArticle:
      case Verdict::kNotArticle:
        return 0;
      case Verdict::kTruncated:
        return 1;
      case Verdict::kPaywallTeaser:
        return 2;
      default:
        return 3;
    }
  };
  return rank(after) > rank(before);
}

Result<void> mark_missing(Database& db, std::int64_t id, std::int64_t fetch_id) {
  // A deploy or a moved front page answers 404 once or twice; chosen by hand.
  constexpr std::int64_t kGoneAfter = 3;
  return db.run(
      "WITH missing AS (SELECT started_at FROM fetches"
      " WHERE (article_id = ?1 OR id = ?2) AND http_status IN (404, 410)"
      " AND id > (SELECT coalesce(max(id), 0) FROM fetches WHERE article_id = ?1"
      " AND outcome IN ('new', 'changed', 'unchanged', 'not_modified')))"
      " UPDATE articles SET gone_at = (SELECT min(started_at) FROM missing)"
      " WHERE id = ?1 AND gone_at IS NULL AND (SELECT count(*) FROM missing) >= ?3",
      {id, fetch_id, kGoneAfter});
}

Result<void> mark_seen(Database& db, std::int64_t id, const std::vector<ArticleUrl>& urls,
                       std::string_view at) {
  auto ok =
      db.run("UPDATE articles SET last_checked_at = ?2, gone_at = NULL WHERE id = ?1", {id, at});
  if (!ok) return ok;
  ok = db.run(
      "UPDATE article_versions SET last_seen_at = ?2"
      " WHERE id = (SELECT current_version_id FROM articles WHERE id = ?1)",
      {id, at});
  if (!ok) return ok;
  return write_urls(db, id, urls, at);
}

}  // namespace cuttings
