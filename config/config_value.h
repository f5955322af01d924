#pragma once
// ConfigValue: one value of a configuration file, and ValueSpec: what a key allows.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

/// Durations are whole seconds and choices their index, both as integers.
using ConfigValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

enum class ValueKind {
  kBool,
  kInteger,
  kNumber,
  kText,
  kPath,      ///< relative ones are resolved against the file's folder
  kDuration,  ///< written "45s", "30m", "12h", "7d", "2w"
  kChoice,
  kTextList,
  kPathList,
};

struct ValueSpec {
  ValueKind kind;
  double min = 0, max = 0;                      ///< inclusive; for numbers and durations
  std::vector<std::string_view> choices = {};   ///< in the order of the enum
  bool (*accepts)(std::string_view) = nullptr;  ///< for a text and each item of a list
  std::string_view accepted = {};               ///< what `accepts` allows, as "an http URL"
};

/// What a key allows, for messages and comments: "a whole number from 0 to 10".
std::string describe_allowed(const ValueSpec& spec);

/// `raw`, as TOML gives it, in the form the key's field wants: a duration or choice written as text
/// becomes its number, a whole number does for a kNumber.
/// Error kInvalidArgument, "expected ..., found ...".
Result<ConfigValue> check_value(const ValueSpec& spec, const ConfigValue& raw);

/// The value of `text` as written in an environment variable or a flag; lists are parted by commas.
/// Same errors.
Result<ConfigValue> parse_value(const ValueSpec& spec, std::string_view text);

/// `value` as TOML. Only of a value that check_value() gave.
std::string format_value(const ValueSpec& spec, const ConfigValue& value);

}  // namespace cuttings
