#include "extractor/blocks/features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <new>
#include <span>

#include "config/base/text.h"
#include "extractor/blocks/made_name.h"
#include "extractor/blocks/page_outline.h"
#include "extractor/blocks/phrases.h"
#include "extractor/blocks/text_shape.h"

namespace cuttings {
namespace {

/// Writes a row's numbers column by column; with a name list it records the names instead.
class Row {
 public:
  explicit Row(float* cells) : cells_(cells) {}
  explicit Row(std::vector<std::string_view>& names) : names_(&names) {}

  [[gnu::always_inline]] void put(std::string_view name, double value) {
    if (names_ != nullptr) [[unlikely]] {
      names_->push_back(name);
    } else {
      *cells_++ = static_cast<float>(value);
    }
  }
  bool records_names() const { return names_ != nullptr; }
  /// Past the last number.
  float* end() const { return cells_; }

 private:
  float* cells_ = nullptr;
  std::vector<std::string_view>* names_ = nullptr;
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// log(1 + count), from a table for the counts that are common.
double log1(std::uint32_t count) {
  static const std::array<double, 1024> kKnown = [] {
    std::array<double, 1024> known{};
    for (std::size_t i = 0; i < known.size(); ++i) known[i] = std::log1p(static_cast<double>(i));
    return known;
  }();
  return count < kKnown.size() ? kKnown[count] : std::log1p(static_cast<double>(count));
}

constexpr int kFar = 13;  // a category that no ancestor within 12 levels has

class FeatureBuilder {
 public:
  FeatureBuilder(const Document& document, const PageBlocks& page, const PageFacts& facts)
      : document_(document), page_(page), outline_(document, page, facts), facts_(facts) {
    shapes_.reserve(page.blocks.size());
    reasons_.reserve(page.blocks.size());
    for (const TextBlock& block : page.blocks) {
      shapes_.push_back(measure_text(page.text_of(block)));
      reasons_.push_back(match_phrase(page.text_of(block), block.words));
    }
  }

  const PageOutline& outline() const { return outline_; }
  const std::vector<Reason>& says() const { return reasons_; }

  /// The columns of a block but for those that are the same for all: put_page().
  void build(std::size_t index, Row& row) const {
    const TextBlock& block = page_.blocks[index];
    put_text(row, index);
    put_markup(row, block);
    put_class_words(row, block);
    put_ancestors(row, index);
    put_neighbours(row, index);
    put_position(row, index);
    put_group(row, index);
    put_facts(row, index);
  }

  /// The columns that are the same for all blocks; they stand last.
  void put_page(Row& row) const {
    const Totals whole = outline_.totals(document_.body());
    row.put("page_words", log1(whole.words));
    row.put("page_blocks", log1(whole.blocks));
    row.put("page_link_density", ratio(whole.link_bytes, whole.bytes));
    row.put("page_good_share", ratio(whole.good_words, whole.words));
    row.put("page_good_blocks", log1(whole.good_blocks));
    row.put("page_root80_share",
            ratio(outline_.totals(document_.node(outline_.root80())).bytes, whole.bytes));
    row.put("page_segment_share",
            ratio(static_cast<double>(outline_.segment_end() - outline_.segment_begin()),
                  whole.blocks));
    const auto says = [&](std::string_view word) {
      return facts_.declared_type.find(word) != std::string::npos;
    };
    row.put("type_article", says("article") || says("posting"));
    row.put("type_product", says("product"));
    row.put("type_list", says("itemlist") || says("collectionpage") || says("searchresults"));
    row.put("type_forum", facts_.declares_forum());
    row.put("type_website", says("website"));
    row.put("type_organization", says("organization") || says("localbusiness") || says("service"));
    const auto path_says = [&](std::string_view word) {
      return facts_.url_path.find(word) != std::string::npos;
    };
    row.put("path_depth",
            static_cast<double>(std::count(facts_.url_path.begin(), facts_.url_path.end(), '/')));
    row.put("path_bytes", std::min<double>(static_cast<double>(facts_.url_path.size()), 200));
    row.put("path_hyphens",
            static_cast<double>(std::count(facts_.url_path.begin(), facts_.url_path.end(), '-')));
    row.put("path_forum", facts_.path_names_forum());
    row.put("path_product", path_says("product") || path_says("/shop") || path_says("/p/"));
    row.put("path_docs",
            path_says("/doc") || path_says("/api") || path_says("/guide") || path_says("/wiki"));
    row.put("path_list", path_says("/category") || path_says("/tag") || path_says("/collections") ||
                             path_says("/search"));
  }

 private:
  void put_text(Row& row, std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    const TextShape& shape = shapes_[index];
    const double points = shape.code_points, letters = shape.letters, words = block.words;
    row.put("log_chars", log1(shape.code_points));
    row.put("words", std::min(words, 400.0));
    row.put("link_density", ratio(block.link_bytes, block.text_size));
    row.put("links", block.links);
    row.put("links_per_word", ratio(block.links, words));
    row.put("internal_links", ratio(block.internal_links, block.links));
    row.put("strong", ratio(block.strong_bytes, block.text_size));
    row.put("emphasis", ratio(block.emphasis_bytes, block.text_size));
    row.put("word_length", ratio(letters, words));
    row.put("longest_word", shape.longest_word);
    row.put("sentences", shape.sentence_ends);
    row.put("words_per_sentence", ratio(words, shape.sentence_ends + 1));
    row.put("commas", ratio(shape.commas, words));
    row.put("separators", ratio(shape.separators, words));
    row.put("uppercase", ratio(shape.uppercase, letters));
    row.put("digits", ratio(shape.digits, points));
    row.put("short_words", ratio(shape.short_words, words));
    row.put("capitalised", ratio(shape.capitalised_words, words));
    row.put("currency", shape.currency);
    row.put("has_year", shape.has_year);
    row.put("has_clock_time", shape.has_clock_time);
    row.put("has_at_sign", shape.has_at_sign);
    row.put("has_copyright", shape.has_copyright);
    row.put("has_url", shape.has_url);
    row.put("begins_upper", shape.begins_upper);
    row.put("begins_lower", shape.begins_lower);
    row.put("begins_digit", shape.begins_digit);
    row.put("begins_quote", shape.begins_quote);
    row.put("ends_sentence", shape.ends_sentence);
    row.put("ends_colon", shape.ends_colon);
    row.put("ends_ellipsis", shape.ends_ellipsis);
    row.put("ends_question", shape.ends_question);
    const Reason reason = reasons_[index];
    row.put("says_navigation", reason == Reason::kNavigation || reason == Reason::kSkipLink);
    row.put("says_label", reason == Reason::kSectionLabel || reason == Reason::kPlaceholder);
    row.put("says_caption", reason == Reason::kCaption);
    row.put("says_related", reason == Reason::kRelatedLinks);
    row.put("says_share", reason == Reason::kShareBar);
    row.put("says_promo", reason == Reason::kPromo);
    row.put("says_author", reason == Reason::kAuthorBox || reason == Reason::kByline);
    row.put("says_date", reason == Reason::kDateline);
    row.put("says_comments", reason == Reason::kComments);
    row.put("says_consent", reason == Reason::kConsent);
    row.put("says_tags", reason == Reason::kTags);
    row.put("says_advertisement", reason == Reason::kAdvertisement);
    row.put("says_credit", reason == Reason::kCreditLine);
  }

  void put_markup(Row& row, const TextBlock& block) const {
    const Tag tag = document_.node(block.container).tag();
    const Tag anchor = document_.node(block.anchor).tag();
    row.put("is_p", tag == Tag::kP);
    row.put("is_div", tag == Tag::kDiv);
    row.put("is_li", tag == Tag::kLi);
    row.put("is_cell", tag == Tag::kTd || tag == Tag::kTh);
    row.put("is_definition", tag == Tag::kDt || tag == Tag::kDd);
    row.put("is_body", tag == Tag::kBody || tag == Tag::kCenter);
    row.put("is_section", tag == Tag::kSection || tag == Tag::kArticle || tag == Tag::kMain);
    row.put("anchor_is_span", anchor == Tag::kSpan);
    row.put("anchor_is_link", anchor == Tag::kA);
    row.put("anchor_is_strong", anchor == Tag::kStrong || anchor == Tag::kB);
    row.put("anchor_is_time", anchor == Tag::kTime);
    row.put("heading_level", block.heading_level);
    row.put("list_depth", block.list_depth);
    row.put("quote_depth", block.quote_depth);
    row.put("depth", document_.node(block.container).depth());
    row.put("images_before", std::min<int>(block.images_before, 5));
    for (int i = 0; i <= 21; ++i) row.put(made_within_name(i), (block.within >> i) & 1u);
  }

  static std::string_view made_within_name(int i) {
    static constexpr std::array<std::string_view, 22> kNames = {
        "in_article", "in_main",       "in_nav",    "in_header",   "in_footer", "in_aside",
        "in_figure",  "in_figcaption", "in_form",   "in_table",    "in_list",   "in_quote",
        "in_pre",     "in_button",     "in_dialog", "in_details",  "in_hidden", "in_address",
        "in_dl",      "in_cell",       "in_link",   "in_paragraph"};
    return kNames[static_cast<std::size_t>(i)];
  }

  void put_class_words(Row& row, const TextBlock& block) const {
    std::array<std::uint8_t, static_cast<std::size_t>(ClassWord::kCount)> distance;
    distance.fill(kFar);
    Node node = document_.node(block.anchor);
    ClassWords seen = 0;
    for (int level = 0; level < kFar && node; ++level, node = node.parent()) {
      const ClassWords words = page_.class_words[node.index()];
      for (ClassWords fresh = words & ~seen; fresh != 0; fresh &= fresh - 1)
        distance[static_cast<std::size_t>(std::countr_zero(fresh))] =
            static_cast<std::uint8_t>(level);
      seen |= words;
    }
    for (std::size_t i = 0; i < distance.size(); ++i)
      row.put(row.records_names() ? made_name("class_", static_cast<int>(i)) : "", distance[i]);
  }

  /// What stands in the ancestors one to seven levels up: how much text, how linked, how much of it
  /// good.
  void put_ancestors(Row& row, std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    Node node = document_.node(block.container);
    const Totals whole = outline_.totals(document_.body());
    const auto name = [&](int level, std::string_view leaf) {
      return row.records_names() ? made_name("up", level, leaf) : "";
    };
    for (int level = 0; level < 8; ++level) {
      const Totals t = outline_.totals(node);
      row.put(name(level, "_share"), ratio(t.bytes, whole.bytes));
      row.put(name(level, "_link_density"), ratio(t.link_bytes, t.bytes));
      row.put(name(level, "_good_share"), ratio(t.good_words, whole.good_words));
      row.put(name(level, "_blocks"), log1(t.blocks));
      row.put(name(level, "_words_per_block"), ratio(t.words, t.blocks));
      if (node.parent()) node = node.parent();
    }
    row.put("levels_to_root80", outline_.levels_to(block, outline_.root80()));
    row.put("levels_to_root50", outline_.levels_to(block, outline_.root50()));
    row.put("levels_to_best", outline_.levels_to(block, outline_.best_parent()));
    row.put("in_best_article", outline_.is_in_best_article(block));
    row.put("article_elements", std::min(outline_.article_count(), 20u));
  }

  void put_neighbours(Row& row, std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    for (const int offset : {-3, -2, -1, 1, 2, 3}) {
      const auto other = static_cast<std::ptrdiff_t>(index) + offset;
      const bool exists = other >= 0 && other < static_cast<std::ptrdiff_t>(page_.blocks.size());
      const TextBlock* near = exists ? &page_.blocks[static_cast<std::size_t>(other)] : nullptr;
      const TextShape* shape = exists ? &shapes_[static_cast<std::size_t>(other)] : nullptr;
      const auto name = [&](std::string_view leaf) {
        return row.records_names() ? made_name("near", offset, leaf) : "";
      };
      row.put(name("_words"), near ? std::min(near->words, 400u) : -1);
      row.put(name("_link_density"), near ? ratio(near->link_bytes, near->text_size) : -1);
      row.put(name("_sentence"), shape ? shape->ends_sentence : -1);
      row.put(name("_heading"), near ? near->heading_level : -1);
      row.put(name("_says"),
              near ? static_cast<int>(reasons_[static_cast<std::size_t>(other)]) : -1);
      row.put(name("_sibling"), near ? outline_.levels_between(block, *near) : -1);
    }
  }

  void put_position(Row& row, std::size_t index) const {
    const TextBlock& block = page_.blocks[index];
    const double blocks = static_cast<double>(page_.blocks.size());
    row.put("block_position", ratio(static_cast<double>(index), blocks));
    row.put("text_position", ratio(block.text_begin, static_cast<double>(page_.text.size())));
    row.put("blocks_before", std::min<double>(static_cast<double>(index), 500));
    row.put("blocks_after", std::min<double>(blocks - static_cast<double>(index), 500));
    const auto headline = outline_.headline();
    const bool known = headline < page_.blocks.size();
    const double past = static_cast<double>(index) - static_cast<double>(headline);
    row.put("past_headline", known ? std::clamp(past, -200.0, 400.0) : -999);
    row.put("past_headline_bytes", known
                                       ? static_cast<double>(block.text_begin) -
                                             static_cast<double>(page_.blocks[headline].text_begin)
                                       : -99999);
    row.put("headline_levels", known ? outline_.levels_between(block, page_.blocks[headline]) : -1);
    row.put("first_good",
            std::clamp(static_cast<double>(index) - static_cast<double>(outline_.first_good()),
                       -200.0, 400.0));
    row.put("last_good",
            std::clamp(static_cast<double>(index) - static_cast<double>(outline_.last_good()),
                       -400.0, 200.0));
    row.put("past_segment_begin",
            std::clamp(static_cast<double>(index) - static_cast<double>(outline_.segment_begin()),
                       -200.0, 400.0));
    row.put("past_segment_end",
            std::clamp(static_cast<double>(index) - static_cast<double>(outline_.segment_end()),
                       -400.0, 200.0));
    row.put("good_before", outline_.good_blocks_near(index, -8));
    row.put("good_after", outline_.good_blocks_near(index, 8));
  }

  /// Blocks that stand in the same kind of place: same tags and classes three levels up.
  void put_group(Row& row, std::size_t index) const {
    const BlockGroup& group = outline_.group_of(index);
    row.put("group_blocks", log1(group.blocks));
    row.put("group_words", ratio(group.words, group.blocks));
    row.put("group_link_density", ratio(group.link_bytes, group.bytes));
    row.put("group_word_share", ratio(group.words, outline_.totals(document_.body()).words));
    row.put("group_first", std::min<double>(static_cast<double>(index - group.first), 300));
    const BlockGroup& wide = outline_.wide_group_of(index);
    row.put("wide_group_blocks", log1(wide.blocks));
    row.put("wide_group_words", ratio(wide.words, wide.blocks));
    row.put("wide_group_link_density", ratio(wide.link_bytes, wide.bytes));
    row.put("wide_group_word_share", ratio(wide.words, outline_.totals(document_.body()).words));
    row.put("repeats", std::min(outline_.repeats(index), 9u));
    row.put("repeats_earlier", outline_.is_repeat(index));
    row.put("similar_siblings", log1(outline_.similar_siblings(index)));
    row.put("parent_similar_siblings", log1(outline_.parent_similar_siblings(index)));
  }

  void put_facts(Row& row, std::size_t index) const {
    row.put("title_overlap", outline_.title_overlap(index));
    row.put("title_cover", outline_.title_cover(index));
    row.put("description_overlap", outline_.description_overlap(index));
    row.put("has_article_body", facts_.article_body.size() > 200);
    row.put("article_body_overlap", outline_.article_body_overlap(index));
  }

  const Document& document_;
  const PageBlocks& page_;
  PageOutline outline_;
  const PageFacts& facts_;
  std::vector<TextShape> shapes_;
  std::vector<Reason> reasons_;
};

/// A number written straight into its lane touches a cache line of its own; so rows are written
/// side by side first.
LaneTable<float> fill_table(const FeatureBuilder& builder, std::size_t rows) {
  const std::size_t columns = feature_names().size();
  LaneTable<float> table(rows, columns);
  std::vector<float> of_page(columns), cells(kRowsTogether * columns);
  Row page_row(of_page.data());
  builder.put_page(page_row);
  const auto shared = page_row.end() - of_page.data();
  for (std::size_t i = 0; i < rows; ++i) {
    Row row(cells.data() + i % kRowsTogether * columns);
    builder.build(i, row);
    float* const end = std::copy_n(of_page.data(), shared, row.end());
    if ((i + 1) % kRowsTogether != 0 && i + 1 != rows) continue;
    std::fill(end, cells.data() + cells.size(), 0.f);  // past the last row
    set_rows(table, i / kRowsTogether * kRowsTogether, cells);
  }
  return table;
}

}  // namespace

FeatureTable compute_features(const Document& document, const PageBlocks& page,
                              const PageFacts& facts) {
  FeatureTable table;
  const FeatureBuilder builder(document, page, facts);
  table.values = fill_table(builder, page.blocks.size());
  table.says = builder.says();
  table.group = builder.outline().group_numbers();
  table.wide_group = builder.outline().wide_group_numbers();
  return table;
}

const std::vector<std::string_view>& feature_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> recorded;
    const Result<Document> document = Document::parse("<p>x", {});
    if (!document) throw std::bad_alloc();  // all else can be parsed; the next call tries again
    const PageBlocks page = split_into_blocks(*document);
    const PageFacts facts;
    Row row(recorded);
    const FeatureBuilder builder(*document, page, facts);
    builder.build(0, row);
    builder.put_page(row);
    return recorded;
  }();
  return names;
}

}  // namespace cuttings
