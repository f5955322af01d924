#pragma once
// What the store and WARC files are told about who wrote them.

#include <string_view>

namespace cuttings {

constexpr std::string_view kAppVersion = "cuttings/" CUTTINGS_VERSION;

}  // namespace cuttings
