#include "crawler/discovery/source_time.h"

#include <algorithm>

#include "extractor/metadata/dates.h"

namespace cuttings {

std::optional<WallTime> parse_source_time(std::string_view text) {
  const std::optional<DateTime> date = parse_date_value(text, DateOrder::kDayFirst);
  if (!date) return {};
  std::int64_t seconds = day_number(*date) * 86'400;
  if (date->hour >= 0) {
    seconds += date->hour * 3600 + date->minute * 60 + date->second;
    seconds -= date->offset_minutes.value_or(0) * 60;
  }
  return WallTime(std::chrono::seconds(seconds));
}

}  // namespace cuttings
