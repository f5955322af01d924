#pragma once
// Loading the configuration: TOML files, environment and flags laid over the defaults.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/config.h"

namespace cuttings {

/// The value of an environment variable; empty when it is not set.
using EnvironmentLookup = std::function<std::optional<std::string>(std::string_view name)>;

struct ConfigFile {
  std::filesystem::path path;
  bool must_exist = false;  ///< false: a missing file is skipped
};

/// One key set by a flag of the command line.
struct ConfigFlag {
  std::string key;     ///< "crawl.delay_ms"
  std::string value;   ///< as text; lists are parted by commas
  std::string origin;  ///< as the user wrote it, "--delay"; for messages
};

/// Where a configuration comes from. The later in this list, the stronger.
struct ConfigSources {
  std::vector<ConfigFile> files = {};  ///< the weakest first
  EnvironmentLookup environment = {};  ///< CUTTINGS_CRAWL_DELAY_MS sets crawl.delay_ms
  std::vector<ConfigFlag> flags = {};
};

struct LoadedConfig {
  Config config = {};
  /// What set a key that is not at its default: "crawl.delay_ms" -> "cuttings.toml:3",
  /// "CUTTINGS_CRAWL_DELAY_MS" or "--delay". All sites stand under "site".
  std::map<std::string, std::string, std::less<>> origins = {};
};

/// Where a user's configuration may be, the weakest first: /etc/cuttings/config.toml,
/// $XDG_CONFIG_HOME/cuttings/config.toml (or ~/.config/...), ./cuttings.toml.
std::vector<ConfigFile> standard_config_files(const EnvironmentLookup& environment);

/// The defaults with every source laid over them. Reads the files and nothing else of the machine.
/// A list or the sites of a stronger source replace those of a weaker one. Relative paths in a file
/// are resolved against the file's folder.
/// Error kInvalidArgument with every fault of every source, a line each: "cuttings.toml:3:1:
/// unknown key ...; did you mean ...?"; kNotFound or kIo for a file that cannot be read.
Result<LoadedConfig> load_config(const ConfigSources& sources);

/// `under` with TOML text laid over it; `file` is for messages and relative paths. Same errors.
Result<LoadedConfig> load_config_text(LoadedConfig under, std::string_view toml,
                                      const std::filesystem::path& file);

}  // namespace cuttings
