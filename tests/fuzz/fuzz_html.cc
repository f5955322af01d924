// Any bytes as a page: the tree's arrays hold together, and all text is valid UTF-8.
#include <cstddef>
#include <cstdint>
#include <string>

#include "config/base/utf8.h"
#include "extractor/dom/document.h"
#include "tests/fuzz/require.h"

namespace {

using cuttings::require;

void check(const cuttings::Document& document) {
  require(document.root().subtree_end() == document.size(),
          "document.root().subtree_end() == document.size()");
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const cuttings::Node node = document.node(i);
    require(node.subtree_end() > i && node.subtree_end() <= document.size(),
            "node.subtree_end() > i && node.subtree_end() <= document.size()");
    if (i > 0) {
      require(node.parent().index() < i, "node.parent().index() < i");
      require(node.subtree_end() <= node.parent().subtree_end(),
              "node.subtree_end() <= node.parent().subtree_end()");
      require(node.depth() == node.parent().depth() + 1,
              "node.depth() == node.parent().depth() + 1");
    }
    require(cuttings::is_valid_utf8(node.text()), "cuttings::is_valid_utf8(node.text())");
    require(!node.is_element() || !node.tag_name().empty(),
            "!node.is_element() || !node.tag_name().empty()");
    for (const cuttings::Attribute& attribute : node.attributes())
      require(!attribute.name.empty() && cuttings::is_valid_utf8(attribute.value),
              "!attribute.name.empty() && cuttings::is_valid_utf8(attribute.value)");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = cuttings::Document::parse(cuttings::to_valid_utf8(bytes), {});
  if (document) check(*document);
  return 0;
}
