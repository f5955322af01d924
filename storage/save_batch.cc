#include "storage/save_batch.h"

#include <algorithm>
#include <utility>

namespace cuttings {

void SaveBatch::add(NewArticle article, Saved result) {
  article.place = saved.size();
  saved.push_back(result);
  for (const ArticleUrl& url : article.urls) fresh_urls_.insert(url.url);
  fresh.push_back(std::move(article));
}

bool SaveBatch::awaits_any(const std::vector<ArticleUrl>& urls) const {
  return std::any_of(urls.begin(), urls.end(),
                     [this](const ArticleUrl& url) { return fresh_urls_.contains(url.url); });
}

void SaveBatch::clear_fresh() {
  fresh.clear();
  fresh_urls_.clear();
}

}  // namespace cuttings
