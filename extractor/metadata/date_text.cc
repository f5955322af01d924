#include "extractor/metadata/date_text.h"

#include <algorithm>
#include <iterator>

#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/date_tokens.h"
#include "extractor/metadata/dates.h"

namespace cuttings {
namespace {

/// True when a digit outside ASCII begins at `at`.
bool is_other_digit(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);  // of the scripts that have such
  if (lead != 0xD9 && lead != 0xDB && lead != 0xE0 && lead != 0xE1 && lead != 0xEF) return false;
  const auto [c, length] = decode_code_point(text, at);
  return length > 1 && digit_value(c) >= 0;
}

}  // namespace

bool may_hold_date(std::string_view text) {
  int digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    digits += is_ascii_digit(text[i]) || ((text[i] & 0x80) != 0 && is_other_digit(text, i));
  if (digits == 2 && text.find("元年") != std::string_view::npos) return true;  // an era's first
  return digits >= 3 && digits <= 24 && text.find("://") == std::string_view::npos;
}

bool is_clock_time(std::string_view text) {
  constexpr std::size_t kMaxClock = 16;
  if (text.size() < 4 || text.size() > kMaxClock) return false;
  const std::size_t at = text.find_first_of("0123456789");
  if (at == std::string_view::npos) return false;
  const std::size_t mark = text.find_first_not_of("0123456789", at);
  return mark != std::string_view::npos && mark - at <= 2 && mark + 2 < text.size() &&
         (text[mark] == ':' || text[mark] == '.') && is_ascii_digit(text[mark + 1]) &&
         is_ascii_digit(text[mark + 2]);
}

std::string_view name_after_date(std::string_view text) {
  constexpr std::size_t kMaxMetaLine = 100;  // bytes, chosen by hand; longer ones are sentences
  if (text.size() > kMaxMetaLine) return {};
  for (const std::string_view bar : {" | ", " · ", " • ", " – ", " - ", " / "})
    if (const std::size_t at = text.find(bar); at != std::string_view::npos)
      if (const std::string_view name = after_by_word(text.substr(at + bar.size())); !name.empty())
        return name;
  for (const std::string_view word : {" by ", " von ", " par ", " por ", " door "}) {
    const std::size_t at = text.find(word);
    if (at == std::string_view::npos) continue;
    const auto found = find_dates(text.substr(0, at), DateOrder::kDayFirst, 1);
    return found.empty() ? std::string_view() : text.substr(at + word.size());
  }
  return {};
}

bool opens_with_date(std::string_view opening) {
  const auto found = find_dates(opening, DateOrder::kDayFirst, 1);
  if (found.empty()) return false;
  const std::string_view before = trim_ascii(opening.substr(0, found[0].begin));
  const std::string_view after = trim_ascii(opening.substr(found[0].end));
  if (before.empty() || before.ends_with('(')) return true;
  constexpr std::string_view kEnds[] = {"-", "–", "—", "|", ":", ".", ")", "/"};
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::string_view end) { return after.starts_with(end); });
}

}  // namespace cuttings
