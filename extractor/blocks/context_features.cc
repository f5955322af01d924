#include "extractor/blocks/context_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <string>

#include "extractor/blocks/made_name.h"

namespace cuttings {
namespace {

constexpr double kSureEdge = 0.6;     // an opinion that is not changed lightly
constexpr double kSureEdgeWords = 8;  // nor is one about a few words trusted as an edge of the body

}  // namespace

class ContextFeatures::Builder {
 public:
  Builder(const Document& document, const PageBlocks& page, const FeatureTable& own,
          std::span<const float> opinions, const PageKindScores& kinds)
      : document_(document), page_(page), opinions_(opinions), kinds_(kinds) {
    sum_up();
    find_edges();
    group_opinion_ = mean_by(own.group);
    wide_group_opinion_ = mean_by(own.wide_group);
  }

  /// Calls put(name, value) for each column; `named` makes a name of a stem and a number.
  template <class Put, class Named>
  void build(std::size_t i, const Put& put, const Named& named) const {
    const auto size = static_cast<std::ptrdiff_t>(opinions_.size());
    const auto at = static_cast<std::ptrdiff_t>(i);
    put("opinion", opinions_[i]);
    for (const int offset : {-4, -3, -2, -1, 1, 2, 3, 4}) {
      const auto other = at + offset;
      put(named("opinion_near", offset),
          other >= 0 && other < size ? opinions_[static_cast<std::size_t>(other)] : -1);
    }
    put_ancestors(i, put, named);
    put("group_opinion", group_opinion_[i]);
    put("wide_group_opinion", wide_group_opinion_[i]);
    for (const int window : {5, 15, 40}) {
      put(named("opinion_before", window), mean(std::max<std::ptrdiff_t>(0, at - window), at));
      put(named("opinion_after", window), mean(at + 1, std::min(size, at + 1 + window)));
    }
    put("kept_before", kept_[i] / total_kept());
    put("page_kept_share", kept_.back() / std::max(words_.back(), 1e-9));
    put("page_kept_words", std::log1p(kept_.back()));
    put("page_kept_blocks", static_cast<double>(likely_blocks_));
    put("page_doubt", doubt_ / std::max(words_.back(), 1e-9));
    put("past_first_sure",
        std::clamp<double>(static_cast<double>(at) - static_cast<double>(first_sure_), -200, 400));
    put("past_last_sure",
        std::clamp<double>(static_cast<double>(at) - static_cast<double>(last_sure_), -400, 200));
    for (std::size_t kind = 0; kind < kPageKinds; ++kind)
      put(named("kind", static_cast<int>(kind)), kinds_[kind]);
  }

 private:
  template <class Put, class Named>
  void put_ancestors(std::size_t i, const Put& put, const Named& named) const {
    Node node = document_.node(page_.blocks[i].container);
    for (int level = 0; level < 8; ++level) {
      const std::size_t a = page_.first_block[node.index()],
                        b = page_.first_block[node.subtree_end()];
      put(named("opinion_up", level),
          (kept_[b] - kept_[a]) / std::max(words_[b] - words_[a], 1e-9));
      if (level == 1 || level == 2 || level == 3 || level == 5)
        put(named("kept_share_up", level), (kept_[b] - kept_[a]) / total_kept());
      if (node.parent()) node = node.parent();
    }
  }

  double total_kept() const { return std::max(kept_.back(), 1e-9); }

  double mean(std::ptrdiff_t from, std::ptrdiff_t to) const {
    const auto a = static_cast<std::size_t>(from), b = static_cast<std::size_t>(std::max(from, to));
    return (kept_[b] - kept_[a]) / std::max(words_[b] - words_[a], 1e-9);
  }

  void sum_up() {
    words_.assign(opinions_.size() + 1, 0);
    kept_.assign(opinions_.size() + 1, 0);
    for (std::size_t i = 0; i < opinions_.size(); ++i) {
      const double weight = block_weight(page_.blocks[i]);
      words_[i + 1] = words_[i] + weight;
      kept_[i + 1] = kept_[i] + weight * opinions_[i];
      likely_blocks_ += opinions_[i] > 0.5f;
      doubt_ += weight * std::min(opinions_[i], 1 - opinions_[i]);
    }
  }

  /// Each block's group's mean opinion, by words.
  std::vector<float> mean_by(const std::vector<std::uint32_t>& group) const {
    std::vector<double> words(opinions_.size() + 1),
        kept(opinions_.size() + 1);  // groups are fewer than blocks
    for (std::size_t i = 0; i < opinions_.size(); ++i) {
      words[group[i]] += words_[i + 1] - words_[i];
      kept[group[i]] += kept_[i + 1] - kept_[i];
    }
    std::vector<float> means(opinions_.size());
    for (std::size_t i = 0; i < means.size(); ++i)
      means[i] = static_cast<float>(kept[group[i]] / words[group[i]]);
    return means;
  }

  void find_edges() {
    last_sure_ = opinions_.empty() ? 0 : opinions_.size() - 1;
    bool any = false;
    for (std::size_t i = 0; i < opinions_.size(); ++i) {
      if (opinions_[i] <= kSureEdge || page_.blocks[i].words <= kSureEdgeWords) continue;
      if (!any) first_sure_ = i;
      last_sure_ = i, any = true;
    }
  }

  const Document& document_;
  const PageBlocks& page_;
  std::span<const float> opinions_;
  const PageKindScores& kinds_;
  std::vector<float> group_opinion_, wide_group_opinion_;
  std::vector<double> words_, kept_;  // prefix sums
  std::size_t first_sure_ = 0, last_sure_ = 0, likely_blocks_ = 0;
  double doubt_ = 0;
};

ContextFeatures::ContextFeatures(const Document& document, const PageBlocks& page,
                                 const FeatureTable& own, std::span<const float> opinions,
                                 const PageKindScores& kinds)
    : own_(own), builder_(std::make_unique<const Builder>(document, page, own, opinions, kinds)) {}

ContextFeatures::~ContextFeatures() = default;

LaneTable<float> ContextFeatures::rows_of(std::span<const std::size_t> asked) const {
  LaneTable<float> table(asked.size(), own_.values.columns() + names().size());
  table.copy_rows(own_.values, asked);
  const auto unnamed = [](std::string_view, int) { return std::string_view(); };
  for (std::size_t row = 0; row < asked.size(); ++row) {
    std::size_t column = own_.values.columns();
    builder_->build(
        asked[row],
        [&](std::string_view, double value) {
          table.at(row, column++) = static_cast<float>(value);
        },
        unnamed);
  }
  return table;
}

const std::vector<std::string_view>& ContextFeatures::names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> recorded;
    const Result<Document> document = Document::parse("<p>x", {});
    if (!document) throw std::bad_alloc();  // all else can be parsed; the next call tries again
    const PageBlocks page = split_into_blocks(*document);
    const std::array<float, 1> opinions = {0.5f};
    const PageKindScores kinds{};
    FeatureTable own;
    own.group = own.wide_group = {0};
    Builder(*document, page, own, opinions, kinds)
        .build(
            0, [&](std::string_view name, double) { recorded.push_back(name); },
            [](std::string_view stem, int number) { return made_name(stem, number); });
    return recorded;
  }();
  return names;
}

}  // namespace cuttings
