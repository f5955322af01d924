// Any bytes as a page, to the end: URL on the first line, then the body. Whatever comes out is
// UTF-8 without controls, every block is told of once, and the JSON parses.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "config/base/text.h"
#include "config/base/utf8.h"
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
  const bool is_told = article.quality_reasons == std::vector<std::string>{"article_body"};
  require(kept > 0 || is_told || article.text.empty(), "text comes from kept blocks");
  check_html(render_html(article));
  const auto json = nlohmann::json::parse(render_json(article, JsonStyle::kLine), nullptr, false);
  require(json.is_object() && json["text"] == article.text,
          "the JSON parses and gives the text back");
  (void)render_markdown(article, FrontMatter::kYaml);
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
  const auto extraction = extract(std::move(page), options);
  if (extraction) check(*extraction);
  return 0;
}
