#pragma once
// Config: all sections as one value. Tools load it once (load_config.h) and give each module its
// own section. Which TOML key sets which field: config_keys.cc.

#include <vector>

#include "config/crawl_options.h"
#include "config/extract_options.h"
#include "config/fetch_options.h"
#include "config/process_options.h"
#include "config/serve_options.h"
#include "config/site_options.h"
#include "config/store_options.h"

namespace cuttings {

struct Config {
  StoreOptions store = {};
  FetchOptions fetch = {};  ///< set by [identity], [crawl] and [fetch]
  CrawlOptions crawl = {};
  ExtractOptions extract = {};
  ServeOptions serve = {};
  ProcessOptions process = {};
  std::vector<SiteOptions> sites = {};  ///< in the file's order

  bool operator==(const Config&) const = default;
};

/// True while nobody has said who crawls: then a crawl must not start.
inline bool has_default_identity(const Config& config) {
  return config.fetch.user_agent == FetchOptions{}.user_agent;
}

}  // namespace cuttings
