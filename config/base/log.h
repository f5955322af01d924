#pragma once
// Log: one line an event on stderr, escaped, by level. Library code logs what an operator may want
// to know later; it never prints results. Any thread.

#include <string_view>

namespace cuttings {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };
enum class LogFormat { kText, kJson };

/// Called once by a tool before threads start; the default is kWarning as text.
void configure_log(LogLevel level, LogFormat format);

/// Writes one line when `level` is at or above the configured one; control characters are escaped.
void log(LogLevel level, std::string_view area, std::string_view message);

}  // namespace cuttings
