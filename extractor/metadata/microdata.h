#pragma once
// Microdata: itemprop of schema.org items (https://html.spec.whatwg.org/#microdata).

#include <cstdint>
#include <string_view>
#include <vector>

#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Fed the elements with itemscope or itemprop in document order, it keeps the open items and adds
/// what the article's own properties say.
class Microdata {
 public:
  Microdata(const Document& document, Candidates& out) : document_(document), out_(out) {}

  /// `is_aside`: the element stands among comments or related articles and counts less. O(open
  /// items).
  void read(Node node, bool has_itemscope, std::string_view itemtype, std::string_view itemprop,
            bool is_aside);

 private:
  enum class Kind { kWork, kPerson, kPublisher, kOther };
  struct Item {
    std::uint32_t end;
    Kind kind;
  };
  Kind kind_of_item(std::string_view itemtype, std::string_view itemprop) const;
  void add_property(Node node, std::string_view name, int weight);

  const Document& document_;
  Candidates& out_;
  std::vector<Item> open_;
};

}  // namespace cuttings
