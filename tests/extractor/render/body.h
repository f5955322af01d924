#pragma once
// A small language for bodies in tests.

#include <string>
#include <utility>
#include <vector>

#include "extractor/article.h"

namespace cuttings::test {

inline Span text(std::string words) { return {std::move(words)}; }
inline Span strong(std::string words) { return {std::move(words), true, false, false, {}}; }
inline Span emphasis(std::string words) { return {std::move(words), false, true, false, {}}; }
inline Span both(std::string words) { return {std::move(words), true, true, false, {}}; }
inline Span code(std::string words) { return {std::move(words), false, false, true, {}}; }
inline Span link(std::string words, std::string url) {
  return {std::move(words), false, false, false, std::move(url)};
}

inline BodyBlock block(BodyKind kind, std::vector<Span> spans) {
  BodyBlock out;
  out.kind = kind;
  out.spans = std::move(spans);
  return out;
}
inline BodyBlock paragraph(std::vector<Span> spans) {
  return block(BodyKind::kParagraph, std::move(spans));
}
inline BodyBlock paragraph(std::string words) { return paragraph({text(std::move(words))}); }
inline BodyBlock heading(int level, std::string words) {
  BodyBlock out = block(BodyKind::kHeading, {text(std::move(words))});
  out.heading_level = level;
  return out;
}
inline BodyBlock item(int depth, std::string words) {
  BodyBlock out = block(BodyKind::kListItem, {text(std::move(words))});
  out.list_depth = depth;
  return out;
}
inline BodyBlock item(int depth, int ordinal, std::string words) {
  BodyBlock out = item(depth, std::move(words));
  out.is_ordered = true;
  out.ordinal = ordinal;
  return out;
}
inline BodyBlock quoted(BodyBlock block, int depth = 1) {
  block.quote_depth = depth;
  return block;
}
inline BodyBlock in_list(BodyBlock block, int depth = 1) {
  block.list_depth = depth;
  return block;
}
inline BodyBlock listing(std::string words) {
  return block(BodyKind::kCode, {text(std::move(words))});
}
inline BodyBlock table(std::vector<std::vector<std::string>> rows, bool has_header_row) {
  BodyBlock out;
  out.kind = BodyKind::kTable;
  out.has_header_row = has_header_row;
  for (const auto& row : rows) {
    out.rows.emplace_back();
    for (const std::string& cell : row) out.rows.back().push_back({text(cell)});
  }
  return out;
}
inline BodyBlock picture(std::size_t index) {
  BodyBlock out;
  out.kind = BodyKind::kImage;
  out.image = index;
  return out;
}

inline Article article(std::vector<BodyBlock> body, std::vector<Image> images = {}) {
  Article out;
  out.body = std::move(body);
  out.images = std::move(images);
  return out;
}

}  // namespace cuttings::test
