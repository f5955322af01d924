#pragma once
// read_file(): a file's bytes, for the programs of this folder.

#include <fstream>
#include <iterator>
#include <string>

namespace cuttings {

/// Returns the bytes of the file at `path`; empty when it cannot be read.
inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace cuttings
