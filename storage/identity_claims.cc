#include "storage/identity_claims.h"

#include <string>

#include "storage/copy_links.h"
#include "storage/sqlite/rows.h"
#include "storage/store_text.h"

namespace cuttings {
namespace {

using sqlite::Database;

constexpr std::string_view kClaim = "canonical";
// Fingerprints of two texts at random differ in 32 bits of 64, with a deviation of 4; those of an
// article before and after an edit in few. Chosen by hand.
constexpr int kMaxBits = 20;

struct Match {
  std::int64_t article_id;
  bool is_claim;
};

Result<std::optional<Match>> find_match(Database& db, std::string_view url) {
  return first_row<Match>(
      db.query("SELECT article_id, relation FROM article_urls WHERE url = ?1", {url}),
      [](const sqlite::Cursor& row) {
        return Match{row.integer(0), row.text(1) == kClaim};
      });
}

/// False only when both title and text are others.
Result<bool> may_be_same(Database& db, std::int64_t id, const Article& article) {
  const std::string title = store_text(article.metadata.title);
  auto same =
      first_row<bool>(db.query("SELECT title, fingerprint FROM articles WHERE id = ?1", {id}),
                      [&](const sqlite::Cursor& row) {
                        const bool has_titles = !title.empty() && !row.text(0).empty();
                        const auto bits = fingerprint_distance(row.text(1), article.fingerprint);
                        return !has_titles || title == row.text(0) || !bits || *bits <= kMaxBits;
                      });
  if (!same) return fail(std::move(same.error()));
  return same->value_or(true);
}

}  // namespace

Result<std::int64_t> find_claimed_article(Database& db, std::vector<ArticleUrl>& urls,
                                          const Article& article) {
  for (std::size_t i = 0; i < urls.size();) {
    const std::string& url = urls[i].url;
    auto match = find_match(db, url);
    if (!match) return fail(std::move(match.error()));
    if (!*match) {
      ++i;
      continue;
    }
    const std::int64_t id = (*match)->article_id;
    const bool is_own_claim = urls[i].relation == kClaim;
    if (!is_own_claim && !(*match)->is_claim) return id;
    auto is_same = may_be_same(db, id, article);
    if (!is_same) return fail(std::move(is_same.error()));
    if (*is_same && is_own_claim) return id;
    if (is_own_claim) {
      urls.erase(urls.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // The page itself came: the claim is borne out for good, or void.
    auto ok = *is_same ? db.run("UPDATE article_urls SET relation = ?2 WHERE url = ?1",
                                {url, urls[i].relation})
                       : db.run("DELETE FROM article_urls WHERE url = ?1", {url});
    if (!ok) return fail(std::move(ok.error()));
    if (*is_same) return id;
    ++i;
  }
  return 0;
}

}  // namespace cuttings
