#include "storage/search/search_sql.h"

#include <algorithm>

#include "storage/search/spaced_text.h"

namespace cuttings {
namespace {

using Kind = SearchFilter::Kind;

// As in the index idx_articles_newest.
const std::string kNewest = "coalesce(a.date_published, a.first_seen_at)";

// The few languages there are, each found in its index behind the one before.
const std::string kLanguages =
    "WITH RECURSIVE known(language) AS (SELECT min(language) FROM articles UNION ALL"
    " SELECT (SELECT min(b.language) FROM articles b WHERE b.language > known.language)"
    " FROM known WHERE known.language IS NOT NULL)";

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

// Matches are given by id, the last stored first, at no cost; ordering one costs some 4 us. So
// those stored last are looked at, and only those. 2026-11-25: 100,000 articles answer within 50
// ms.
constexpr std::size_t kLookedAt = 5000;

class Builder {
 public:
  Builder(sqlite::Database& db, const SearchQuery& query, const SearchPage& page)
      : db_(db), query_(query), page_(page) {}

  Result<SearchSql> build() {
    if (auto ok = add_filters(); !ok) return fail(std::move(ok.error()));
    for (const SearchTerm& term : query_.terms)
      if (term.is_unspaced)
        add_unspaced(term);
      else
        add_words(term);
    if (sql_.match.empty() && !excluded_.empty()) excluded_value_ = bind(excluded_);
    if (!sql_.match.empty())
      sql_.sql = with_words();
    else if (!unspaced_.empty())
      sql_.sql = with_unspaced();
    else
      sql_.sql = without_words();
    sql_.sql += " LIMIT " + std::to_string(page_.limit) + " OFFSET " + std::to_string(page_.offset);
    return std::move(sql_);
  }

 private:
  using Conditions = std::vector<std::string>;

  static std::string all_of(const Conditions& conditions) {
    std::string text;
    for (const std::string& one : conditions) text += (text.empty() ? "" : " AND ") + one;
    return text;
  }

  std::string looked_at() const {
    return std::to_string(std::max(kLookedAt, page_.limit + page_.offset));
  }

  std::string without_words() const {
    Conditions all = listed_;
    all.insert(all.end(), asked_.begin(), asked_.end());
    if (!excluded_.empty()) all.push_back(no_word("a.id"));
    all.emplace_back("a.removed_at IS NULL");
    return "SELECT a.id FROM articles a WHERE " + all_of(all) + " ORDER BY " + kNewest +
           " DESC, a.id DESC";
  }

  /// The newest of the articles in the index of such text that have the first of its terms.
  std::string with_unspaced() const {
    const Conditions others(unspaced_.begin() + 1, unspaced_.end());
    std::string matches = "_unspaced_fts MATCH " + unspaced_.front();
    for (const std::string& other : others)
      matches += " AND +f.rowid IN (SELECT rowid FROM _unspaced_fts WHERE _unspaced_fts MATCH " +
                 other + ")";
    if (!excluded_.empty()) matches += " AND " + no_word("+f.rowid");
    matches += filters();
    return "SELECT id FROM (SELECT f.rowid AS id FROM _unspaced_fts f WHERE " + matches +
           " ORDER BY f.rowid DESC LIMIT " + looked_at() +
           ") JOIN articles a USING (id) WHERE a.removed_at IS NULL ORDER BY " + kNewest +
           " DESC, id DESC";
  }

  std::string with_words() {
    const bool by_rank = page_.order == SearchOrder::kRelevance;
    // A title's word counts most, an author's and a summary's more than the text's; by hand.
    const std::string key = by_rank
                                ? "relevance(articles_fts, 10.0, 3.0, 5.0, 1.0)"
                                : "(SELECT " + kNewest + " FROM articles a WHERE a.id = f.rowid)";
    std::string words = sql_.match;
    if (!excluded_.empty()) words = "(" + words + ") NOT (" + excluded_ + ")";
    std::string matches = "articles_fts MATCH " + bind(words);
    for (const std::string& term : unspaced_)
      matches += " AND +f.rowid IN (SELECT rowid FROM _unspaced_fts WHERE _unspaced_fts MATCH " +
                 term + ")";
    matches += filters();
    return "SELECT id FROM (SELECT f.rowid AS id, " + key + " AS key FROM articles_fts f WHERE " +
           matches + " ORDER BY f.rowid DESC LIMIT " + looked_at() + ") ORDER BY key DESC, id DESC";
  }

  /// The filters as conditions on each match f. "+": they must not drive a look-up of the words per
  /// article.
  std::string filters() const {
    std::string text;
    for (const std::string& one : listed_)
      text += " AND +f.rowid IN (SELECT a.id FROM articles a WHERE " + one + ")";
    if (!asked_.empty())
      text +=
          " AND EXISTS (SELECT 1 FROM articles a WHERE a.id = f.rowid AND " + all_of(asked_) + ")";
    return text;
  }

  std::string no_word(const std::string& id) const {
    return id + " NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH " +
           excluded_value_ + ")";
  }

  /// Those that an index answers first, each by itself; those of dates together.
  Result<void> add_filters() {
    std::string dates;
    for (const SearchFilter& filter : query_.filters)
      if (is_date(filter)) dates += (dates.empty() ? "" : " AND ") + condition_of(filter);
    if (!dates.empty())
      if (auto ok = add_listed(std::move(dates)); !ok) return ok;
    for (const SearchFilter& filter : query_.filters) {
      if (is_date(filter)) continue;
      std::string condition = condition_of(filter);
      if (filter.is_excluded)
        asked_.push_back("NOT coalesce(" + condition + ", 0)");
      else if (filter.kind == Kind::kTag)
        asked_.push_back(std::move(condition));
      else if (auto ok = add_listed(std::move(condition)); !ok)
        return ok;
    }
    return {};
  }

  bool has_wanted_terms() const {
    return std::any_of(query_.terms.begin(), query_.terms.end(),
                       [](const SearchTerm& term) { return !term.is_excluded; });
  }

  static bool is_date(const SearchFilter& filter) {
    return !filter.is_excluded && (filter.kind == Kind::kAfter || filter.kind == Kind::kBefore);
  }

  /// What holds for a large part of the articles is asked of each match: to list them costs some
  /// 0.5 us an article of the archive, to ask one some 5 us. `condition` has the last value bound,
  /// or none.
  Result<void> add_listed(std::string condition) {
    if (!has_wanted_terms()) {  // nothing but the filters chooses: SQLite orders them
      listed_.push_back(std::move(condition));
      return {};
    }
    std::vector<sqlite::Value> values;
    if (condition.find('?') != std::string::npos)
      for (const std::string& value : sql_.values) values.emplace_back(std::string_view(value));
    const std::string most = "max(50000, (SELECT max(id) FROM articles) / 6)";
    auto row = db_.query("SELECT count(*) > " + most + " FROM (SELECT 1 FROM articles a WHERE " +
                             condition + " LIMIT 1 + " + most + ")",
                         values);
    if (!row) return fail(std::move(row.error()));
    auto has_row = row->next();
    if (!has_row) return fail(std::move(has_row.error()));
    (row->integer(0) == 1 ? asked_ : listed_).push_back(std::move(condition));
    return {};
  }

  std::string bind(std::string value) {
    sql_.values.push_back(std::move(value));
    return "?" + std::to_string(sql_.values.size());
  }

  void add_words(const SearchTerm& term) {
    if (term.is_excluded)
      excluded_ += (excluded_.empty() ? "" : " OR ") + expression_of(term);
    else
      sql_.match += (sql_.match.empty() ? "" : " AND ") + expression_of(term);
  }

  void add_unspaced(SearchTerm term) {
    term.text = spaced_text(term.text);
    const std::string value = bind(expression_of(term));
    if (term.is_excluded)
      asked_.push_back("a.id NOT IN (SELECT rowid FROM _unspaced_fts WHERE _unspaced_fts MATCH " +
                       value + ")");
    else
      unspaced_.push_back(value);
  }

  std::string condition_of(const SearchFilter& filter) {
    switch (filter.kind) {
      case Kind::kSite: {
        const std::string value = bind(filter.value);
        return "a.site_id IN (SELECT id FROM sites WHERE hostname = " + value +
               " OR registrable_domain = " + value + " OR hostname = 'www.' || " + value + ")";
      }
      case Kind::kLanguage: {
        const std::string value = bind(filter.value);
        return "a.language IN (" + kLanguages + " SELECT language FROM known WHERE" +
               " lower(language) = " + value + " OR substr(lower(language), 1, length(" + value +
               ") + 1) = " + value + " || '-')";
      }
      case Kind::kTag:
        return "EXISTS (SELECT 1 FROM json_each(a.tags) WHERE lower(value) = lower(" +
               bind(filter.value) + "))";
      case Kind::kAfter:
        return kNewest + " >= " + bind(filter.value);
      case Kind::kBefore:
        return kNewest + " < " + bind(filter.value);
      case Kind::kChanged:
        return "a.version_count > 1";
      case Kind::kGone:
        break;
    }
    return "a.gone_at IS NOT NULL";
  }

  sqlite::Database& db_;
  const SearchQuery& query_;
  const SearchPage& page_;
  SearchSql sql_;
  Conditions listed_;    // of an article a; indexes list those for which they hold
  Conditions asked_;     // of an article a; each is looked at
  Conditions unspaced_;  // values that hold an expression for the index of such text
  std::string excluded_, excluded_value_;  // words that must not be there
};

}  // namespace

Result<SearchSql> search_sql(sqlite::Database& db, const SearchQuery& query,
                             const SearchPage& page) {
  return Builder(db, query, page).build();
}

}  // namespace cuttings
