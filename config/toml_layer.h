#pragma once
// One TOML file laid over a configuration. Used by load_config.cc; the only user of toml++.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/load_config.h"

namespace cuttings {

/// Lays `toml` over `loaded` and returns the faults found, each "file:line:column: ...", in the
/// file's order. Values without fault are taken even when others have one. O(file times keys).
std::vector<std::string> apply_toml(LoadedConfig& loaded, std::string_view toml,
                                    const std::filesystem::path& file);

/// `path` against the folder of `file`; empty and absolute paths stay.
std::string resolve_path(const std::string& path, const std::filesystem::path& file);

}  // namespace cuttings
