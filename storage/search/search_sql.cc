#include "storage/search/search_sql.h"

#include <algorithm>

#include "config/base/utf8.h"

namespace cuttings {
namespace {

using Kind = SearchFilter::Kind;

// As in the index idx_articles_newest.
const std::string kNewest = "coalesce(a.date_published, a.first_seen_at)";

/// A string of FTS5's query language: anything may stand in it.
/// https://www.sqlite.org/fts5.html#fts5_strings
std::string fts_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + "\"";
}

std::string_view column_of(SearchField field) {
  switch (field) {
    case SearchField::kTitle:
      return "title : ";
    case SearchField::kAuthor:
      return "author : ";
    case SearchField::kAny:
      break;
  }
  return "";
}

std::string expression_of(const SearchTerm& term) {
  return std::string(column_of(term.field)) + fts_string(term.text) + (term.is_prefix ? " *" : "");
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) i += decode_code_point(text, i).length;
  return count;
}

class Builder {
 public:
  Builder(sqlite::Database& db, const SearchQuery& query, const SearchPage& page)
      : db_(db), query_(query), page_(page) {}

  Result<SearchSql> build() {
    for (const SearchTerm& term : query_.terms)
      if (auto ok = term.is_unspaced ? add_unspaced(term) : add_words(term); !ok)
        return fail(std::move(ok.error()));
    for (const SearchFilter& filter : query_.filters) add_filter(filter);
    sql_.sql = sql_.match.empty() ? without_words() : with_words();
    sql_.sql += " LIMIT " + std::to_string(page_.limit) + " OFFSET " + std::to_string(page_.offset);
    return std::move(sql_);
  }

 private:
  std::string without_words() const {
    return "SELECT a.id FROM articles a" + where_ + (where_.empty() ? " WHERE " : " AND ") +
           "a.removed_at IS NULL ORDER BY " + kNewest + " DESC, a.id DESC";
  }

  /// The index gives its matches by id, the last stored first, at no cost; ranking costs some 4 us
  /// a match. So the matches stored last are looked at, and only those.
  std::string with_words() {
    constexpr std::size_t kLookedAt = 5000;  // 2026-11-25: 100,000 articles answer within 50 ms
    const bool by_rank = page_.order == SearchOrder::kRelevance;
    // A title's word counts most, an author's and a summary's more than the text's; by hand.
    const std::string key = by_rank
                                ? "-bm25(articles_fts, 10.0, 3.0, 5.0, 1.0)"
                                : "(SELECT " + kNewest + " FROM articles a WHERE a.id = f.rowid)";
    std::string matches = "articles_fts MATCH " + bind(sql_.match);
    // "+": the filter is asked of each match; it must not drive a look-up of the words per article.
    if (!where_.empty()) matches += " AND +f.rowid IN (SELECT a.id FROM articles a" + where_ + ")";
    return "SELECT id FROM (SELECT f.rowid AS id, " + key + " AS key FROM articles_fts f WHERE " +
           matches + " ORDER BY f.rowid DESC LIMIT " +
           std::to_string(std::max(kLookedAt, page_.limit + page_.offset)) +
           ") ORDER BY key DESC, id DESC";
  }

  std::string bind(std::string value) {
    sql_.values.push_back(std::move(value));
    return "?" + std::to_string(sql_.values.size());
  }

  void where(const std::string& condition) {
    where_ += (where_.empty() ? " WHERE " : " AND ") + condition;
  }

  Result<void> add_words(const SearchTerm& term) {
    const std::string expression = expression_of(term);
    if (!term.is_excluded)
      sql_.match += (sql_.match.empty() ? "" : " AND ") + expression;
    else
      where("a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH " +
            bind(expression) + ")");
    return {};
  }

  /// Three code points or more are a phrase of trigrams; fewer are the beginning of one.
  Result<void> add_unspaced(const SearchTerm& term) {
    constexpr std::size_t kTrigram = 3;
    std::string expression = fts_string(term.text);
    if (code_points(term.text) < kTrigram) {
      auto grams = trigrams_from(term.text);
      if (!grams) return fail(std::move(grams.error()));
      expression = std::move(*grams);
    }
    if (expression.empty()) {  // no text holds it
      if (!term.is_excluded) where("0");
      return {};
    }
    where(std::string(term.is_excluded ? "a.id NOT IN " : "a.id IN ") +
          "(SELECT rowid FROM _unspaced_fts WHERE _unspaced_fts MATCH " +
          bind(std::string(column_of(term.field)) + "(" + expression + ")") + ")");
    return {};
  }

  /// "abc OR abd": the index's trigrams that begin with `text`; "" when there are none.
  Result<std::string> trigrams_from(const std::string& text) {
    constexpr std::int64_t kMost = 1000;  // of 2 letters; more say nothing
    auto rows = db_.query(
        "SELECT term FROM _unspaced_terms WHERE term >= ?1 AND term < ?1 || char(0x10FFFF)"
        " LIMIT ?2",
        {text, kMost});
    if (!rows) return fail(std::move(rows.error()));
    std::string expression;
    auto row = rows->next();
    for (; row && *row; row = rows->next())
      expression += (expression.empty() ? "" : " OR ") + fts_string(rows->text(0));
    if (!row) return fail(std::move(row.error()));
    return expression;
  }

  void add_filter(const SearchFilter& filter) {
    std::string condition;
    switch (filter.kind) {
      case Kind::kSite: {
        const std::string value = bind(filter.value);
        condition = "a.site_id IN (SELECT id FROM sites WHERE hostname = " + value +
                    " OR registrable_domain = " + value + " OR hostname = 'www.' || " + value + ")";
        break;
      }
      case Kind::kLanguage: {
        const std::string value = bind(filter.value);
        condition = "coalesce(lower(a.language) = " + value +
                    " OR substr(lower(a.language), 1, length(" + value + ") + 1) = " + value +
                    " || '-', 0)";
        break;
      }
      case Kind::kTag:
        condition = "EXISTS (SELECT 1 FROM json_each(a.tags) WHERE lower(value) = lower(" +
                    bind(filter.value) + "))";
        break;
      case Kind::kAfter:
        condition = kNewest + " >= " + bind(filter.value);
        break;
      case Kind::kBefore:
        condition = kNewest + " < " + bind(filter.value);
        break;
      case Kind::kChanged:
        condition = "a.version_count > 1";
        break;
      case Kind::kGone:
        condition = "a.gone_at IS NOT NULL";
        break;
    }
    where(filter.is_excluded ? "NOT (" + condition + ")" : "(" + condition + ")");
  }

  sqlite::Database& db_;
  const SearchQuery& query_;
  const SearchPage& page_;
  SearchSql sql_;
  std::string where_;
};

}  // namespace

Result<SearchSql> search_sql(sqlite::Database& db, const SearchQuery& query,
                             const SearchPage& page) {
  return Builder(db, query, page).build();
}

}  // namespace cuttings
