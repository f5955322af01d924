#pragma once
// Rows of a CSV file (RFC 4180) that a spreadsheet may open without running what pages wrote.

#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// One row, ended by CR LF. A field with a comma, quote or line break is quoted (RFC 4180, section
/// 2, rules 5-7). Our choice: a field that begins with = + - @, one of their full-width forms, tab,
/// CR or LF, which spreadsheets take for a formula, gets a ' before it
/// (https://owasp.org/www-community/attacks/CSV_Injection).
std::string csv_row(const std::vector<std::string_view>& fields);

}  // namespace cuttings
