#include "tools/page_chains.h"

#include <utility>

namespace cuttings {
namespace {

WholeArticle cut_off(WholeArticle article, int page, const std::string& url,
                     const std::string& why) {
  article.first.reading.extraction.article.verdict = Verdict::kTruncated;
  article.missing = article.first.fetched.url + ": page " + std::to_string(page) + " is missing (" +
                    url + ": " + why + ")";
  return article;
}

}  // namespace

std::optional<WholeArticle> PageChains::take(FetchResult fetched, PageReading reading) {
  auto waiting = waiting_.extract(fetched.url);
  ReadPage page{std::move(fetched), std::move(reading)};
  return waiting.empty() ? begin(std::move(page))
                         : add(std::move(waiting.mapped()), std::move(page));
}

std::optional<WholeArticle> PageChains::begin(ReadPage first) {
  if (!first.reading.is_article()) return WholeArticle{std::move(first), {}, {}};
  PageChain pages(first.fetched.final_url);
  FurtherPages said = first.reading.extraction.further;
  Chain chain{{std::move(first), {}, {}}, std::move(pages), std::move(said)};
  const std::optional<std::string> single = chain.pages.single(chain.said);
  if (!single || waits_for(*single)) return go_on(std::move(chain));
  chain.wants_single = true;
  wait_for(*single, std::move(chain));
  return std::nullopt;
}

std::optional<WholeArticle> PageChains::add(Chain chain, ReadPage page) {
  Article& whole = chain.article.first.reading.extraction.article;
  const bool is_article = page.reading.is_article();
  const bool is_single = std::exchange(chain.wants_single, false);
  if (!is_article && !is_single)
    chain.article = cut_off(std::move(chain.article), chain.pages.pages() + 1, page.fetched.url,
                            page.reading.error_kind);
  if (is_article && is_single) replace_text(whole, page.reading.extraction.article);
  if (is_article && !is_single) {
    chain.pages.append(whole, page.reading.extraction.article, page.fetched.url);
    chain.said = page.reading.extraction.further;
  }
  chain.article.parts.push_back(std::move(page));
  const bool is_over = is_article == is_single;  // a part is missing, or the single page is here
  if (is_over) return std::move(chain.article);
  return go_on(std::move(chain));
}

std::optional<WholeArticle> PageChains::go_on(Chain chain) {
  const std::optional<std::string> next = chain.pages.next(chain.said);
  if (!next || waits_for(*next)) return std::move(chain.article);
  wait_for(*next, std::move(chain));
  return std::nullopt;
}

void PageChains::wait_for(const std::string& url, Chain chain) {
  wanted_.push_back({url});
  waiting_.emplace(url, std::move(chain));
}

std::vector<FetchRequest> PageChains::wanted() { return std::exchange(wanted_, {}); }

std::vector<WholeArticle> PageChains::give_up() {
  std::vector<WholeArticle> articles;
  for (auto& [url, chain] : waiting_)
    articles.push_back(cut_off(std::move(chain.article), chain.pages.pages() + 1, url, "stopped"));
  waiting_.clear();
  wanted_.clear();
  return articles;
}

}  // namespace cuttings
