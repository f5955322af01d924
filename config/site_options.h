#pragma once
// [[site]]: one site an archive follows.

#include <string>
#include <vector>

namespace cuttings {

struct SiteOptions {
  std::string url = {};                    ///< http or https; where discovery begins
  std::vector<std::string> include = {};   ///< path globs, as "/20*/**"; empty: all of the site
  std::vector<std::string> exclude = {};   ///< path globs; win over `include`
  std::vector<std::string> feeds = {};     ///< pinned; empty: found by discovery
  std::vector<std::string> sitemaps = {};  ///< pinned; empty: found by discovery
  std::string schedule = "daily";          ///< of its sources; what parse_schedule() reads

  bool operator==(const SiteOptions&) const = default;
};

}  // namespace cuttings
