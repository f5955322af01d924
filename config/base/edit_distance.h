#pragma once
// How far two words are apart: for "did you mean".

#include <cstddef>
#include <span>
#include <string_view>

namespace cuttings {

/// The number of bytes inserted, deleted, replaced or swapped with their neighbour that turns `a`
/// into `b` (optimal string alignment). O(a * b) time, O(b) memory.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, the first of equals; "" when none is near enough to be meant (a
/// third of the word's length, at least two edits). A `word` over 100 bytes has none.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace cuttings
