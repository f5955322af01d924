#pragma once
// ReadEnd: how the reading of a feed, sitemap or list ended. A closed list, stored and shown.

#include <string_view>

namespace cuttings {

enum class ReadEnd {
  kComplete,        ///< read to its end
  kTruncated,       ///< ended inside an element or a gzip stream: what came before is kept
  kMalformed,       ///< broke off where no reading was possible: what came before is kept
  kTooManyBytes,    ///< more than the byte cap; what lies within it is kept
  kTooManyEntries,  ///< more than the entry cap; the first ones are kept
  kTooDeep,         ///< elements nest past the depth cap; what came before is kept
  kHasDoctype,      ///< a DOCTYPE with an internal subset: refused, nothing is kept
  kUnknownFormat,   ///< neither of the formats that the reader knows; nothing is kept
};

/// "complete", "truncated", ...: stable, for logs and the store.
std::string_view read_end_name(ReadEnd end);

}  // namespace cuttings
