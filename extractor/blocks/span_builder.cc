#include "extractor/blocks/span_builder.h"

#include "config/base/text.h"
#include "extractor/blocks/display.h"

namespace cuttings {
namespace {

constexpr int kLevelsAroundBlock =
    4;  // how far above the block's container an <a> around it is looked for

/// A footnote's mark or the way back from it: a link within the page of a character or two.
bool is_note_mark(Node node) {
  constexpr std::size_t kMaxMarkBytes =
      5;  // "[12]", U+21A9 with a variation selector is cut to its arrow
  if (node.tag() != Tag::kA || !node.attribute("href").starts_with('#')) return false;
  const std::string text = collapse_whitespace(node.text_content());
  return text.size() <= kMaxMarkBytes && count_words(text) <= 1 &&
         !is_ascii_alpha(text.empty() ? '1' : text[0]);
}

/// What editors press beside a wiki's heading: "[edit]", "[Bearbeiten | Quelltext bearbeiten]".
bool is_edit_mark(const Document& document, Node node) {
  constexpr std::size_t kMaxMarkBytes = 60;
  if (node.tag() != Tag::kSpan && node.tag() != Tag::kSmall) return false;
  const std::string text = collapse_whitespace(node.text_content());
  if (text.size() > kMaxMarkBytes || !text.starts_with('[') || !text.ends_with(']')) return false;
  for (std::uint32_t i = node.index(); i < node.subtree_end(); ++i)
    if (document.node(i).tag() == Tag::kA) return true;
  return false;
}

/// Calls use(node) for every text node and <br> of the block.
template <class Use>
void for_each_inline(const Document& document, const TextBlock& block, const Use& use) {
  for (std::uint32_t i = block.begin; i < block.end;) {
    const Node node = document.node(i);
    const bool is_leaf = node.is_text() || node.tag() == Tag::kBr;
    if (is_leaf) use(node);
    const Display display = is_leaf ? Display::kInline : display_of(node);
    const bool is_mark = !is_leaf && (is_note_mark(node) ||
                                      (block.heading_level > 0 && is_edit_mark(document, node)));
    const bool is_skipped = display == Display::kNotText || is_mark;
    i = is_skipped ? node.subtree_end() : i + 1;
  }
}

/// Of valid UTF-8 that is not empty.
char32_t last_code_point(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode_code_point(text, begin).value;
}

class SpanBuilder {
 public:
  SpanBuilder(const Document& document, const TextBlock& block, const Url* base)
      : document_(document), block_(block), base_(base) {}

  std::vector<Span> run() {
    for_each_inline(document_, block_, [&](Node node) {
      if (node.tag() == Tag::kBr)
        pending_ = '\n';
      else
        add_text(node);
    });
    return std::move(spans_);
  }

 private:
  void add_text(Node node) {
    const std::string_view text = node.text();
    const std::string collapsed = without_soft_hyphens(collapse_whitespace(text));
    if (collapsed.empty()) {
      const bool is_space = !text.empty() && is_space_code_point(decode_code_point(text, 0).value);
      if (pending_ == 0 && is_space) pending_ = ' ';
      return;
    }
    Span style = style_of(node);
    const bool leads = is_space_code_point(decode_code_point(text, 0).value);
    if (pending_ == 0 && leads) pending_ = ' ';
    const bool space_before = !spans_.empty() && pending_ != 0;
    const bool same = !spans_.empty() && is_same_style(spans_.back(), style);
    if (space_before)
      (same || !style.href.empty() || style.is_code ? spans_.back() : style).text += pending_;
    if (same) {
      spans_.back().text += collapsed;
    } else {
      style.text += collapsed;
      spans_.push_back(std::move(style));
    }
    pending_ = is_space_code_point(last_code_point(text)) ? ' ' : '\0';
  }

  static bool is_same_style(const Span& a, const Span& b) {
    return a.is_strong == b.is_strong && a.is_emphasis == b.is_emphasis && a.is_code == b.is_code &&
           a.href == b.href;
  }

  Span style_of(Node text) const {
    Span style;
    int levels_around = 0;
    for (Node node = text.parent(); node && levels_around < kLevelsAroundBlock;
         node = node.parent()) {
      if (node.index() <= block_.container) ++levels_around;
      const Tag tag = node.tag();
      if (levels_around == 0) {
        style.is_strong |= tag == Tag::kB || tag == Tag::kStrong;
        style.is_emphasis |= tag == Tag::kI || tag == Tag::kEm;
        style.is_code |=
            tag == Tag::kCode || tag == Tag::kKbd || tag == Tag::kSamp || tag == Tag::kTt;
      }
      if (tag == Tag::kA && style.href.empty()) style.href = resolve(node.attribute("href"));
    }
    return style;
  }

  std::string resolve(std::string_view href) const {
    if (base_ == nullptr || href.empty() || href.front() == '#') return {};
    const Result<Url> url = base_->resolve(href);
    return url && url->is_http() ? url->href() : std::string();
  }

  const Document& document_;
  const TextBlock& block_;
  const Url* base_;
  std::vector<Span> spans_;
  char pending_ = 0;  ///< ' ', or '\n' for a <br>, before the next text; or 0
};

}  // namespace

std::vector<Span> build_spans(const Document& document, const TextBlock& block, const Url* base) {
  return SpanBuilder(document, block, base).run();
}

std::string preformatted_text(const Document& document, const TextBlock& block) {
  std::string text;
  for_each_inline(document, block, [&](Node node) {
    if (node.tag() == Tag::kBr)
      text += '\n';
    else
      text += node.text();
  });
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace cuttings
