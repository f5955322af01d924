#pragma once
// The dateline: place, day and agency before a news report's first sentence.

#include <string>
#include <string_view>

namespace cuttings {

/// "LONDON, 3 March (Reuters)" of "LONDON, 3 March (Reuters) - The boat left ...": what stands
/// before the first dash of `paragraph` when it is a place in capitals, or a place with a day or a
/// known agency; else empty. At most 80 bytes are looked at. Form: AP and Reuters style,
/// "datelines".
std::string find_dateline(std::string_view paragraph);

}  // namespace cuttings
