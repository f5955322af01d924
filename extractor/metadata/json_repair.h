#pragma once
// repair_json(): a reading of broken JSON, as pages hold it, that a strict parser takes.

#include <string>
#include <string_view>

namespace cuttings {

inline constexpr std::size_t kMaxJsonBytes = 1u << 20;
inline constexpr int kMaxJsonDepth = 64;

/// True when `json` is small and shallow enough to be parsed: brackets outside strings nest at most
/// kMaxJsonDepth deep. O(n).
bool is_json_within_limits(std::string_view json);

/// The values in `text` as one JSON array: comments, CDATA and semicolons around values dropped,
/// raw control characters in strings made spaces, bad escapes and inner quotes mended, trailing and
/// doubled commas dropped, missing commas between values added, what is open at the end closed. The
/// result may still be no JSON. Empty when a limit is exceeded. O(n).
std::string repair_json(std::string_view text);

}  // namespace cuttings
