#pragma once
// FakeClock: stands still until the test ticks it.

#include "config/base/clock.h"

namespace cuttings {

class FakeClock final : public Clock {
 public:
  explicit FakeClock(WallTime start = WallTime(std::chrono::milliseconds(1'770'000'000'000)))
      : wall_(start) {}
  WallTime wall_now() const override { return wall_; }
  SteadyTime steady_now() const override { return steady_; }

  /// Both times pass.
  void advance(std::chrono::milliseconds by) { wall_ += by, steady_ += by; }
  /// Only the wall clock is set, as an administrator or NTP would.
  void step_wall(std::chrono::milliseconds by) { wall_ += by; }

 private:
  WallTime wall_;
  SteadyTime steady_{};
};

}  // namespace cuttings
