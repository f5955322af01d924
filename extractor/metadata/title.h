#pragma once
// Titles: without the site's name, and the best supported one.

#include <string>
#include <string_view>
#include <vector>

#include "extractor/metadata/candidates.h"

namespace cuttings {

/// Letters and digits of `text` only, case folded: what two spellings of a title or name share.
std::string title_key(std::string_view text);

/// `title` without leading and trailing segments (between " | ", " - ", " :: ", ...) that are one
/// of `site_keys` (title_key()s of the site's name, host and the like).
std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_keys);

/// The candidate that most statements of the page agree on, the site's name taken off; an empty
/// value when there is none. `slug`: slug_of_path() of the page's address, a witness too.
/// `is_news`: the page says that it is a news article; elsewhere a heading wins over declared
/// titles that say the same in other words. The weights are in the .cc with their source.
Candidate choose_title(const std::vector<Candidate>& titles,
                       const std::vector<std::string>& site_keys,
                       const std::vector<std::string>& slug, bool is_news);

}  // namespace cuttings
