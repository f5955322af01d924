#include "config/schedule_spec.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxText = 500;  // a list of all 60 minutes has 170 bytes
constexpr int kMaxDays = 366;

/// A field of a crontab line: which numbers it takes, and their names from the lowest on.
struct FieldForm {
  std::string_view name;
  int low = 0, high = 0;
  std::vector<std::string_view> names = {};
};

std::array<FieldForm, 5> field_forms() {
  return {{{"minute", 0, 59},
           {"hour", 0, 23},
           {"day of month", 1, 31},
           {"month",
            1,
            12,
            {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}},
           {"day of week", 0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}}}};
}

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && is_ascii_digit(text[0]) ? std::optional(value) : std::nullopt;
}

std::optional<int> value_of(std::string_view text, const FieldForm& form) {
  for (std::size_t i = 0; i < form.names.size(); ++i)
    if (equals_ignoring_ascii_case(text, form.names[i])) return form.low + static_cast<int>(i);
  const auto value = whole_number(text);
  return value && *value >= form.low && *value <= form.high ? value : std::nullopt;
}

/// Adds "*", "5", "1-5" or one of them with a step to `bits`; false when it is none.
bool add_element(std::string_view text, const FieldForm& form, std::bitset<60>& bits) {
  int step = 1;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto given = whole_number(text.substr(slash + 1));
    if (!given || *given < 1) return false;
    step = std::min(*given, 60);
    text = text.substr(0, slash);
  }
  std::optional<int> low = form.low, high = form.high;
  if (text != "*") {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos && slash != std::string_view::npos) return false;
    low = value_of(text.substr(0, dash), form);
    high = dash == std::string_view::npos ? low : value_of(text.substr(dash + 1), form);
  }
  if (!low || !high || *low > *high) return false;
  for (int value = *low; value <= *high; value += step) bits.set(static_cast<std::size_t>(value));
  return true;
}

std::optional<std::bitset<60>> field_of(std::string_view text, const FieldForm& form) {
  std::bitset<60> bits;
  for (const std::string_view element : split(text, ','))
    if (!add_element(element, form, bits)) return std::nullopt;
  return bits;
}

template <std::size_t N>
std::bitset<N> low_bits(const std::bitset<60>& bits) {
  return std::bitset<N>(bits.to_ullong() & (~0ULL >> (64 - N)));
}

/// Whether any month that is chosen has a day that is; of February the 29th.
bool has_a_date(const CronFields& cron) {
  constexpr std::array kDays = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (!cron.is_any_week_day && !cron.is_any_month_day) return true;  // a weekday always comes
  for (std::size_t month = 1; month <= 12; ++month)
    for (int day = 1; cron.months[month] && day <= kDays[month]; ++day)
      if (cron.month_days[static_cast<std::size_t>(day)]) return true;
  return false;
}

Result<ScheduleSpec> parse_cron(const std::vector<std::string_view>& words) {
  std::array<std::bitset<60>, 5> bits;
  const auto forms = field_forms();
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const auto field = field_of(words[i], forms[i]);
    if (!field)
      return fail(ErrorCode::kInvalidArgument,
                  std::string(forms[i].name) + " \"" + std::string(words[i]) +
                      "\" is no list of numbers from " + std::to_string(forms[i].low) + " to " +
                      std::to_string(forms[i].high));
    bits[i] = *field;
  }
  ScheduleSpec spec{.kind = ScheduleKind::kCron};
  if (bits[4][7]) bits[4].set(0);
  spec.cron = {bits[0],
               low_bits<24>(bits[1]),
               low_bits<32>(bits[2]),
               low_bits<13>(bits[3]),
               low_bits<7>(bits[4]),
               words[1].starts_with('*'),
               words[2].starts_with('*'),
               words[4].starts_with('*')};
  if (!has_a_date(spec.cron))
    return fail(ErrorCode::kInvalidArgument, "no month chosen has a day chosen: it never comes");
  return spec;
}

/// "20 min", "20min", "6 hours", "1 d".
std::optional<std::chrono::seconds> interval_of(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_ascii_digit);
  const auto digits = static_cast<std::size_t>(end - text.begin());
  const auto count = digits > 0 ? whole_number(text.substr(0, digits)) : std::nullopt;
  const std::string unit = to_ascii_lower(trim_ascii(text.substr(digits)));
  if (!count) return std::nullopt;
  int minutes = 0;
  if (unit == "min" || unit == "m" || unit == "minute" || unit == "minutes") minutes = 1;
  if (unit == "h" || unit == "hour" || unit == "hours") minutes = 60;
  if (unit == "d" || unit == "day" || unit == "days") minutes = 24 * 60;
  const std::int64_t all = std::int64_t{*count} * minutes;
  if (all < 1 || all > std::int64_t{kMaxDays} * 24 * 60) return std::nullopt;
  return std::chrono::minutes(all);
}

}  // namespace

Result<ScheduleSpec> parse_schedule(std::string_view text) {
  constexpr std::string_view kForms =
      "hourly, daily, weekly, manual, \"every 20 min\" or five crontab fields";
  if (text.size() > kMaxText) return fail(ErrorCode::kInvalidArgument, "longer than 500 bytes");
  const std::string tidy = collapse_whitespace(text);
  if (tidy == "hourly") return ScheduleSpec{.kind = ScheduleKind::kHourly};
  if (tidy == "daily") return ScheduleSpec{.kind = ScheduleKind::kDaily};
  if (tidy == "weekly") return ScheduleSpec{.kind = ScheduleKind::kWeekly};
  if (tidy == "manual") return ScheduleSpec{.kind = ScheduleKind::kManual};
  if (tidy.starts_with("every ")) {
    const auto interval = interval_of(std::string_view(tidy).substr(6));
    if (interval) return ScheduleSpec{.kind = ScheduleKind::kEvery, .every = *interval};
    return fail(ErrorCode::kInvalidArgument,
                "\"" + tidy + "\" is no interval of 1 min to 366 days, as \"every 20 min\"");
  }
  const std::vector<std::string_view> words = split(tidy, ' ');
  if (words.size() == 5) return parse_cron(words);
  return fail(ErrorCode::kInvalidArgument, "\"" + tidy + "\" is none of " + std::string(kForms));
}

}  // namespace cuttings
