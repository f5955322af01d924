#pragma once
// Model: the three tree ensembles of model.inc, decoded once.

#include "extractor/blocks/tree_ensemble.h"

namespace cuttings {

struct Model {
  TreeEnsemble own;      ///< a block by its own features -> log-odds
  TreeEnsemble kind;     ///< page_features() -> a sum a PageKind
  TreeEnsemble context;  ///< a block with its context -> log-odds
};

/// The model the program was built with. Any thread; the first call decodes it (about 2 ms). Aborts
/// when the generated file is broken: that is a bug of the build, and a test loads it.
const Model& block_model();

}  // namespace cuttings
