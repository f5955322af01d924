#include "extractor/render/text_body.h"

#include <algorithm>

namespace cuttings {

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    if (end > 0) paragraphs.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return paragraphs;
}

std::vector<BodyBlock> body_of_text(std::string_view text) {
  std::vector<BodyBlock> body;
  for (const std::string_view paragraph : paragraphs_of(text)) {
    BodyBlock block;
    block.spans.push_back({.text = std::string(paragraph)});
    body.push_back(std::move(block));
  }
  return body;
}

Article with_body(Article article) {
  if (article.body.empty()) article.body = body_of_text(article.text);
  return article;
}

}  // namespace cuttings
