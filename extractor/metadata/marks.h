#pragma once
// Marks: what an element's attributes say to one who looks for metadata.

#include <string_view>

#include "extractor/dom/document.h"

namespace cuttings {

/// Views into the page; empty where there is no such attribute.
struct Marks {
  std::string_view class_name, id, rel, itemprop, itemtype, datetime, content, href, type, testid;
  bool has_itemscope = false;
};

/// Reads the attributes once. O(attributes). Any thread.
Marks read_marks(Node element);

}  // namespace cuttings
