// First thin path: every <p> is kept. extractor/blocks takes the decision over.
#include "extractor/extract.h"

#include "config/base/text.h"
#include "extractor/dom/document.h"

namespace cuttings {

Result<Extraction> extract(PageInput page, const ExtractOptions& options) {
  Result<Document> document = Document::parse(to_valid_utf8(page.bytes), options.limits);
  if (!document) return fail(std::move(document.error()));
  Extraction extraction;
  extraction.article.url = page.url;
  for (std::uint32_t i = 0; i < document->size(); ++i) {
    const Node node = document->node(i);
    if (node.tag() != Tag::kP) continue;
    BlockReport block;
    block.text = collapse_whitespace(node.text_content());
    block.is_kept = true, block.reason = Reason::kBodyText;
    BodyBlock body;
    body.spans.push_back({block.text});
    extraction.article.text += (extraction.article.text.empty() ? "" : "\n\n") + block.text;
    extraction.article.body.push_back(std::move(body));
    extraction.blocks.push_back(std::move(block));
  }
  return extraction;
}

}  // namespace cuttings
