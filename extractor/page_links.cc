#include "extractor/page_links.h"

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace cuttings {
namespace {

/// `reference_of(node)` is where an element leads to, empty for those that count for nothing.
template <class ReferenceOf>
std::vector<std::string> collect(const Document& document, const Url& base, std::size_t most,
                                 const ReferenceOf& reference_of) {
  std::vector<std::string> links;
  std::unordered_set<std::string> seen;
  for (std::uint32_t i = 0; i < document.size() && links.size() < most; ++i) {
    const std::string_view reference = reference_of(document.node(i));
    if (reference.empty()) continue;
    const Result<Url> url = base.resolve(reference);
    if (!url || !url->is_http()) continue;
    std::string link = url->without_fragment();
    if (seen.insert(link).second) links.push_back(std::move(link));
  }
  return links;
}

std::string_view frame_of(Node node) {
  return node.tag() == Tag::kFrame ? node.attribute("src") : std::string_view();
}

std::string_view link_of(Node node) {
  const bool is_anchor = node.tag() == Tag::kA || node.tag() == Tag::kArea;
  return is_anchor ? node.attribute("href") : frame_of(node);
}

}  // namespace

std::vector<std::string> collect_links(const Document& document, const Url& base) {
  return collect(document, base, SIZE_MAX, link_of);
}

std::vector<std::string> collect_frames(const Document& document, const Url& base) {
  return collect(document, base, kMaxFrames, frame_of);
}

}  // namespace cuttings
