#include "extractor/metadata/declared_language.h"

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {

std::string normalize_language(std::string_view tag) {
  std::string lower = to_ascii_lower(trim_ascii(tag.substr(0, tag.find_first_of(",;."))));
  std::replace(lower.begin(), lower.end(), '_', '-');
  std::string out;
  for (const std::string_view part : split(lower, '-')) {
    if (!std::all_of(part.begin(), part.end(), [](char c) { return is_ascii_alphanumeric(c); }))
      break;
    std::string cased(part);
    if (out.empty()) {
      if (part.size() < 2 || part.size() > 3 || part == "und" || part == "mul") return {};
    } else if (part.size() == 2) {
      std::transform(cased.begin(), cased.end(), cased.begin(),
                     [](char c) { return is_ascii_alpha(c) ? static_cast<char>(c - 32) : c; });
    } else if (part.size() == 4 && is_ascii_alpha(part[0])) {
      cased[0] = static_cast<char>(cased[0] - 32);
    } else if (part.size() < 3 || part.size() > 8) {
      break;
    }
    out += (out.empty() ? "" : "-") + cased;
  }
  return out;
}

}  // namespace cuttings
