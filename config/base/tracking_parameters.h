#pragma once
// Query parameters that say where a reader came from, not which page is meant.

#include <string_view>

namespace cuttings {

/// True when a query field of this name only tracks the reader: campaign tags and click identifiers
/// of advertising, analytics and mailing services. `name` as in the URL, before "="; ASCII case
/// does not matter. Names that some sites use to choose a page ("ref", "source", "id", "cid") are
/// not among them. O(table).
bool is_tracking_parameter(std::string_view name);

}  // namespace cuttings
