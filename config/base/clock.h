#pragma once
// Clock: the two times a program needs, behind an interface so that tests tick by hand.

#include <chrono>
#include <cstdint>

namespace cuttings {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;  ///< UTC; may jump
using SteadyTime = std::chrono::steady_clock::time_point;           ///< never jumps; for waits

/// Milliseconds since 1970, as the store keeps times.
inline std::int64_t unix_ms(WallTime time) { return time.time_since_epoch().count(); }

/// Any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual WallTime wall_now() const = 0;
  virtual SteadyTime steady_now() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
 public:
  WallTime wall_now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
  SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace cuttings
