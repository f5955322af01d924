#include "storage/article_rows.h"

#include <algorithm>
#include <array>
#include <bit>

#include "config/base/canonical_url.h"
#include "config/base/digest.h"
#include "config/base/text.h"
#include "config/base/url.h"
#include "storage/app_version.h"
#include "storage/copy_links.h"
#include "storage/row_digest.h"
#include "storage/search/spaced_text.h"
#include "storage/search/unspaced_index.h"
#include "storage/store_text.h"
#include "storage/word_changes.h"

namespace cuttings {
namespace {

using sqlite::Database;
using sqlite::text_or_null;
using sqlite::Value;

std::string identity_of(std::string_view text) {
  auto url = Url::parse(text);
  return url ? canonical_url(*url).href() : store_text(text);
}

void add_url(std::vector<ArticleUrl>& urls, std::string url, std::string_view relation) {
  for (const ArticleUrl& known : urls)
    if (known.url == url) return;
  urls.push_back({std::move(url), relation});
}

std::int64_t signed_size(std::size_t size) { return static_cast<std::int64_t>(size); }

std::string article_digest(const Article& a) {
  const Metadata& m = a.metadata;
  return row_digest({a.content_hash, m.canonical_url, m.sitename, m.title, json_array(m.authors),
                     m.date_published, m.date_modified, m.description, m.section,
                     json_array(m.tags), m.language, m.image, m.license, m.pagetype,
                     json_object(m.sources), verdict_name(a.verdict), json_array(m.agencies),
                     m.dateline, json_array(m.corrections)});
}

std::string version_digest(const Article& a, std::int64_t article_id, std::int64_t version) {
  const Metadata& m = a.metadata;
  return row_digest({std::to_string(article_id), std::to_string(version), a.content_hash, m.title,
                     json_array(m.authors), m.date_published, m.date_modified, m.description});
}

Value free_access(const Metadata& metadata) {
  if (!metadata.is_accessible_for_free) return nullptr;
  return std::int64_t{*metadata.is_accessible_for_free ? 1 : 0};
}

Result<void> write_urls(Database& db, std::int64_t id, const std::vector<ArticleUrl>& urls,
                        std::string_view at) {
  for (const ArticleUrl& url : urls) {
    auto ok = db.run("INSERT OR IGNORE INTO article_urls VALUES (?1, ?2, ?3, ?4)",
                     {url.url, id, url.relation, at});
    if (!ok) return ok;
  }
  return {};
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

// What the columns of an article's row hold that are not its fields as they are. The article must
// outlive it.
class ArticleColumns {
 public:
  explicit ArticleColumns(const Article& article)
      : article_(article),
        author_(join(article.metadata.authors, "; ")),
        authors_(json_array(article.metadata.authors)),
        tags_(json_array(article.metadata.tags)),
        reasons_(json_array(article.quality_reasons)),
        sources_(json_object(article.metadata.sources)),
        agencies_(json_array(article.metadata.agencies)),
        corrections_(json_array(article.metadata.corrections)),
        digest_(article_digest(article)),
        has_unspaced_(has_unspaced_script(article.metadata.title) || has_unspaced_script(author_) ||
                      has_unspaced_script(article.text)) {}

  /// `first`, then the values of the columns in the order of both statements below.
  std::vector<Value> behind(std::initializer_list<Value> first) const {
    const Article& a = article_;
    const Metadata& m = a.metadata;
    std::vector<Value> values(first);
    values.insert(values.end(), {text_or_null(m.canonical_url),
                                 text_or_null(m.sitename),
                                 text_or_null(m.title),
                                 text_or_null(author_),
                                 authors_,
                                 text_or_null(m.date_published),
                                 text_or_null(m.date_modified),
                                 text_or_null(m.description),
                                 text_or_null(m.section),
                                 tags_,
                                 text_or_null(m.language),
                                 text_or_null(m.image),
                                 text_or_null(m.license),
                                 text_or_null(m.pagetype),
                                 free_access(m),
                                 a.text,
                                 signed_size(a.word_count),
                                 a.quality,
                                 reasons_,
                                 text_or_null(a.fingerprint),
                                 a.content_hash,
                                 sources_,
                                 digest_,
                                 verdict_name(a.verdict),
                                 agencies_,
                                 text_or_null(m.dateline),
                                 corrections_,
                                 std::int64_t{has_unspaced_}});
    return values;
  }

  /// Puts the article into the index of scripts without spaces, when it holds such.
  Result<void> enter(Database& db, std::int64_t id) const {
    if (!has_unspaced_) return {};
    return enter_unspaced(db, id, article_.metadata.title, author_, article_.text);
  }

 private:
  const Article& article_;
  std::string author_, authors_, tags_, reasons_, sources_, agencies_, corrections_, digest_;
  bool has_unspaced_;
};

// Whether the columns of the full-text index change: SQLite takes them for changed when a statement
// names them, and indexing is most of what a write costs.
enum class Searched { kSame, kChanged };

bool is_searched_alike(const Article& a, const Article& b) {
  return a.text == b.text && a.metadata.title == b.metadata.title &&
         a.metadata.authors == b.metadata.authors &&
         a.metadata.description == b.metadata.description;
}

Result<void> update_article(Database& db, std::int64_t id, const Article& article,
                            Searched searched) {
  static const std::string kOthers =
      "UPDATE articles SET canonical_url = ?2, sitename = ?3, authors = ?6, date_published = ?7,"
      " date_modified = ?8, section = ?10, tags = ?11, language = ?12, image = ?13, license = ?14,"
      " pagetype = ?15, is_accessible_for_free = ?16, word_count = ?18, quality = ?19,"
      " quality_reasons = ?20, fingerprint = ?21, content_hash = ?22, metadata_sources = ?23,"
      " row_digest = ?24, verdict = ?25, agencies = ?26, dateline = ?27, corrections = ?28,"
      " has_unspaced = ?29";
  static const std::string kAll = kOthers +
                                  ", title = ?4, author = ?5, description = ?9,"
                                  " text = ?17 WHERE id = ?1";
  // Most rows that are read again come out as they were: those are not written. row_digest stands
  // for the columns it covers.
  static const std::string kSame = kOthers +
                                   " WHERE id = ?1 AND (row_digest, word_count, quality,"
                                   " quality_reasons, fingerprint, is_accessible_for_free,"
                                   " has_unspaced) IS NOT (?24, ?18, ?19, ?20, ?21, ?16, ?29)";
  const ArticleColumns columns(article);
  if (searched == Searched::kSame) return db.run(kSame, columns.behind({id}));
  if (auto ok = leave_unspaced(db, id); !ok) return ok;
  if (auto ok = db.run(kAll, columns.behind({id})); !ok) return ok;
  return columns.enter(db, id);
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
       text_or_null(m.description), signed_size(a.word_count), a.content_hash, changed,
       row.words.added, row.words.removed, std::int64_t{is_minor(row.changed) ? 1 : 0}, kAppVersion,
       digest, text_or_null(write.options_hash)});
  if (!ok) return ok;
  return db.run(
      "UPDATE articles SET current_version_id = ?2, version_count = ?3, last_changed_at = ?4,"
      " last_checked_at = ?4, gone_at = NULL WHERE id = ?1",
      {row.article_id, db.last_insert_id(), row.version, write.captured_at});
}

constexpr std::size_t kMaxRows = 32;     // of one statement, a power of two
constexpr std::size_t kNewColumns = 35;  // of those the statement below names

std::string make_insert_statement(std::size_t rows) {
  std::string row = "(?";
  for (std::size_t i = 1; i < kNewColumns; ++i) row += ",?";
  row += ')';
  std::string sql =
      "INSERT INTO articles (uid, url, site_id, hostname, first_seen_at, last_checked_at,"
      " last_changed_at, canonical_url, sitename, title, author, authors, date_published,"
      " date_modified, description, section, tags, language, image, license, pagetype,"
      " is_accessible_for_free, text, word_count, quality, quality_reasons, fingerprint,"
      " content_hash, metadata_sources, row_digest, verdict, agencies, dateline, corrections,"
      " has_unspaced) VALUES " +
      row;
  for (std::size_t i = 1; i < rows; ++i) sql += "," + row;
  return sql;
}

/// `rows` is a power of two, at most kMaxRows.
const std::string& insert_statement(std::size_t rows) {
  static const auto kStatements = [] {
    std::array<std::string, std::bit_width(kMaxRows)> all;
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = make_insert_statement(std::size_t{1} << i);
    return all;
  }();
  return kStatements[static_cast<std::size_t>(std::countr_zero(rows))];
}

// Rows of new articles, which are given ids in their order; the last one's. One statement for all,
// as each one that fires a trigger makes FTS5 write out what it has gathered: a segment a
// statement, and those have to be merged. The rows are made whole, for the same reason.
// current_version_id has to come later all the same: with a version that is not there yet SQLite
// would look through all articles for those that wait for it.
Result<std::int64_t> insert_rows(Database& db, std::span<const ArticleWrite> writes) {
  std::vector<std::string> uids;
  std::vector<ArticleColumns> columns;
  uids.reserve(writes.size());
  columns.reserve(writes.size());
  for (const ArticleWrite& write : writes) {
    uids.push_back(sha256_hex(write.urls.front().url).substr(0, 32));
    columns.emplace_back(write.article);
  }
  std::vector<Value> values;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const ArticleWrite& write = writes[i];
    const std::string_view at = write.captured_at;
    const auto row = columns[i].behind(
        {uids[i], write.urls.front().url, write.site_id, write.hostname, at, at, at});
    values.insert(values.end(), row.begin(), row.end());
  }
  auto ok = db.run(insert_statement(writes.size()), values);
  if (!ok) return fail(std::move(ok.error()));
  const std::int64_t last = db.last_insert_id();
  for (std::size_t i = 0; i < writes.size(); ++i)
    if (ok = columns[i].enter(db, last - signed_size(writes.size() - 1 - i)); !ok)
      return fail(std::move(ok.error()));
  return last;
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

std::vector<ArticleUrl> identity_urls(std::string_view requested, std::string_view final_url,
                                      std::string_view identity) {
  std::vector<ArticleUrl> urls;
  const std::string_view page = final_url.empty() ? requested : final_url;
  add_url(urls, identity_of(page), "final");
  if (!identity.empty() && identity != page) add_url(urls, identity_of(identity), "canonical");
  if (requested != page) add_url(urls, identity_of(requested), "requested");
  return urls;
}

Result<std::int64_t> find_article_id(Database& db, const std::vector<ArticleUrl>& urls) {
  for (const ArticleUrl& url : urls) {
    auto id = db.integer("SELECT article_id FROM article_urls WHERE url = ?1", {url.url});
    if (!id || *id != 0) return id;
  }
  return 0;
}

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
  std::vector<std::int64_t> ids;
  ids.reserve(writes.size());
  while (ids.size() < writes.size()) {
    const auto left = writes.subspan(ids.size());
    const auto rows = left.first(std::min(std::bit_floor(left.size()), kMaxRows));
    auto last = insert_rows(db, rows);
    if (!last) return fail(std::move(last.error()));
    for (std::size_t i = rows.size(); i-- > 0;) ids.push_back(*last - signed_size(i));
  }
  for (std::size_t i = 0; i < writes.size(); ++i)
    if (auto ok = insert_beside(db, ids[i], writes[i]); !ok) return fail(std::move(ok.error()));
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
  if (ok = update_article(db, id, write.article, Searched::kChanged); !ok) return ok;
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
  if (auto ok = update_article(db, id, article, is_same ? Searched::kSame : Searched::kChanged);
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
       text_or_null(m.date_modified), text_or_null(m.description), signed_size(article.word_count),
       article.content_hash, kAppVersion, digest, text_or_null(options_hash)});
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
