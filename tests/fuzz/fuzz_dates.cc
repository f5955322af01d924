// Any text as a date and as a path: no crash, and what is found is written as ISO 8601.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "config/base/utf8.h"
#include "extractor/metadata/dates.h"
#include "extractor/metadata/path_dates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string text = to_valid_utf8({reinterpret_cast<const char*>(data), size});
  for (const DateOrder order : {DateOrder::kDayFirst, DateOrder::kMonthFirst})
    if (const auto date = parse_date_value(text, order))
      if (parse_date_value(to_iso_8601(*date), order) != date) std::abort();
  (void)find_date_in_path(text);  // only that it returns
  return 0;
}
