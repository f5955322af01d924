#pragma once
// JsonWriter: writes JSON text directly into a string; no tree in between. RFC 8259.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

enum class JsonStyle {
  kPretty,  ///< two spaces a level, a line a member
  kLine,    ///< one line: for JSONL
};

/// The caller keeps the order right (key before value inside objects); the writer cares for commas,
/// indentation and escaping.
class JsonWriter {
 public:
  explicit JsonWriter(JsonStyle style) : style_(style) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  /// The next value's member name.
  void key(std::string_view name);
  /// Invalid UTF-8 is written as U+FFFD; controls, quotes and backslashes escaped.
  void string(std::string_view text);
  /// `text`, or null when it is empty.
  void string_or_null(std::string_view text);
  void number(std::size_t value);
  /// The shortest form that reads back as `value`; null when it is not finite.
  void number(double value);
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  void strings(const std::vector<std::string>& values);

  std::string take() { return std::move(out_); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void before_value();
  void new_line();
  void raw(std::string_view token);

  JsonStyle style_;
  std::string out_;
  std::size_t depth_ = 0;
  bool is_first_ = true;
  bool is_after_key_ = false;
};

}  // namespace cuttings
