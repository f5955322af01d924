#pragma once
// The vocabulary files of this folder, built into the program by embed.cmake.

#include <span>
#include <string_view>

namespace cuttings {

/// The contents of every <language>.txt, UTF-8.
std::span<const std::string_view> vocabulary_files();

}  // namespace cuttings
