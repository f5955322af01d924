#include "tools/csv.h"

#include <algorithm>
#include <array>

namespace cuttings {
namespace {

// https://owasp.org/www-community/attacks/CSV_Injection; the last four are the full-width forms of
// the first four.
bool begins_formula(std::string_view field) {
  constexpr std::array<std::string_view, 11> kStarts = {
      "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return field.starts_with(start); });
}

std::string csv_field(std::string_view field) {
  std::string text = begins_formula(field) ? "'" : "";
  text += field;
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

}  // namespace

std::string csv_row(const std::vector<std::string_view>& fields) {
  std::string row;
  for (const std::string_view& field : fields) {
    if (&field != &fields.front()) row += ',';
    row += csv_field(field);
  }
  return row + "\r\n";
}

}  // namespace cuttings
