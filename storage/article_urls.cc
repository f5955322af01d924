#include "storage/article_urls.h"

#include <utility>

#include "config/base/canonical_url.h"
#include "config/base/url.h"
#include "storage/store_text.h"

namespace cuttings {
namespace {

using sqlite::Database;

void add_url(std::vector<ArticleUrl>& urls, std::string url, std::string_view relation) {
  for (const ArticleUrl& known : urls)
    if (known.url == url) return;
  urls.push_back({std::move(url), relation});
}

}  // namespace

std::string identity_of(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? canonical_url(*url).href() : store_text(text);
}

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

Result<void> write_urls(Database& db, std::int64_t id, const std::vector<ArticleUrl>& urls,
                        std::string_view at) {
  for (const ArticleUrl& url : urls) {
    auto ok = db.run("INSERT OR IGNORE INTO article_urls VALUES (?1, ?2, ?3, ?4)",
                     {url.url, id, url.relation, at});
    if (!ok) return ok;
  }
  return {};
}

}  // namespace cuttings
