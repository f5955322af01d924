#include "extractor/blocks/structured_body.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMinBytes = 600;  // a shorter one is a summary
constexpr std::size_t kTimesKept = 4;

bool has_markup(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '<' && is_ascii_alpha(text[i + 1])) return true;
  return false;
}

std::string to_html(std::string_view body) {
  if (has_markup(body)) return std::string(body);
  std::string html;
  for (const std::string_view line : split(body, '\n')) {
    html += "<p>";
    html += line;
  }
  return html;
}

}  // namespace

std::optional<Body> structured_body(const PageFacts& facts, std::size_t kept_bytes, const Url* base,
                                    const ParseLimits& limits) {
  const std::string& told = facts.told_body;
  if (told.size() < kMinBytes || told.size() / kTimesKept < kept_bytes) return std::nullopt;
  const Result<Document> document = Document::parse(to_html(told), limits);
  if (!document) return std::nullopt;
  const PageBlocks page = split_into_blocks(*document);
  Decisions decisions(page.blocks.size());
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if ((page.blocks[i].within & kInHidden) == 0) decisions[i].keep(Reason::kStructuredData);
  return build_body(*document, page, decisions, base);
}

}  // namespace cuttings
