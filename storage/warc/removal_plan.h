#pragma once
// plan_removal(): what becomes of the records that stay when others are removed.

#include <cstddef>
#include <vector>

#include "storage/warc/warc_index.h"

namespace cuttings {

enum class RecordFate {
  kKeep,        ///< as it is, byte for byte
  kRemove,      ///< a short metadata record tells of it
  kRefer,       ///< a revisit whose response is removed: it now refers to `other`
  kRestore,     ///< a revisit that becomes the response itself, with the body of `other`
  kStandAlone,  ///< a 304 whose response is removed: a response without body
};

struct RecordChange {
  RecordFate fate = RecordFate::kKeep;
  std::size_t other = 0;  ///< index of an entry
};

/// One change an entry, in order, so that no revisit that stays refers to a removed record: the
/// first revisit with the same bytes becomes the response, the later ones refer to it. Those whose
/// response was never there are kept. `is_removed` has an element an entry. O(n log n).
std::vector<RecordChange> plan_removal(const std::vector<WarcEntry>& entries,
                                       const std::vector<bool>& is_removed);

}  // namespace cuttings
