// render_html(): the body as an HTML fragment from an allow-list of elements and attributes.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/render/html_escape.h"
#include "extractor/render/nesting.h"
#include "extractor/render/render.h"
#include "extractor/render/spans.h"

namespace cuttings {
namespace {

void append_inline(std::string& out, const Span& span) {
  if (span.is_strong) out += "<strong>";
  if (span.is_emphasis) out += "<em>";
  if (span.is_code) out += "<code>";
  std::string_view rest = span.text;
  for (std::size_t line = rest.find('\n'); line != std::string_view::npos; line = rest.find('\n')) {
    append_html_escaped(out, rest.substr(0, line));
    out += "<br>";
    rest.remove_prefix(line + 1);
  }
  append_html_escaped(out, rest);
  if (span.is_code) out += "</code>";
  if (span.is_emphasis) out += "</em>";
  if (span.is_strong) out += "</strong>";
}

std::string inline_html(const std::vector<Span>& raw) {
  std::string out;
  const std::vector<Span> spans = tidy_spans(raw);
  std::string_view open_href;
  for (const Span& span : spans) {
    if (span.href != open_href) {
      if (!open_href.empty()) out += "</a>";
      open_href = span.href;
      if (!open_href.empty()) {
        out += "<a href=\"" + html_escaped(open_href) + "\" rel=\"noopener noreferrer nofollow\">";
      }
    }
    append_inline(out, span);
  }
  if (!open_href.empty()) out += "</a>";
  return out;
}

std::string table_html(const BodyBlock& block) {
  std::string out;
  bool has_text = false;
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    const std::string_view cell = i == 0 && block.has_header_row ? "th" : "td";
    if (i == 0) out += block.has_header_row ? "<thead>\n" : "<tbody>\n";
    if (i == 1 && block.has_header_row) out += "</thead>\n<tbody>\n";
    out += "<tr>";
    for (const auto& spans : block.rows[i]) {
      const std::string text = inline_html(spans);
      has_text = has_text || !text.empty();
      out.append("<").append(cell).append(">").append(text);
      out.append("</").append(cell).append(">");
    }
    out += "</tr>\n";
  }
  if (!has_text) return {};
  const bool is_all_head = block.has_header_row && block.rows.size() == 1;
  return "<table>\n" + out + (is_all_head ? "</thead>\n" : "</tbody>\n") + "</table>";
}

std::string figure_html(const Image& image) {
  std::string out = "<figure><img src=\"" + html_escaped(image.url) + "\" alt=\"" +
                    html_escaped(image.alt) + "\">";
  const std::string caption = caption_line(image);
  if (!caption.empty()) out += "<figcaption>" + html_escaped(caption) + "</figcaption>";
  return out + "</figure>";
}

std::string block_html(const Article& article, const BodyBlock& block) {
  switch (block.kind) {
    case BodyKind::kTable:
      return table_html(block);
    case BodyKind::kImage: {
      const Image* image = shown_image(article, block);
      return image == nullptr ? std::string() : figure_html(*image);
    }
    case BodyKind::kCode: {
      const std::string code = code_text(block);
      return code.empty() ? code : "<pre><code>" + html_escaped(code) + "\n</code></pre>";
    }
    case BodyKind::kParagraph:
    case BodyKind::kHeading:
    case BodyKind::kListItem:
      break;
  }
  const std::string text = inline_html(block.spans);
  if (text.empty() || block.kind == BodyKind::kListItem) return text;
  const std::string tag = block.kind == BodyKind::kHeading
                              ? "h" + std::to_string(std::clamp(block.heading_level, 1, 6))
                              : "p";
  return "<" + tag + ">" + text + "</" + tag + ">";
}

bool is_list(const Container& container) { return container.kind == Container::Kind::kList; }

std::string_view closing(const Container& container) {
  if (!is_list(container)) return "</blockquote>\n";
  return container.is_ordered ? "</li>\n</ol>\n" : "</li>\n</ul>\n";
}

std::string opening(const Container& container) {
  if (!is_list(container)) return "<blockquote>\n";
  if (!container.is_ordered) return "<ul>\n<li>";
  if (container.ordinal == 1) return "<ol>\n<li>";
  return "<ol start=\"" + std::to_string(container.ordinal) + "\">\n<li>";
}

void close_down_to(std::string& out, const std::vector<Container>& open, std::size_t kept) {
  for (std::size_t i = open.size(); i > kept; --i) out += closing(open[i - 1]);
}

}  // namespace

std::string render_html(const Article& article) {
  std::string out;
  Nesting nesting;
  for (const BodyBlock& block : article.body) {
    const std::string html = block_html(article, block);
    if (html.empty()) continue;
    const std::vector<Container> before = nesting.open();
    const NestingStep step = nesting.enter(block);
    const bool is_inside_item = step.kept > 0 && is_list(before[step.kept - 1]);
    close_down_to(out, before, step.kept);
    if (step.is_next_item) {
      out += "</li>\n<li>";
    } else if (is_inside_item && out.back() != '\n') {
      out += '\n';
    }
    for (std::size_t i = step.kept; i < nesting.open().size(); ++i) {
      out += opening(nesting.open()[i]);
    }
    out += html;
    if (block.kind != BodyKind::kListItem) out += '\n';
  }
  close_down_to(out, nesting.open(), 0);
  return out;
}

}  // namespace cuttings
