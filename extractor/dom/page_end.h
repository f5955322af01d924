#pragma once
// PageEnd: the state in which the scan of a page stopped: what a transfer that was cut off leaves.

#include <cstdint>

namespace cuttings {

struct PageEnd {
  bool is_inside_markup = false;  ///< inside a tag, a comment, or a script's or style's body
  bool has_root_end = false;      ///< </body> or </html> was read
  bool has_root = false;          ///< <html> or <body> was read
  /// Elements still open that need an end tag: div, main, section, but not p, li, td or b.
  std::uint32_t open_containers = 0;
};

}  // namespace cuttings
