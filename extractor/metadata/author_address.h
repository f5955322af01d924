#pragma once
// Author's address: links that lead to the page of a person.

#include <string_view>

namespace cuttings {

/// True where a folder of `href` may be that of authors or of other people. O(href).
bool may_lead_to_author(std::string_view href);

/// True for "/author/17" and for "/people/ann-lee" where `name` is "Ann Lee": in folders that hold
/// others besides authors the address must repeat the words of the name. O(href).
bool leads_to_author(std::string_view href, std::string_view name);

}  // namespace cuttings
