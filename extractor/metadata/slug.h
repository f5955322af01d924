#pragma once
// Slugs: the words of a title that content systems write into the page's address, and what else its
// path tells.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// The words of `text`, sorted, each once, in the form that addresses have: a-z only, without
/// marks; "ae", "oe", "ue", "aa" and "ss" as one letter, as "ü" is written both ways. Words with
/// letters of other scripts and words of one letter are left out.
std::vector<std::string> slug_words(std::string_view text);

/// The slug_words() of the path segment with the most words; empty when it has fewer than
/// kMinSlugWords.
std::vector<std::string> slug_of_path(std::string_view path);

inline constexpr std::size_t kMinSlugWords = 4;  ///< fewer are sections and names, chosen by hand

/// How many words both lists have; sorted, each once.
std::size_t count_shared(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// "/forum/...", "/threads/...".
bool path_names_forum(std::string_view path);

/// The part of the slug's words that a title has, 0-1; 0 for an empty slug.
double slug_match(const std::vector<std::string>& slug, std::string_view title);

}  // namespace cuttings
