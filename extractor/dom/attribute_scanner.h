#pragma once
// AttributeScanner: the attributes of one tag, by the HTML standard's tokenizer states "before
// attribute name" to "after attribute value (quoted)".

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extractor/dom/document_tree.h"

namespace cuttings {

struct TagEnd {
  std::size_t offset;  ///< after the '>'; npos when the page ends inside the tag
  bool is_self_closing;
};

class AttributeScanner {
 public:
  AttributeScanner(DocumentTree& tree, std::uint32_t max_per_tag)
      : tree_(tree), page_(tree.html), max_per_tag_(max_per_tag) {}

  /// Appends the attributes that begin at `offset` (after the tag's name) to tree.attributes: the
  /// first of each name, at most max_per_tag. O(length).
  TagEnd scan(std::size_t offset) { return scan_tag<true>(offset); }
  /// The same without keeping them, for end tags.
  TagEnd skip(std::size_t offset) { return scan_tag<false>(offset); }

 private:
  template <bool kKeep>
  TagEnd scan_tag(std::size_t offset);
  void add(std::string_view name, bool is_folded, std::string_view value);
  bool is_known(std::string_view name);
  void remember_many();

  DocumentTree& tree_;
  std::string_view page_;
  std::uint32_t max_per_tag_;
  std::size_t first_ = 0;               // of this tag's attributes
  std::vector<std::uint32_t> buckets_;  // hash of a name -> index + 1; only for tags with many
};

}  // namespace cuttings
