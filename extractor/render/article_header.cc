#include "extractor/render/article_header.h"

#include <array>
#include <cstddef>
#include <vector>

#include "config/base/text.h"
#include "extractor/render/markdown_inline.h"

namespace cuttings {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/// Whether `text` is of the form of `pattern`, in which 0 stands for any digit.
bool matches(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = pattern[i] == '0' ? is_ascii_digit(text[i]) : text[i] == pattern[i];
    if (!fits) return false;
  }
  return true;
}

int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

/// "", " UTC", " UTC+1", " UTC-3:30" for what follows the minutes: seconds and zone.
std::string zone_label(std::string_view rest) {
  const std::size_t at = rest.find_first_of("Z+-");
  if (at == std::string_view::npos) return {};
  const std::string_view zone = rest.substr(at);
  if (zone == "Z") return " UTC";
  const bool has_colon = matches(zone.substr(1), "00:00");
  if (!has_colon && !matches(zone.substr(1), "0000")) return {};
  const int hours = two_digits(zone.substr(1));
  const std::string_view minutes = zone.substr(has_colon ? 4 : 3);
  if (hours == 0 && minutes == "00") return " UTC";
  std::string label = std::string(" UTC") + zone[0] + std::to_string(hours);
  if (minutes != "00") label.append(":").append(minutes);
  return label;
}

std::string line_of(const std::vector<std::string>& parts, std::string_view separator) {
  std::string line;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!line.empty()) line += separator;
    line += part;
  }
  return line;
}

}  // namespace

std::string readable_date(std::string_view iso) {
  const bool has_day = iso.size() >= 10 && matches(iso.substr(0, 10), "0000-00-00");
  const int month = has_day ? two_digits(iso.substr(5)) : 0;
  if (month < 1 || month > 12) return std::string(iso);
  std::string out = std::to_string(two_digits(iso.substr(8))) + " " +
                    std::string(kMonths[static_cast<std::size_t>(month - 1)]) + " " +
                    std::string(iso.substr(0, 4));
  const bool has_time =
      iso.size() >= 16 && (iso[10] == 'T' || iso[10] == ' ') && matches(iso.substr(11, 5), "00:00");
  if (!has_time) return iso.size() == 10 ? out : std::string(iso);
  out.append(", ").append(iso.substr(11, 5));
  return out + zone_label(iso.substr(16));
}

std::string render_header(const Article& article) {
  const Metadata& metadata = article.metadata;
  std::string out;
  const std::string title = markdown_inline({{metadata.title}}, MarkdownPlace::kHeading);
  if (!title.empty()) out += "# " + title + "\n";
  const std::string words =
      std::to_string(article.word_count) + (article.word_count == 1 ? " word" : " words");
  Span line;
  line.is_emphasis = true;
  line.text = line_of({line_of(metadata.authors, ", "), metadata.sitename,
                       readable_date(metadata.date_published), words, metadata.language},
                      " · ");
  return out + markdown_inline({line}, MarkdownPlace::kParagraph) + "\n";
}

}  // namespace cuttings
