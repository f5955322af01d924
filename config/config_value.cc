#include "config/config_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "config/base/json_string.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

struct DurationUnit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array<DurationUnit, 5> kUnits = {
    {{'w', 604'800}, {'d', 86'400}, {'h', 3'600}, {'m', 60}, {'s', 1}}};

constexpr std::int64_t kMaxDurationCount =
    1'000'000'000;  // keeps count times unit from overflowing

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// Seconds of "30m"; empty when malformed.
std::optional<std::int64_t> parse_duration(std::string_view text) {
  if (text.size() < 2 || !is_ascii_digit(text.front())) return std::nullopt;
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                 [&](const DurationUnit& u) { return u.letter == text.back(); });
  const auto count = parse_number<std::int64_t>(text.substr(0, text.size() - 1));
  if (unit == kUnits.end() || !count || *count > kMaxDurationCount) return std::nullopt;
  return *count * unit->seconds;
}

std::string format_duration(std::int64_t seconds) {
  for (const DurationUnit& unit : kUnits)
    if (seconds != 0 && seconds % unit.seconds == 0)
      return std::to_string(seconds / unit.seconds) + unit.letter;
  return std::to_string(seconds) + "s";
}

/// The shortest form that reads back to the same number, with a point, as TOML's floats have.
std::string format_number(double value) {
  std::array<char, 40> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), result.ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);  // a TOML basic string has the same escapes
  return out;
}

std::string format_list(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() > 1 ? ", " : "") + quoted(item);
  return out + "]";
}

constexpr std::size_t kMaxShownBytes = 80;  // of a rejected text in a message; chosen by hand

std::string shown(std::string_view text) {
  if (text.size() <= kMaxShownBytes) return quoted(text);
  return quoted(std::string(text.substr(0, kMaxShownBytes)) + "...");
}

std::string describe_found(const ConfigValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const double* number = std::get_if<double>(&value)) return format_number(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return shown(*text);
  return "a list";
}

tl::unexpected<Error> wrong_value(const ValueSpec& spec, const std::string& found) {
  return fail(ErrorCode::kInvalidArgument,
              "expected " + describe_allowed(spec) + ", found " + found);
}

Result<ConfigValue> check_integer(const ValueSpec& spec, std::int64_t value,
                                  const ConfigValue& raw) {
  const auto number = static_cast<double>(value);
  if (number < spec.min || number > spec.max) return wrong_value(spec, describe_found(raw));
  return ConfigValue(value);
}

Result<ConfigValue> check_number(const ValueSpec& spec, const ConfigValue& raw) {
  double value = 0;
  if (const auto* integer = std::get_if<std::int64_t>(&raw)) {
    value = static_cast<double>(*integer);
  } else if (const double* number = std::get_if<double>(&raw)) {
    value = *number;
  } else {
    return wrong_value(spec, describe_found(raw));
  }
  if (!std::isfinite(value) || value < spec.min || value > spec.max)
    return wrong_value(spec, describe_found(raw));
  return ConfigValue(value);
}

Result<ConfigValue> check_choice(const ValueSpec& spec, const std::string& text) {
  const auto choice = std::find(spec.choices.begin(), spec.choices.end(), text);
  if (choice == spec.choices.end()) return wrong_value(spec, shown(text));
  return ConfigValue(static_cast<std::int64_t>(choice - spec.choices.begin()));
}

// A copy that fails for want of memory must fail before it is in a variant: g++ 12.2 at -O2 then
// destroys a variant that holds nothing (memory_test.py: SIGSEGV).
Result<ConfigValue> check_text(const ValueSpec& spec, const ConfigValue& raw) {
  const auto* text = std::get_if<std::string>(&raw);
  if (text == nullptr) return wrong_value(spec, describe_found(raw));
  if (spec.kind == ValueKind::kChoice) return check_choice(spec, *text);
  if (spec.kind == ValueKind::kDuration) {
    const auto seconds = parse_duration(*text);
    if (!seconds) return wrong_value(spec, describe_found(raw));
    return check_integer(spec, *seconds, raw);
  }
  if (spec.accepts != nullptr && !spec.accepts(*text)) return wrong_value(spec, shown(*text));
  return ConfigValue(std::string(*text));
}

Result<ConfigValue> check_list(const ValueSpec& spec, const ConfigValue& raw) {
  const auto* items = std::get_if<std::vector<std::string>>(&raw);
  if (items == nullptr) return wrong_value(spec, describe_found(raw));
  for (const std::string& item : *items)
    if (spec.accepts != nullptr && !spec.accepts(item)) return wrong_value(spec, shown(item));
  return ConfigValue(std::vector<std::string>(*items));
}

std::string format_bound(double bound) { return std::to_string(static_cast<std::int64_t>(bound)); }

std::string describe_choices(const ValueSpec& spec) {
  std::string out;
  for (std::size_t i = 0; i < spec.choices.size(); ++i) {
    if (i > 0) out += i + 1 == spec.choices.size() ? " or " : ", ";
    out += quoted(spec.choices[i]);
  }
  return out;
}

std::string accepted_or(const ValueSpec& spec, std::string_view otherwise) {
  return std::string(spec.accepts != nullptr ? spec.accepted : otherwise);
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  for (const std::string_view item : split(text, ','))
    if (!trim_ascii(item).empty()) items.emplace_back(trim_ascii(item));
  return items;
}

}  // namespace

std::string describe_allowed(const ValueSpec& spec) {
  switch (spec.kind) {
    case ValueKind::kBool:
      return "true or false";
    case ValueKind::kInteger:
      return "a whole number from " + format_bound(spec.min) + " to " + format_bound(spec.max);
    case ValueKind::kNumber:
      return "a number from " + format_number(spec.min) + " to " + format_number(spec.max);
    case ValueKind::kText:
      return accepted_or(spec, "a text in quotes");
    case ValueKind::kPath:
      return accepted_or(spec, "a path in quotes");
    case ValueKind::kDuration:
      return "a duration from \"" + format_duration(static_cast<std::int64_t>(spec.min)) +
             "\" to \"" + format_duration(static_cast<std::int64_t>(spec.max)) +
             "\" in s, m, h, d or w";
    case ValueKind::kChoice:
      return describe_choices(spec);
    case ValueKind::kTextList:
      return "a list, each item " + accepted_or(spec, "a text in quotes");
    case ValueKind::kPathList:
      return "a list, each item " + accepted_or(spec, "a path in quotes");
  }
  return {};
}

Result<ConfigValue> check_value(const ValueSpec& spec, const ConfigValue& raw) {
  switch (spec.kind) {
    case ValueKind::kBool:
      if (!std::holds_alternative<bool>(raw)) return wrong_value(spec, describe_found(raw));
      return ConfigValue(std::get<bool>(raw));
    case ValueKind::kInteger:
      if (const auto* integer = std::get_if<std::int64_t>(&raw))
        return check_integer(spec, *integer, raw);
      return wrong_value(spec, describe_found(raw));
    case ValueKind::kNumber:
      return check_number(spec, raw);
    case ValueKind::kTextList:
    case ValueKind::kPathList:
      return check_list(spec, raw);
    default:
      return check_text(spec, raw);
  }
}

Result<ConfigValue> parse_value(const ValueSpec& spec, std::string_view text) {
  switch (spec.kind) {
    case ValueKind::kBool:
      if (text == "true" || text == "1") return ConfigValue(true);
      if (text == "false" || text == "0") return ConfigValue(false);
      return wrong_value(spec, shown(text));
    case ValueKind::kInteger:
      if (const auto integer = parse_number<std::int64_t>(text)) return check_value(spec, *integer);
      return wrong_value(spec, shown(text));
    case ValueKind::kNumber:
      if (const auto number = parse_number<double>(text)) return check_value(spec, *number);
      return wrong_value(spec, shown(text));
    case ValueKind::kTextList:
    case ValueKind::kPathList:
      return check_value(spec, split_list(text));
    default:
      return check_value(spec, std::string(text));
  }
}

std::string format_value(const ValueSpec& spec, const ConfigValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const double* number = std::get_if<double>(&value)) return format_number(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
  if (const auto* items = std::get_if<std::vector<std::string>>(&value)) return format_list(*items);
  const std::int64_t integer = std::get<std::int64_t>(value);
  if (spec.kind == ValueKind::kDuration) return quoted(format_duration(integer));
  if (spec.kind == ValueKind::kChoice)
    return quoted(spec.choices.at(static_cast<std::size_t>(integer)));
  return std::to_string(integer);
}

}  // namespace cuttings
