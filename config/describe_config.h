#pragma once
// The configuration as TOML for people: what is in force, and the file that a new archive begins
// with.

#include <string>

#include "config/load_config.h"

namespace cuttings {

/// Every key with its value and, as a comment, what set it ("default" where nothing did); the sites
/// at the end. Valid TOML that loads to the same configuration (relative paths aside).
std::string describe_config(const LoadedConfig& loaded);

/// The commented file that `crawl init` writes: keys worth a decision are set to their defaults,
/// all others stand there as comments, so that better defaults of a later version are not frozen.
std::string default_config_toml();

}  // namespace cuttings
