#include "config/base/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>
#include <string>

#include "config/base/json_string.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr char kTextPattern[] = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
constexpr char kJsonPattern[] = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kOff:
      break;
  }
  return spdlog::level::off;
}

/// The one logger and how it writes. Its sink has its own lock, so that lines never mix.
struct LogState {
  LogState() : logger("cuttings", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger.set_error_handler(
        [](const std::string&) {});  // a closed stderr must not end the program
    logger.flush_on(spdlog::level::trace);
    apply(LogLevel::kWarning, LogFormat::kText);
  }

  void apply(LogLevel level, LogFormat new_format) {
    format = new_format;
    logger.set_formatter(std::make_unique<spdlog::pattern_formatter>(
        format == LogFormat::kJson ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc));
    logger.set_level(to_spdlog(level));
  }

  spdlog::logger logger;
  std::atomic<LogFormat> format = LogFormat::kText;
};

LogState& state() {
  static LogState instance;
  return instance;
}

std::string text_line(std::string_view area, std::string_view message) {
  std::string line(area);
  line += ": ";
  line += escape_for_terminal(to_valid_utf8(message), LineMode::kOneLine);
  return line;
}

std::string json_members(std::string_view area, std::string_view message) {
  std::string members = "\"area\":";
  append_json_string(members, area);
  members += ",\"message\":";
  append_json_string(members, message);
  return members;
}

}  // namespace

void configure_log(LogLevel level, LogFormat format) { state().apply(level, format); }

void log(LogLevel level, std::string_view area, std::string_view message) {
  LogState& log_state = state();
  if (level == LogLevel::kOff || !log_state.logger.should_log(to_spdlog(level))) return;
  const std::string line =
      log_state.format == LogFormat::kJson ? json_members(area, message) : text_line(area, message);
  log_state.logger.log(to_spdlog(level), line);
}

}  // namespace cuttings
