#include "crawler/local_time.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace cuttings {
namespace {

using std::chrono::seconds;

/// The zone's broken-down time; all zeros for years that time_t or tm do not hold.
std::tm broken_down(std::int64_t unix_s) {
  std::tm parts{};
  const auto time = static_cast<std::time_t>(unix_s);
  localtime_r(&time, &parts);
  return parts;
}

seconds offset_at(std::int64_t unix_s) { return seconds(broken_down(unix_s).tm_gmtoff); }

// No zone is further from UTC, nor changes twice within it.
constexpr seconds kDay = std::chrono::hours(24);

}  // namespace

LocalSeconds to_local(WallTime time) {
  const auto unix = std::chrono::floor<seconds>(time).time_since_epoch();
  return LocalSeconds(unix + offset_at(unix.count()));
}

std::vector<WallTime> moments_of(LocalSeconds local) {
  const seconds naive = local.time_since_epoch();
  const seconds before = offset_at((naive - kDay).count());
  const seconds after = offset_at((naive + kDay).count());
  std::vector<WallTime> moments;
  if (offset_at((naive - before).count()) == before) moments.emplace_back(naive - before);
  if (after != before && offset_at((naive - after).count()) == after)
    moments.emplace_back(naive - after);
  return moments;
}

WallTime moment_of(LocalSeconds local) {
  const std::vector<WallTime> moments = moments_of(local);
  if (!moments.empty()) return moments.front();
  const seconds naive = local.time_since_epoch();
  return WallTime(naive - offset_at((naive - kDay).count()));
}

std::string time_zone_words(WallTime time) {
  const std::tm parts = broken_down(std::chrono::floor<seconds>(time).time_since_epoch().count());
  const long minutes = parts.tm_gmtoff / 60;
  char offset[32];
  std::snprintf(offset, sizeof offset, " (UTC%c%02ld:%02ld)", minutes < 0 ? '-' : '+',
                std::labs(minutes) / 60, std::labs(minutes) % 60);
  const char* const named = std::getenv("TZ");
  const std::string zone = named == nullptr ? "" : named;
  const bool is_name = zone.find('/') != std::string::npos && zone.find_first_of(",:") == zone.npos;
  return (is_name ? zone : std::string(parts.tm_zone)) + offset;
}

}  // namespace cuttings
