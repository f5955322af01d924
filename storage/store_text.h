#pragma once
// What comes from the web is made fit for the database here, at its border.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractor/article.h"

namespace cuttings {

/// `text` as valid UTF-8 without NUL and controls; CR LF and CR become LF. O(n).
std::string store_text(std::string_view text);

/// The article with all that is kept of it made fit, and content_hash computed from the fit text.
Article store_article(const Article& article);

/// A JSON array of strings, made fit: `["a","b"]`; "[]" when empty.
std::string json_array(const std::vector<std::string>& values);
/// A JSON array of [name, value] pairs, in order: names may repeat, as HTTP headers do.
std::string json_pairs(const std::vector<std::pair<std::string, std::string>>& pairs);
/// A JSON object of strings.
std::string json_object(const std::map<std::string, std::string>& members);

}  // namespace cuttings
