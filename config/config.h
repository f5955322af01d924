#pragma once
// Config: all sections as one value. Tools load it once and give each module its own section.

#include "config/extract_options.h"
#include "config/fetch_options.h"
#include "config/store_options.h"

namespace cuttings {

struct Config {
  StoreOptions store;
  FetchOptions fetch;
  ExtractOptions extract;
};

}  // namespace cuttings
