#pragma once
// SaveBatch: what one transaction has saved so far, and the new articles in it that wait to be
// written together.

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "extractor/article.h"
#include "storage/article_store.h"
#include "storage/article_urls.h"
#include "storage/capture.h"

namespace cuttings {

/// An article nobody knew, whose fetch is written.
struct NewArticle {
  const Capture* capture;  ///< outlives the batch
  std::size_t place;       ///< of its result
  Article article;         ///< made fit by store_article()
  std::vector<ArticleUrl> urls;
  std::int64_t site_id;
  std::string host, at;
};

class SaveBatch {
 public:
  std::vector<Saved> saved;  ///< one a capture, in order
  std::vector<NewArticle> fresh;

  /// Adds the result of `article.capture`, whose id follows when it is written.
  void add(NewArticle article, Saved result);
  /// Whether an article that waits is known by one of `urls`: then it must be written first.
  bool awaits_any(const std::vector<ArticleUrl>& urls) const;
  /// All that waited is written.
  void clear_fresh();

 private:
  std::unordered_set<std::string> fresh_urls_;
};

}  // namespace cuttings
