#pragma once
// Where a file lies.

#include <filesystem>
#include <string>

namespace cuttings {

/// The folder that the file `path` lies in, or would lie in; "." for a name alone.
inline std::string folder_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

}  // namespace cuttings
