#include "extractor/metadata/date_order.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "config/base/text.h"

namespace cuttings {
namespace {

/// True for hosts of countries that write the day first; some countries' labels serve the world.
bool is_of_day_first_country(std::string_view host) {
  static constexpr std::string_view kOthers[] = {"us", "ca", "ph", "pr", "io", "co", "ai", "me",
                                                 "tv", "fm", "ly", "gg", "cc", "sh", "to", "ws",
                                                 "la", "is", "so", "gl", "vc", "ac", "im", "li"};
  const std::string_view label = host.substr(host.rfind('.') + 1);
  return label.size() == 2 && is_ascii_alpha(label[0]) && label.size() < host.size() &&
         std::find(std::begin(kOthers), std::end(kOthers), label) == std::end(kOthers);
}

}  // namespace

DateOrder date_order(std::string_view language, std::string_view host) {
  const std::string folded = to_ascii_lower(language.substr(0, 5));
  if (folded == "en" || folded.empty())
    return is_of_day_first_country(host) ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
  const bool is_american = folded == "en-us" || folded == "en_us" || folded == "en-ca" ||
                           folded == "en-ph" || folded == "es-us";
  return is_american ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
}

}  // namespace cuttings
