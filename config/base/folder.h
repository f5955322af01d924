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

/// The file that a symbolic link leads to, also when it is not there yet; any other path, and a
/// link that leads round in a circle, as it is.
inline std::string behind_links(const std::string& path) {
  constexpr int kMaxLinks = 40;  // as the kernel
  std::error_code error;
  std::filesystem::path file = path;
  for (int i = 0; i < kMaxLinks && std::filesystem::is_symlink(file, error); ++i)
    file = file.parent_path() / std::filesystem::read_symlink(file, error);
  if (file == path || std::filesystem::is_symlink(file, error)) return path;
  const std::string real = std::filesystem::weakly_canonical(file, error).string();
  return error ? path : real;
}

}  // namespace cuttings
