#include "extractor/blocks/body_builder.h"

#include "extractor/blocks/data_table.h"
#include "extractor/blocks/page_images.h"
#include "extractor/blocks/span_builder.h"

namespace cuttings {
namespace {

Node nearest(Node node, Tag a, Tag b = Tag::kText) {
  while (node && node.tag() != a && node.tag() != b) node = node.parent();
  return node;
}

int ordinal_of(Node item) {
  int ordinal = 1;
  for (Node sibling = item.parent().first_child(); sibling && !(sibling == item);
       sibling = sibling.next_sibling())
    ordinal += sibling.tag() == Tag::kLi;
  return ordinal;
}

class BodyBuilder {
 public:
  BodyBuilder(const Document& document, const PageBlocks& page, const Decisions& decisions,
              const Url* base)
      : document_(document), page_(page), decisions_(decisions), base_(base) {}

  Body run() {
    images_ = find_images(document_, page_, decisions_, base_);
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      if (!decisions_[i].is_kept) continue;
      place_images(page_.blocks[i].begin);
      add(page_.blocks[i]);
    }
    place_images(document_.size());
    return std::move(body_);
  }

 private:
  void place_images(std::uint32_t before) {
    for (; next_image_ < images_.size() && images_[next_image_].node < before; ++next_image_) {
      BodyBlock block;
      block.kind = BodyKind::kImage;
      block.image = body_.images.size();
      body_.images.push_back(images_[next_image_].image);
      body_.blocks.push_back(std::move(block));
    }
  }

  void add(const TextBlock& block) {
    if (block.heading_level == 0 && (block.within & kInPre) != 0) return add_code(block);
    if (block.heading_level == 0 && (block.within & kInTableCell) != 0 && add_cell(block)) return;
    BodyBlock out;
    out.quote_depth = block.quote_depth;
    out.spans = build_spans(document_, block, base_);
    if (block.heading_level != 0) {
      out.kind = BodyKind::kHeading;
      out.heading_level = block.heading_level;
    } else if (block.list_depth > 0) {
      describe_item(block, out);
    }
    body_.blocks.push_back(std::move(out));
  }

  /// The first block of an item carries its mark, those after it continue it.
  void describe_item(const TextBlock& block, BodyBlock& out) {
    out.list_depth = block.list_depth;
    const Node item = nearest(document_.node(block.container), Tag::kLi);
    if (!item || item.index() == last_item_) return;
    last_item_ = item.index();
    out.kind = BodyKind::kListItem;
    out.is_ordered = item.parent().tag() == Tag::kOl;
    if (out.is_ordered) out.ordinal = ordinal_of(item);
  }

  void add_code(const TextBlock& block) {
    const Node pre = nearest(document_.node(block.container), Tag::kPre, Tag::kListing);
    const std::string text = preformatted_text(document_, block);
    if (pre && pre.index() == last_pre_ && body_.blocks.back().kind == BodyKind::kCode) {
      body_.blocks.back().spans.front().text += "\n" + text;
      return;
    }
    last_pre_ = pre ? pre.index() : 0;
    BodyBlock out;
    out.kind = BodyKind::kCode;
    out.quote_depth = block.quote_depth;
    out.spans.push_back({text});
    body_.blocks.push_back(std::move(out));
  }

  /// Adds the block to the table it stands in; false when that table only lays the page out.
  bool add_cell(const TextBlock& block) {
    const Node cell = nearest(document_.node(block.container), Tag::kTd, Tag::kTh);
    const Node row = nearest(cell, Tag::kTr), table = nearest(cell, Tag::kTable);
    if (!row || !table || !is_data(table)) return false;
    const bool goes_on = !body_.blocks.empty() && body_.blocks.back().kind == BodyKind::kTable &&
                         table.index() == last_table_;
    if (!goes_on) {
      BodyBlock out;
      out.kind = BodyKind::kTable;
      out.has_header_row = cell.tag() == Tag::kTh;
      body_.blocks.push_back(std::move(out));
      last_table_ = table.index(), last_row_ = last_cell_ = 0;
    }
    auto& rows = body_.blocks.back().rows;
    if (row.index() != last_row_) rows.emplace_back();
    std::vector<Span> spans = build_spans(document_, block, base_);
    if (cell.index() == last_cell_ && !rows.back().empty()) {
      auto& last = rows.back().back();
      last.push_back({" "});
      last.insert(last.end(), spans.begin(), spans.end());
    } else {
      rows.back().push_back(std::move(spans));
    }
    last_row_ = row.index(), last_cell_ = cell.index();
    return true;
  }

  bool is_data(Node table) {
    if (table.index() != known_table_) {
      known_table_ = table.index();
      known_is_data_ = is_data_table(document_, page_, table);
    }
    return known_is_data_;
  }

  const Document& document_;
  const PageBlocks& page_;
  const Decisions& decisions_;
  const Url* base_;
  Body body_;
  std::vector<PlacedImage> images_;
  std::size_t next_image_ = 0;
  std::uint32_t last_item_ = 0, last_pre_ = 0, last_table_ = 0, last_row_ = 0, last_cell_ = 0;
  std::uint32_t known_table_ = 0;
  bool known_is_data_ = false;
};

}  // namespace

Body build_body(const Document& document, const PageBlocks& page, const Decisions& decisions,
                const Url* base) {
  return BodyBuilder(document, page, decisions, base).run();
}

}  // namespace cuttings
