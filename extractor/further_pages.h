#pragma once
// Articles over several pages: where the next page is, and the pages as one article.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "config/base/url.h"
#include "extractor/article.h"
#include "extractor/dom/document.h"

namespace cuttings {

/// What a page says of the article's other pages: absolute http(s) URLs, empty when it says
/// nothing.
struct FurtherPages {
  std::string single_page;  ///< the whole article on one page, by a site rule
  std::string next_page;    ///< by a site rule
  std::string rel_next;     ///< of the first <link> or <a> with rel=next: often another article
};

/// The target of the page's first <link rel=next> or <a rel=next>, resolved against `base`.
std::string find_rel_next(const Document& document, const Url& base);

/// True when `url` is page `number` (2 or more) of the article whose first page is `first`: the
/// same host and the same address but for a page number that is put in ("/ferry" and "/ferry/2",
/// "/ferry?page=2", "/ferry-2.html") or counted up from 1 ("?page=1" and "?page=2"). An article's
/// neighbours in a blog, which rel=next names too, are not.
bool is_numbered_page(const Url& first, const Url& url, int number);

/// True when it is one of page 2 to PageChain::kMaxPages.
bool is_further_page(const Url& first, const Url& url);

/// One article out of pages that come in order. Bounded: kMaxPages pages.
class PageChain {
 public:
  /// `first` is the URL of the first page.
  explicit PageChain(std::string first);

  /// The next page to read after the last one, whose `said` this is: nothing at the end, when it
  /// was read already, lies on another host, or is no page of this article.
  std::optional<std::string> next(const FurtherPages& said) const;

  /// The page that holds the whole article, where a rule names one: as next().
  std::optional<std::string> single(const FurtherPages& said) const;

  /// Puts the text and images of the page from `url` behind `article`: without what `article` has
  /// already (title, lead, boxes that every page repeats). Text, counts and hashes follow; metadata
  /// stays that of the first page.
  void append(Article& article, Article page, const std::string& url);

  int pages() const { return pages_; }  ///< the first and those put behind it

  static constexpr int kMaxPages = 50;  ///< of one article; longer ones are traps

 private:
  std::optional<Url> first_;
  std::unordered_set<std::string> seen_;
  int pages_ = 1;
};

/// Gives `article` the text, images and verdict of `single`, the same article on one page.
void replace_text(Article& article, Article single);

/// Sets text, word_count, content_hash and fingerprint from the body. O(text).
void settle_text(Article& article);

}  // namespace cuttings
