#pragma once
// PageChains: articles over several pages, while their further pages are being fetched.

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crawler/fetch_result.h"
#include "extractor/further_pages.h"
#include "tools/page_reading.h"

namespace cuttings {

/// A page that was asked for, and what was read from it.
struct ReadPage {
  FetchResult fetched;
  PageReading reading;
};

/// An article and all pages it was put together from.
struct WholeArticle {
  ReadPage first;               ///< its reading is that of all pages together
  std::vector<ReadPage> parts;  ///< the further pages, in order, each with its own reading
  std::string missing;  ///< one line: which further page did not come, and why; mostly empty
};

/// One thread.
class PageChains {
 public:
  /// A fetch that has ended: the article when nothing more belongs to it, else nothing yet.
  /// Where a further page does not come, the article is what came before, with verdict kTruncated.
  std::optional<WholeArticle> take(FetchResult fetched, PageReading reading);

  bool waits_for(const std::string& url) const { return waiting_.contains(url); }
  /// The further pages to ask for; each is told once.
  std::vector<FetchRequest> wanted();
  /// The articles whose further pages will not come, since the run was stopped.
  std::vector<WholeArticle> give_up();

 private:
  struct Chain {
    WholeArticle article;
    PageChain pages;
    FurtherPages said;          ///< by the last page
    bool wants_single = false;  ///< the page that is waited for holds the whole article
  };
  std::optional<WholeArticle> begin(ReadPage first);
  std::optional<WholeArticle> add(Chain chain, ReadPage page);
  std::optional<WholeArticle> go_on(Chain chain);
  void wait_for(const std::string& url, Chain chain);

  std::unordered_map<std::string, Chain> waiting_;  ///< by the URL that was asked for
  std::vector<FetchRequest> wanted_;
};

}  // namespace cuttings
