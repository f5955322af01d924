#pragma once
// robots_text(): a robots.txt as text of one byte an ASCII character, which RobotsRules reads.

#include <optional>
#include <string>
#include <string_view>

namespace cuttings {

/// RFC 9309 2.3 asks for UTF-8 text. What an editor saved as UTF-16 (or 32), and a gzip file that
/// is sent without saying so, hold rules that somebody wrote all the same, and would count as none:
/// both are decoded. At most RobotsRules::kMaxBytes and one come out of gzip. Empty: it is gzip,
/// but damaged or cut off, unless `body` itself goes past RobotsRules::kMaxBytes, where it was cut
/// by us. Other bytes come back as they are. O(n).
std::optional<std::string> robots_text(std::string_view body);

}  // namespace cuttings
