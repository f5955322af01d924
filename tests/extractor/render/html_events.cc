#include "tests/extractor/render/html_events.h"

#include <array>

#include "config/base/text.h"

namespace cuttings::test {
namespace {

std::string unescaped(std::string text) {
  text = replace_all(std::move(text), "&lt;", "<");
  text = replace_all(std::move(text), "&gt;", ">");
  text = replace_all(std::move(text), "&quot;", "\"");
  text = replace_all(std::move(text), "&#39;", "'");
  return replace_all(std::move(text), "&amp;", "&");
}

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string key = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + key.size();
  return unescaped(std::string(tag.substr(begin, tag.find('"', begin) - begin)));
}

// md4c percent-encodes what URLs may not hold; so compare decoded.
std::string percent_decoded(std::string_view url) {
  std::string out;
  for (std::size_t i = 0; i < url.size(); ++i) {
    if (url[i] == '%' && i + 2 < url.size()) {
      out += static_cast<char>(std::stoi(std::string(url.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += url[i];
    }
  }
  return out;
}

bool is_left_out(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames = {
      "p", "br", "hr", "thead", "tbody", "figure", "strong", "em", "figcaption", "code"};
  for (const std::string_view left_out : kNames) {
    if (name == left_out) return true;
  }
  return false;
}

}  // namespace

HtmlEvents read_events(std::string_view html) {
  HtmlEvents events;
  int strong = 0, emphasis = 0;
  std::string words;
  const auto end_words = [&] {
    if (!words.empty()) events.structure.push_back(words);
    words.clear();
  };
  for (std::size_t i = 0; i < html.size();) {
    if (html[i] != '<') {
      const std::size_t end = std::min(html.find('<', i), html.size());
      for (const char c : unescaped(std::string(html.substr(i, end - i)))) {
        if (is_ascii_space(c)) continue;
        words += c;
        events.letters += c;
        events.styles += strong > 0 ? (emphasis > 0 ? 'b' : 's') : (emphasis > 0 ? 'e' : ' ');
      }
      i = end;
      continue;
    }
    const std::size_t end = html.find('>', i);
    const std::string_view tag = html.substr(i + 1, end - i - 1);
    i = end + 1;
    const bool is_end = tag[0] == '/';
    const std::string_view name = tag.substr(is_end ? 1 : 0, tag.find(' ') - (is_end ? 1 : 0));
    if (name == "strong") strong += is_end ? -1 : 1;
    if (name == "em" || name == "figcaption") emphasis += is_end ? -1 : 1;
    if (is_left_out(name)) {
      if (name == "p" || name == "figcaption") end_words();
      continue;
    }
    end_words();
    std::string event = (is_end ? "/" : "") + std::string(name);
    if (!is_end && name == "a") event += " " + percent_decoded(attribute(tag, "href"));
    if (!is_end && name == "ol") event += " " + attribute(tag, "start");
    if (name == "img") {
      event += " " + percent_decoded(attribute(tag, "src")) + " " +
               collapse_whitespace(attribute(tag, "alt"));
    }
    events.structure.push_back(event);
  }
  end_words();
  return events;
}

}  // namespace cuttings::test
