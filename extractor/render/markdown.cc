// render_markdown(): the body as CommonMark 0.30 with GFM tables.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/text.h"
#include "extractor/render/front_matter.h"
#include "extractor/render/markdown_inline.h"
#include "extractor/render/nesting.h"
#include "extractor/render/render.h"
#include "extractor/render/spans.h"

namespace cuttings {
namespace {

using Kind = Container::Kind;

/// Section 4.5: a fence longer than any run of backticks inside.
std::string fenced_code(const std::string& code) {
  std::size_t longest = 2, run = 0;
  for (const char c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + "\n" + code + "\n" + fence;
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += cell.empty() ? "  |" : " " + cell + " |";
  return line;
}

/// A GFM table must have a header row: an empty one where the page's table has none. Rows shorter
/// than the header are filled by the reader.
std::string table_markdown(const BodyBlock& block) {
  std::size_t columns = 0;
  bool has_text = false;
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : block.rows) {
    std::vector<std::string> cells;
    for (const auto& cell : row) {
      cells.push_back(markdown_inline(cell, MarkdownPlace::kTableCell));
      has_text = has_text || !cells.back().empty();
    }
    columns = std::max(columns, cells.size());
    rows.push_back(std::move(cells));
  }
  if (!has_text) return {};
  if (!block.has_header_row) rows.insert(rows.begin(), std::vector<std::string>());
  rows.front().resize(columns);
  std::string out =
      table_row(rows.front()) + "\n" + table_row(std::vector<std::string>(columns, "---"));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (!rows[i].empty()) out += "\n" + table_row(rows[i]);
  }
  return out;
}

std::string image_markdown(const Image& image) {
  std::string out =
      "![" + markdown_escaped(image.alt) + "](" + markdown_destination(image.url) + ")";
  Span caption;
  caption.text = caption_line(image);
  caption.is_emphasis = true;
  const std::string line = markdown_inline({caption}, MarkdownPlace::kParagraph);
  return line.empty() ? out : out + "\n\n" + line;
}

std::string block_markdown(const Article& article, const BodyBlock& block) {
  switch (block.kind) {
    case BodyKind::kImage: {
      const Image* image = shown_image(article, block);
      return image == nullptr ? std::string() : image_markdown(*image);
    }
    case BodyKind::kTable:
      return table_markdown(block);
    case BodyKind::kCode: {
      const std::string code = code_text(block);
      return code.empty() ? code : fenced_code(code);
    }
    case BodyKind::kHeading: {
      const std::string text = markdown_inline(block.spans, MarkdownPlace::kHeading);
      if (text.empty()) return text;
      return std::string(static_cast<std::size_t>(std::clamp(block.heading_level, 1, 6)), '#') +
             " " + text;
    }
    case BodyKind::kParagraph:
    case BodyKind::kListItem:
      break;
  }
  return markdown_inline(block.spans, MarkdownPlace::kParagraph);
}

/// Writes blocks one below the other, each behind the marks of the containers it stands in.
class BlockWriter {
 public:
  void write(const BodyBlock& block, std::string_view text) {
    const std::vector<Container> before = nesting_.open();
    const NestingStep step = nesting_.enter(block);
    separate(before, step);
    update_markers(before, step);
    const std::string first = prefix(step.is_next_item ? step.kept - 1 : step.kept);
    const std::string rest = prefix(markers_.size());
    bool is_first = true;
    for (const std::string_view line : split(text, '\n')) {
      if (!is_first) out_ += '\n';
      append_line(is_first ? first : rest, line);
      is_first = false;
    }
  }
  std::string take() {
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  // An item follows in the same or an outer item's list: no empty line, so that lists stay tight.
  bool is_tight(const std::vector<Container>& before, const NestingStep& step) const {
    if (step.is_next_item) return true;
    const std::vector<Container>& open = nesting_.open();
    const bool opens_one_list = open.size() == step.kept + 1 && open.back().kind == Kind::kList;
    const bool is_inside_item = step.kept > 0 && before[step.kept - 1].kind == Kind::kList;
    // only a list that starts at 1 may interrupt a paragraph (section 5.2)
    return opens_one_list && is_inside_item && before.size() == step.kept &&
           (!open.back().is_ordered || open.back().ordinal == 1);
  }

  void separate(const std::vector<Container>& before, const NestingStep& step) {
    if (out_.empty()) return;
    out_ += '\n';
    if (is_tight(before, step)) return;
    std::string common;
    for (std::size_t i = 0; i < step.kept; ++i) common += continuation(before[i], markers_[i]);
    append_line(common, "");
    out_ += '\n';
  }

  void update_markers(const std::vector<Container>& before, const NestingStep& step) {
    const std::vector<Container>& open = nesting_.open();
    std::string replaced = step.kept < markers_.size() ? markers_[step.kept] : "";
    if (step.is_next_item)
      markers_[step.kept - 1] = marker(open[step.kept - 1], separator_of(markers_[step.kept - 1]));
    markers_.resize(step.kept);
    for (std::size_t i = step.kept; i < open.size(); ++i) {
      // a list right behind another one of its kind would be read as its continuation
      const bool is_behind_list = i == step.kept && i < before.size() &&
                                  before[i].kind == Kind::kList && before[i].is_ordered;
      const char other = separator_of(replaced) == '.' ? ')' : '.';
      markers_.push_back(marker(open[i], is_behind_list ? other : '.'));
    }
  }

  static char separator_of(const std::string& marker) {
    return marker.find(')') == std::string::npos ? '.' : ')';
  }

  static std::string marker(const Container& container, char separator) {
    if (container.kind == Kind::kQuote) return "> ";
    if (!container.is_ordered) return "- ";
    return std::to_string(std::clamp(container.ordinal, 0, 999'999'999)) + separator + " ";
  }

  static std::string continuation(const Container& container, const std::string& marker) {
    return container.kind == Kind::kQuote ? marker : std::string(marker.size(), ' ');
  }

  /// The marks before a line; those of lists from `first_new` on begin here, the others go on.
  std::string prefix(std::size_t first_new) const {
    std::string out;
    for (std::size_t i = 0; i < markers_.size(); ++i) {
      out += i >= first_new ? markers_[i] : continuation(nesting_.open()[i], markers_[i]);
    }
    return out;
  }

  void append_line(std::string_view marks, std::string_view line) {
    if (line.empty()) {
      const std::size_t last = marks.find_last_not_of(' ');
      marks = marks.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
    out_.append(marks).append(line);
  }

  Nesting nesting_;
  std::vector<std::string> markers_;  ///< what opens each open container's item: "> ", "- ", "3. "
  std::string out_;
};

}  // namespace

std::string render_markdown(const Article& article, FrontMatter front_matter) {
  BlockWriter writer;
  for (const BodyBlock& block : article.body) {
    const std::string text = block_markdown(article, block);
    if (!text.empty()) writer.write(block, text);
  }
  std::string body = writer.take();
  if (front_matter == FrontMatter::kNone) return body;
  std::string out = yaml_front_matter(article);
  if (!body.empty()) out += "\n" + body;
  return out;
}

}  // namespace cuttings
