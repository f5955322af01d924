#include "extractor/blocks/page_outline.h"

#include <algorithm>

#include <xxhash.h>

#include "config/base/text.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kGoodWords = 10;  // boilerpipe's and jusText's "medium" block, rounded
constexpr double kSegmentCost =
    5.0;  // words a block must have to be worth its place in the segment

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15ull + (hash << 6) + (hash >> 2);
  return hash * 0xFF51AFD7ED558CCDull;
}

}  // namespace

PageOutline::PageOutline(const Document& document, const PageBlocks& page, const PageFacts& facts)
    : document_(document), page_(page), signatures_(document.size()) {
  sum_blocks();
  find_roots();
  find_best_parent();
  find_best_article();
  find_segment();
  group_blocks();
  count_repeats();
  compare_with(facts);
  find_headline();
}

bool PageOutline::is_good(std::size_t block) const {
  const TextBlock& b = page_.blocks[block];
  return b.words >= kGoodWords && b.link_bytes * 3 <= b.text_size &&
         (b.within & (kInNav | kInHidden | kInButton)) == 0;
}

void PageOutline::sum_blocks() {
  sums_.resize(page_.blocks.size() + 1);
  bool any = false;
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    const TextBlock& block = page_.blocks[i];
    Totals t = sums_[i];
    ++t.blocks;
    t.bytes += block.text_size, t.link_bytes += block.link_bytes, t.words += block.words;
    if (is_good(i)) {
      ++t.good_blocks, t.good_words += block.words;
      if (!any) first_good_ = i;
      last_good_ = i, any = true;
    }
    sums_[i + 1] = t;
  }
}

Totals PageOutline::totals(Node element) const {
  const Totals& a = sums_[page_.first_block[element.index()]];
  const Totals& b = sums_[page_.first_block[element.subtree_end()]];
  return {b.blocks - a.blocks,           b.bytes - a.bytes,
          b.link_bytes - a.link_bytes,   b.words - a.words,
          b.good_blocks - a.good_blocks, b.good_words - a.good_words};
}

void PageOutline::find_roots() {
  const double all = totals(document_.body()).good_words;
  const auto descend = [&](double share) {
    Node root = document_.body();
    for (Node child = root.first_child(); child;) {
      if (child.is_element() && totals(child).good_words >= share * all && all > 0) {
        root = child;
        child = root.first_child();
      } else {
        child = child.next_sibling();
      }
    }
    return root.index();
  };
  root80_ = descend(0.8), root50_ = descend(0.5);
}

void PageOutline::find_best_parent() {
  HashCounts words;
  std::uint32_t most = 0;
  best_parent_ = document_.body().index();
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    if (!is_good(i)) continue;
    const Node container = document_.node(page_.blocks[i].container);
    const Node parent = container.parent() ? container.parent() : container;
    std::uint32_t& sum = words[mix(1, parent.index())];
    sum += page_.blocks[i].words;
    if (sum > most) most = sum, best_parent_ = parent.index();
  }
}

void PageOutline::find_best_article() {
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i < document_.size(); ++i) {
    const Node node = document_.node(i);
    if (node.tag() != Tag::kArticle) continue;
    ++article_count_;
    const std::uint32_t words = totals(node).good_words;
    if (words > best) best = words, best_article_ = i;
  }
}

bool PageOutline::is_in_best_article(const TextBlock& block) const {
  return best_article_ != 0 && block.begin > best_article_ &&
         block.begin < document_.node(best_article_).subtree_end();
}

void PageOutline::find_segment() {
  double sum = 0, best = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    const TextBlock& block = page_.blocks[i];
    sum += is_good(i) ? block.words : -kSegmentCost - 0.5 * block.links;
    if (sum <= 0) sum = 0, begin = i + 1;
    if (sum > best) best = sum, segment_begin_ = begin, segment_end_ = i + 1;
  }
}

int PageOutline::good_blocks_near(std::size_t block, int distance) const {
  const auto size = static_cast<std::ptrdiff_t>(page_.blocks.size());
  const auto at = static_cast<std::ptrdiff_t>(block);
  const auto from = std::clamp<std::ptrdiff_t>(distance < 0 ? at + distance : at + 1, 0, size);
  const auto to = std::clamp<std::ptrdiff_t>(distance < 0 ? at : at + 1 + distance, 0, size);
  return static_cast<int>(sums_[static_cast<std::size_t>(to)].good_blocks -
                          sums_[static_cast<std::size_t>(from)].good_blocks);
}

int PageOutline::levels_to(const TextBlock& block, std::uint32_t element) const {
  const Node target = document_.node(element);
  Node node = document_.node(block.container);
  if (node.index() >= element && node.index() < target.subtree_end())
    return -static_cast<int>(node.depth() - target.depth()) - 1;
  int levels = 0;
  for (; node && levels < 30; ++levels, node = node.parent())
    if (element >= node.index() && element < node.subtree_end()) break;
  return levels;
}

int PageOutline::levels_between(const TextBlock& a, const TextBlock& b) const {
  Node node = document_.node(a.container);
  int levels = 0;
  for (; node && levels < 30; ++levels, node = node.parent())
    if (b.begin >= node.index() && b.begin < node.subtree_end()) break;
  return levels;
}

std::uint64_t PageOutline::element_signature(std::uint32_t element) const {
  std::uint64_t& known = signatures_[element];
  if (known == 0) known = compute_signature(element) | 1;  // never 0: that is "not computed"
  return known;
}

std::uint64_t PageOutline::compute_signature(std::uint32_t element) const {
  const Node node = document_.node(element);
  std::string& words = class_words_;
  words = node.attribute("class");
  std::erase_if(words, is_ascii_digit);  // "col-3", "item-17": the number is not the kind
  const std::uint64_t tag = static_cast<std::uint64_t>(node.tag()) + 1;
  return words.empty() ? tag : mix(tag, XXH3_64bits(words.data(), words.size()));
}

std::uint64_t PageOutline::place_of(std::uint32_t element, int levels) const {
  std::uint64_t hash = 1;
  Node node = document_.node(element);
  for (int i = 0; i < levels && node; ++i, node = node.parent())
    hash = mix(hash, element_signature(node.index()));
  return hash;
}

void PageOutline::group_blocks() {
  const auto group = [&](auto place, std::vector<BlockGroup>& groups,
                         std::vector<std::uint32_t>& index) {
    HashCounts known;  // the group's number and one: 0 is new
    index.resize(page_.blocks.size());
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const TextBlock& block = page_.blocks[i];
      std::uint32_t& number = known[place(block)];
      if (number == 0) {
        groups.push_back({0, 0, 0, 0, i});
        number = static_cast<std::uint32_t>(groups.size());
      }
      BlockGroup& g = groups[number - 1];
      ++g.blocks;
      g.bytes += block.text_size, g.link_bytes += block.link_bytes, g.words += block.words;
      index[i] = number - 1;
    }
  };
  group([&](const TextBlock& b) { return place_of(b.anchor, 3); }, groups_, group_index_);
  group(
      [&](const TextBlock& b) {
        const Node parent = document_.node(b.container).parent();
        return mix(static_cast<std::uint64_t>(document_.node(b.container).tag()),
                   parent ? element_signature(parent.index()) : 0);
      },
      wide_groups_, wide_group_index_);
}

void PageOutline::count_repeats() {
  HashCounts counts(page_.blocks.size());
  is_repeat_.resize(page_.blocks.size());
  repeat_count_.resize(page_.blocks.size());
  std::vector<std::uint64_t> hashes;
  hashes.reserve(page_.blocks.size());
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    const std::string_view text = page_.text_of(page_.blocks[i]);
    hashes.push_back(XXH3_64bits(text.data(), text.size()));
    is_repeat_[i] = counts[hashes[i]]++ > 0;
  }
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) repeat_count_[i] = counts[hashes[i]] - 1;
}

std::uint32_t PageOutline::siblings_like(std::uint32_t element) const {
  const Node node = document_.node(element), parent = node.parent();
  if (!parent) return 0;
  const std::uint64_t signature = element_signature(element);
  std::uint32_t& count = sibling_counts_[mix(parent.index(), signature)];
  if (count == 0)  // at least the element itself is like it
    for (Node child = parent.first_child(); child; child = child.next_sibling())
      if (child.is_element() && child.tag() == node.tag() &&
          element_signature(child.index()) == signature)
        ++count;
  return count;
}

std::uint32_t PageOutline::similar_siblings(std::size_t block) const {
  return siblings_like(page_.blocks[block].container);
}

std::uint32_t PageOutline::parent_similar_siblings(std::size_t block) const {
  const Node parent = document_.node(page_.blocks[block].container).parent();
  return parent ? siblings_like(parent.index()) : 0;
}

void PageOutline::compare_with(const PageFacts& facts) {
  const WordSet title = word_set(facts.title), description = word_set(facts.description);
  const GramSet body = gram_set(facts.article_body);
  WordHasher hasher;
  for (const TextBlock& block : page_.blocks) {
    const WordHashes& words = hasher.hash(page_.text_of(block));
    const WordOverlap of_title = overlap(words, title);
    title_overlap_.push_back(of_title.share);
    title_cover_.push_back(of_title.covered);
    description_overlap_.push_back(overlap(words, description).share);
    article_body_overlap_.push_back(body.empty() ? -1.f : share_of_grams(words, body));
  }
}

void PageOutline::find_headline() {
  headline_ = page_.blocks.size();
  double best = 0.6;  // at least so much of the title must be there
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    const TextBlock& block = page_.blocks[i];
    if ((block.within & (kInNav | kInHidden)) != 0 || block.words > 60) continue;
    double score = 0.5 * (title_overlap_[i] + title_cover_[i]);
    if (block.heading_level == 1)
      score += 0.6;
    else if (block.heading_level == 2)
      score += 0.3;
    if (block.link_bytes * 2 > block.text_size) score -= 0.3;
    if (score > best + 1e-9) best = score, headline_ = i;
  }
}

}  // namespace cuttings
