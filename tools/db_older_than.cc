#include <variant>

#include "config/config_value.h"
#include "tools/db_commands.h"

namespace cuttings {

Result<std::chrono::seconds> parse_older_than(std::string_view text) {
  constexpr double kMaxSeconds = 100.0 * 366 * 86'400;  // a century: beyond it is a typing error
  auto age = parse_value({ValueKind::kDuration, 1, kMaxSeconds}, text);
  if (!age) return fail(std::move(age.error()), "--older-than");
  return std::chrono::seconds(std::get<std::int64_t>(*age));
}

}  // namespace cuttings
