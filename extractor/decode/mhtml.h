#pragma once
// MHTML: a page that a browser saved as one file (RFC 2557), which is how a page that needs a
// browser comes to us.

#include <string>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

struct SavedPage {
  std::string html;          ///< bytes of the page itself, its transfer encoding undone
  std::string content_type;  ///< as the part says it; "text/html" at least
  std::string url;           ///< where the browser had it from; empty when the file does not say
};

/// True when `bytes` begin with the header of a multipart/related message. Looks at the first 16
/// KiB. Any thread.
bool is_mhtml(std::string_view bytes);

/// The page of an MHTML file: the part whose address is the one the browser noted
/// (Snapshot-Content-Location), else the first that is HTML; pictures, styles and frames are left.
/// What follows is right also where the file is cut off. Parts of parts are not looked into. Error
/// kParse when no part is HTML. Any thread; O(bytes).
Result<SavedPage> read_mhtml(std::string_view bytes);

}  // namespace cuttings
