#include "tools/csv.h"

namespace cuttings {
namespace {

std::string csv_field(std::string_view field) {
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  std::string text;
  if (!field.empty() && kFormulaStarts.find(field.front()) != std::string_view::npos) text = "'";
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
