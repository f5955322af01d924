#include "crawler/discovery/source_time.h"

#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/metadata/dates.h"

namespace cuttings {
namespace {

bool is_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == '0'   ? is_ascii_digit(text[i])
                      : shape[i] == 'a' ? is_ascii_alpha(text[i])
                                        : text[i] == shape[i];
    if (!fits) return false;
  }
  return true;
}

/// "20260203T081000Z" with the marks of the extended form (ISO 8601); other text as it is.
std::string with_marks(std::string_view text) {
  if (!is_shape(text, "00000000T000000")) return std::string(text);
  std::string marked(text);
  for (const auto& [at, mark] : {std::pair{13, ":"}, {11, ":"}, {6, "-"}, {4, "-"}})
    marked.insert(static_cast<std::size_t>(at), mark);
  return marked;
}

/// RFC 822's two digits of a year behind the name of a month made four (RFC 5322, 4.3).
std::string with_century(std::string text) {
  for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
    const std::string_view rest = std::string_view(text).substr(at);
    const bool is_date = is_shape(rest, "0 aaa 00") || is_shape(rest, "0-aaa-00");
    const bool is_whole = rest.size() == 8 || rest[8] == ' ';
    if (!is_date || !is_whole) continue;
    text.insert(at + 6, rest[6] < '5' ? "20" : "19");
    break;
  }
  return text;
}

}  // namespace

std::optional<WallTime> parse_source_time(std::string_view text) {
  const std::string value = with_century(with_marks(trim_ascii(text.substr(0, kMaxDateText))));
  const std::optional<DateTime> date = parse_date_value(value, DateOrder::kDayFirst);
  if (!date) return {};
  std::int64_t seconds = day_number(*date) * 86'400;
  if (date->hour >= 0) {
    seconds += date->hour * 3600 + date->minute * 60 + date->second;
    seconds -= date->offset_minutes.value_or(0) * 60;
  }
  return WallTime(std::chrono::seconds(seconds));
}

}  // namespace cuttings
