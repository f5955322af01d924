#pragma once
// Are the two indexes of words what the articles make of them?

#include "config/store_options.h"
#include "storage/upkeep/finding.h"

namespace cuttings {

/// Adds a finding for articles_fts, and one each for the first articles that the characters' index
/// (storage/search/unspaced_index.h) holds otherwise than they are, then how many more. Needs the
/// writer's place: without it `findings.left_out` says so. Changes nothing. O(words + characters).
void check_indexes(const StoreOptions& options, Findings& findings);

}  // namespace cuttings
