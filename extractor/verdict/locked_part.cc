#include "extractor/verdict/locked_part.h"

#include <algorithm>
#include <string>
#include <vector>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMostSelectors = 8, kMostSelectorBytes = 64;

/// `json` without white space and in ASCII lower case from `at` on, at most `size` bytes.
std::string squeezed(std::string_view json, std::size_t at, std::size_t size) {
  std::string out;
  for (; at < json.size() && out.size() < size; ++at)
    if (!is_ascii_space(json[at])) out.push_back(to_ascii_lower(json[at]));
  return out;
}

bool says_not_free(std::string_view json) {
  constexpr std::string_view kName = "\"isAccessibleForFree\"";
  for (std::size_t at = json.find(kName); at != std::string_view::npos;
       at = json.find(kName, at + 1)) {
    const std::string value = squeezed(json, at + kName.size(), 16);
    if (value.starts_with(":false") || value.starts_with(":\"false") ||
        value.starts_with(":\"http://schema.org/false") || value.starts_with(":\"no\""))
      return true;
  }
  return false;
}

/// The values of "cssSelector": ".paywall" or "#story"; those of several steps are left out.
void collect_selectors(std::string_view json, std::vector<std::string>& out) {
  constexpr std::string_view kName = "\"cssSelector\"";
  for (std::size_t at = json.find(kName);
       at != std::string_view::npos && out.size() < kMostSelectors; at = json.find(kName, at + 1)) {
    const std::size_t open = json.find('"', at + kName.size());
    if (open == std::string_view::npos) return;
    const std::size_t close = json.find('"', open + 1);
    if (close == std::string_view::npos || close - open > kMostSelectorBytes) continue;
    const std::string_view selector = trim_ascii(json.substr(open + 1, close - open - 1));
    const bool is_simple = selector.size() > 1 && (selector[0] == '.' || selector[0] == '#') &&
                           selector.find_first_of(" >.,#[:", 1) == std::string_view::npos;
    if (is_simple) out.emplace_back(selector);
  }
}

bool is_selected(Node node, const std::string& selector) {
  const std::string_view name = std::string_view(selector).substr(1);
  if (selector[0] == '#') return node.attribute("id") == name;
  const auto classes = split(node.attribute("class"), ' ');
  return std::find(classes.begin(), classes.end(), name) != classes.end();
}

}  // namespace

void read_locked_part(const Document& document, const PageBlocks& page, PageSignals& signals) {
  std::vector<std::string> selectors;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    if (node.tag() != Tag::kScript || node.attribute("type") != "application/ld+json") continue;
    if (!says_not_free(node.raw_text())) continue;
    signals.is_locked = true;
    collect_selectors(node.raw_text(), selectors);
  }
  if (selectors.empty()) return;
  for (std::uint32_t i = document.body().index(); i < document.body().subtree_end();) {
    const Node node = document.node(i);
    const bool is_part =
        node.is_element() && std::any_of(selectors.begin(), selectors.end(),
                                         [&](const auto& s) { return is_selected(node, s); });
    if (!is_part) {
      ++i;
      continue;
    }
    signals.has_locked_part = true;
    for (std::size_t b = page.first_block[i]; b < page.first_block[node.subtree_end()]; ++b)
      signals.locked_words += page.blocks[b].words;
    i = node.subtree_end();
  }
}

}  // namespace cuttings
