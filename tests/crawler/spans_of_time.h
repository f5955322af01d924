#pragma once
// Spans of time in seconds, as the tests of schedules write them.

#include <cstdint>

namespace cuttings {

inline constexpr std::int64_t kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;

}  // namespace cuttings
