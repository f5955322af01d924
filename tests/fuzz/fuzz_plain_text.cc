// Plain text that another program took from a page. Beyond "no crash": each line that is kept stood
// in the input, in its order; blocks are told of once; what comes out is UTF-8 without controls.

#include <cstdint>
#include <string>
#include <string_view>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "extractor/plain_text.h"
#include "tests/fuzz/require.h"

namespace cuttings {
namespace {

bool is_printable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (is_c1_at(text, i) || text[i] == '\0' || text[i] == '\x1b') return false;
  return is_valid_utf8(text);
}

void check(const Extraction& extraction) {
  const Article& article = extraction.article;
  require(is_valid_utf8(article.text), "text is UTF-8");
  std::size_t kept = 0;
  for (const BlockReport& block : extraction.blocks) kept += block.is_kept;
  require(kept == extraction.block_counts.kept &&
              extraction.blocks.size() == extraction.block_counts.all,
          "every line is told of once");
  std::size_t line = 0;
  for (const std::string_view kept_line : split(article.text, '\n')) {
    const std::string_view wanted = trim_ascii(kept_line);
    if (wanted.empty()) continue;
    while (line < extraction.blocks.size() &&
           (!extraction.blocks[line].is_kept || extraction.blocks[line].text != wanted))
      ++line;
    require(line++ < extraction.blocks.size(), "a kept line is one of the reported, in order");
  }
  require(is_printable(article.metadata.title), "a title has no controls");
}

}  // namespace
}  // namespace cuttings

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  PageInput page;
  page.bytes = std::string(reinterpret_cast<const char*>(data), size);
  page.content_type = "text/plain; charset=utf-8";
  ExtractOptions options;
  options.report_blocks = true;
  const auto extraction = extract_text(std::move(page), options);
  if (extraction) check(*extraction);
  return 0;
}
