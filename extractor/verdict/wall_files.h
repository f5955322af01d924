#pragma once
// The data files of extractor/verdict/vocabulary/, built into the program by embed.cmake.

#include <span>
#include <string_view>

namespace cuttings {

/// The contents of markup.txt and of every <language>.txt, UTF-8.
std::span<const std::string_view> wall_files();

}  // namespace cuttings
