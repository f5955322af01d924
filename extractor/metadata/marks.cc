#include "extractor/metadata/marks.h"

namespace cuttings {

Marks read_marks(Node element) {
  Marks marks;
  for (const Attribute& attribute : element.attributes()) {
    if (attribute.is_called("class"))
      marks.class_name = attribute.value;
    else if (attribute.is_called("id"))
      marks.id = attribute.value;
    else if (attribute.is_called("rel"))
      marks.rel = attribute.value;
    else if (attribute.is_called("itemprop"))
      marks.itemprop = attribute.value;
    else if (attribute.is_called("itemtype"))
      marks.itemtype = attribute.value;
    else if (attribute.is_called("itemscope"))
      marks.has_itemscope = true;
    else if (attribute.is_called("datetime"))
      marks.datetime = attribute.value;
    else if (attribute.is_called("content"))
      marks.content = attribute.value;
    else if (attribute.is_called("href"))
      marks.href = attribute.value;
    else if (attribute.is_called("type"))
      marks.type = attribute.value;
    else if (attribute.is_called("data-testid") || attribute.is_called("data-test") ||
             attribute.is_called("data-qa") || attribute.is_called("data-component"))
      marks.testid = attribute.value;
  }
  return marks;
}

}  // namespace cuttings
