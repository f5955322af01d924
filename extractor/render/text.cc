// render_text(): the body as plain text, what Article::text holds.
#include <algorithm>
#include <string>
#include <string_view>

#include "extractor/render/nesting.h"
#include "extractor/render/render.h"
#include "extractor/render/spans.h"

namespace cuttings {
namespace {

constexpr std::string_view kCellSeparator = " | ";

std::string table_text(const BodyBlock& block) {
  std::string text;
  for (const auto& row : block.rows) {
    std::string line;
    bool has_text = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string cell = plain_text(tidy_spans(row[i]));
      for (char& c : cell) {
        if (c == '\n') c = ' ';
      }
      has_text = has_text || !cell.empty();
      if (i > 0) line += kCellSeparator;
      line += cell;
    }
    if (!has_text) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::string block_text(const BodyBlock& block) {
  switch (block.kind) {
    case BodyKind::kImage:
      return {};
    case BodyKind::kTable:
      return table_text(block);
    case BodyKind::kCode:
      return code_text(block);
    case BodyKind::kParagraph:
    case BodyKind::kHeading:
    case BodyKind::kListItem:
      break;
  }
  return plain_text(tidy_spans(block.spans));
}

}  // namespace

std::string render_text(const Article& article) {
  std::string out;
  bool is_in_list = false;
  for (const BodyBlock& block : article.body) {
    const std::string text = block_text(block);
    if (text.empty()) continue;
    const bool is_item = block.kind == BodyKind::kListItem;
    if (!out.empty()) out += is_item && is_in_list ? "\n" : "\n\n";
    if (is_item) {
      const int depth = std::clamp(block.list_depth, 1, Nesting::kMaxDepth);
      out.append(static_cast<std::size_t>(depth - 1) * 2, ' ');
      out += "- ";
    }
    out += text;
    is_in_list = is_item || block.list_depth > 0;
  }
  return out;
}

}  // namespace cuttings
