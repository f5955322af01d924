// Any bytes as a page, to the end: URL on the first line, then the body. Whatever comes out is
// UTF-8 without controls, kept and dropped blocks are together the visible text, kept ones alone
// the article's, and the JSON parses.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "extractor/blocks/display.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/extract.h"
#include "extractor/render/article_json.h"
#include "extractor/render/render.h"
#include "tests/fuzz/require.h"

namespace {

using namespace cuttings;

bool is_clean(std::string_view text) {
  return is_valid_utf8(text) && text.find('\0') == std::string_view::npos &&
         text.find('\x1b') == std::string_view::npos;
}

/// Then the text stood in no block.
bool is_from_article_body(const Article& article) {
  return article.quality_reasons == std::vector<std::string>{"article_body"};
}

// The elements that render_html() may write; attributes are held to theirs by xss_test.py.
constexpr std::array<std::string_view, 26> kElements = {
    "p",      "h1",     "h2",    "h3",    "h4",    "h5",  "h6",         "ul",        "ol",
    "li",     "a",      "br",    "pre",   "code",  "em",  "td",         "th",        "tr",
    "strong", "figure", "table", "thead", "tbody", "img", "figcaption", "blockquote"};

void check_html(std::string_view html) {
  for (std::size_t at = html.find('<'); at < html.size(); at = html.find('<', at + 1)) {
    const std::size_t begin = at + (html[at + 1] == '/' ? 2 : 1);
    const std::string_view name = html.substr(begin, html.find_first_of(" >", begin) - begin);
    require(std::find(kElements.begin(), kElements.end(), name) != kElements.end(),
            "only elements of the allow-list come out");
  }
}

/// Text without white space, soft hyphens, controls and what render_text() sets between items and
/// cells.
class Letters {
 public:
  void add(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = decode_code_point(text, i);
      const bool is_control = c.value < ' ' || (c.value >= 0x7F && c.value < 0xA0);
      const bool is_left_out = is_control || is_space_code_point(c.value) || c.value == 0xAD ||
                               c.value == '-' || c.value == '|';
      if (!is_left_out) all_.append(text.substr(i, c.length));
      i += c.length;
    }
  }
  std::size_t bytes() const { return all_.size(); }
  bool operator==(const Letters&) const = default;
  /// True when leaving some out of `more` gives these.
  bool is_part_of(const Letters& more) const {
    std::size_t at = 0;
    for (std::size_t i = 0; i < more.all_.size() && at < all_.size(); ++i)
      at += all_[at] == more.all_[i];
    return at == all_.size();
  }

 private:
  std::string all_;
};

/// The most that is left out of kept blocks: the marks of notes and headings, links within the
/// page.
std::size_t bytes_of_marks(const Document& document) {
  constexpr std::size_t kMaxMarkBytes = 5;
  std::size_t marks = 0;
  for (std::uint32_t i = 0; i < document.size(); ++i)
    marks += document.node(i).attribute("href").starts_with('#');
  return marks * kMaxMarkBytes;
}

enum class Noscript { kIsText, kIsNot };

/// What a reader sees of the page, by a walk of its own over the tree.
Letters visible_letters(const Document& document, Noscript noscript) {
  Letters letters;
  for (std::uint32_t i = document.body().index(); i < document.body().subtree_end();) {
    const Node node = document.node(i);
    const bool is_wanted = node.is_text() || display_of(node) != Display::kNotText ||
                           (node.tag() == Tag::kNoscript && noscript == Noscript::kIsText);
    if (node.is_text()) letters.add(node.text());
    i = is_wanted ? i + 1 : node.subtree_end();
  }
  return letters;
}

void check_nothing_falls_between(const Extraction& extraction, const PageInput& page) {
  Letters told, kept, text;
  for (const BlockReport& block : extraction.blocks) {
    told.add(block.text);
    if (block.is_kept) kept.add(block.text);
  }
  const auto document =
      Document::parse(decode_page(std::string(page.bytes), page.content_type).text, {});
  require(document.has_value(), "what was extracted from parses");
  require(told == visible_letters(*document, Noscript::kIsNot) ||
              told == visible_letters(*document, Noscript::kIsText),
          "kept + dropped = visible text");
  text.add(extraction.article.text);
  if (is_from_article_body(extraction.article)) return;
  require(text.is_part_of(kept), "the article's text is that of the kept blocks");
  require(kept.bytes() - text.bytes() <= bytes_of_marks(*document),
          "nothing but marks is left out of kept blocks");
}

void check(const Extraction& extraction) {
  const Article& article = extraction.article;
  for (const std::string* text :
       {&article.text, &article.metadata.title, &article.metadata.sitename,
        &article.metadata.description, &article.metadata.date_published})
    require(is_clean(*text), "text is UTF-8 without controls");
  for (const std::string& author : article.metadata.authors)
    require(is_clean(author) && !author.empty(), "a name is text");
  for (std::size_t i = 0; i < article.text.size(); ++i)
    require(!is_c1_at(article.text, i), "text has no C1 controls");
  require(article.quality >= 0 && article.quality <= 1, "quality lies between 0 and 1");
  std::size_t kept = 0;
  for (const BlockReport& block : extraction.blocks) {
    require(is_clean(block.text) && !block.text.empty(), "a block has text");
    kept += block.is_kept;
  }
  require(extraction.blocks.size() == extraction.block_counts.all &&
              kept == extraction.block_counts.kept,
          "every block is told of once");
  require(kept > 0 || is_from_article_body(article) || article.text.empty(),
          "text comes from kept blocks");
  check_html(render_html(article));
  const auto json = nlohmann::json::parse(render_json(article, JsonStyle::kLine), nullptr, false);
  require(json.is_object() && json["text"] == article.text,
          "the JSON parses and gives the text back");
  require(is_valid_utf8(render_markdown(article, FrontMatter::kYaml)), "Markdown is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = std::min(input.find('\n'), input.size());
  PageInput page;
  page.url = std::string(input.substr(0, line_end));
  page.bytes = std::string(input.substr(std::min(line_end + 1, input.size())));
  ExtractOptions options;
  options.report_blocks = options.collect_links = true;
  const auto extraction = extract(PageInput(page), options);
  if (!extraction) return 0;
  check(*extraction);
  check_nothing_falls_between(*extraction, page);
  return 0;
}
