#include <algorithm>
#include <optional>
#include <vector>

#include "extractor/blocks/decisions.h"

namespace cuttings {
namespace {

// Kept in each: less is a teaser or an entry of a live blog.
constexpr std::uint32_t kMinStoryWords = 60;

struct WholeArticle {
  std::size_t from = 0, to = 0;  ///< its blocks
  bool has_title = false;        ///< the page's
};

/// Nothing when it has no headline of its own, or too little kept text.
std::optional<WholeArticle> read_article(const PassInput& input, const Decisions& decisions,
                                         Node node) {
  WholeArticle article{input.page.first_block[node.index()],
                       input.page.first_block[node.subtree_end()]};
  bool has_headline = false;
  for (std::size_t i = article.from; i < article.to; ++i) {
    has_headline = has_headline || input.page.blocks[i].heading_level == 1;
    article.has_title = article.has_title || decisions[i].reason == Reason::kTitle;
  }
  const bool is_whole = kept_words(input, decisions, article.from, article.to) >= kMinStoryWords;
  return is_whole && has_headline ? std::optional(article) : std::nullopt;
}

/// The outermost <article> elements that are whole.
std::vector<WholeArticle> whole_articles(const PassInput& input, const Decisions& decisions) {
  std::vector<WholeArticle> articles;
  const auto nodes = static_cast<std::uint32_t>(input.page.class_words.size());
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const Node node = input.document.node(i);
    if (node.tag() != Tag::kArticle) continue;
    if (const auto article = read_article(input, decisions, node)) articles.push_back(*article);
    i = node.subtree_end() - 1;
  }
  return articles;
}

}  // namespace

void drop_other_articles(const PassInput& input, Decisions& decisions) {
  const bool is_article = input.is_article() || input.facts.declares_article();
  if (!is_article || input.mode == ExtractMode::kRecall) return;
  const std::vector<WholeArticle> articles = whole_articles(input, decisions);
  const auto own = std::find_if(articles.begin(), articles.end(),
                                [](const WholeArticle& article) { return article.has_title; });
  if (own == articles.end()) return;
  for (auto other = articles.begin(); other != articles.end(); ++other)
    for (std::size_t i = other->from; other != own && i < other->to; ++i)
      if (decisions[i].is_kept) decisions[i].drop(Reason::kOutsideBody);
}

}  // namespace cuttings
