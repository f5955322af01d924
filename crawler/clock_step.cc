#include "crawler/clock_step.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "crawler/rhythm_json.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

using std::chrono::milliseconds;

SourceRecord set_back(SourceRecord source, milliseconds by) {
  RhythmState state = rhythm_of_json(source.rhythm);
  for (std::int64_t* time : {&state.last_poll_ms, &state.last_new_ms, &state.next_ms})
    if (*time > 0) *time = std::max<std::int64_t>(1, *time - by.count());
  source.rhythm = rhythm_json(state);
  source.next_check_at = iso_time(WallTime(milliseconds(state.next_ms)));
  return source;
}

}  // namespace

ClockStep::ClockStep(const Clock& clock)
    : clock_(clock), wall_(clock.wall_now()), steady_(clock.steady_now()) {}

std::optional<milliseconds> ClockStep::set_back() {
  const WallTime wall = clock_.wall_now();
  const SteadyTime steady = clock_.steady_now();
  const auto by = std::chrono::duration_cast<milliseconds>(steady - steady_) - (wall - wall_);
  wall_ = wall;
  steady_ = steady;
  if (by < kMinSetBack) return std::nullopt;
  return by;
}

Result<std::optional<milliseconds>> set_back_since_last_run(FrontierReader& reader, WallTime now) {
  const auto last = reader.last_visit_ms();
  if (!last) return fail(last.error());
  const milliseconds by = milliseconds(*last) - now.time_since_epoch();
  if (by < kMinSetBack) return std::optional<milliseconds>();
  return std::optional<milliseconds>(by);
}

Result<FrontierWork> follow_set_back(FrontierReader& reader, milliseconds by) {
  auto sources = reader.sources();
  if (!sources) return fail(std::move(sources.error()));
  for (SourceRecord& source : *sources) source = set_back(std::move(source), by);
  return FrontierWork(
      [sources = std::move(*sources), by](std::span<const Saved>, FrontierWriter& frontier) {
        for (const SourceRecord& source : sources)
          if (auto ok = frontier.put_source(source); !ok) return ok;
        return frontier.set_times_back(by);
      });
}

}  // namespace cuttings
