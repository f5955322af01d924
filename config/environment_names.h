#pragma once
// The names of the environment variables that set keys of the configuration.

#include <string>
#include <string_view>

namespace cuttings {

/// The variable that sets a key: "crawl.delay_ms" -> "CUTTINGS_CRAWL_DELAY_MS".
std::string environment_name(std::string_view key);

/// What to tell of a variable of this name that sets nothing but was meant to:
/// "CUTTINGS_CRAWL_DELAY is not known and sets nothing; did you mean CUTTINGS_CRAWL_DELAY_MS?".
/// Empty for one that sets a key, and for one that is of no section and like none of ours: it may
/// be somebody else's.
std::string misspelt_variable(std::string_view name);

}  // namespace cuttings
