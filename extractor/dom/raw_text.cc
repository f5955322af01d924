#include "extractor/dom/raw_text.h"

#include <algorithm>

#include "config/base/text.h"

namespace cuttings {
namespace {

bool ends_tag_name(std::string_view page, std::size_t at) {
  return at < page.size() && (is_ascii_space(page[at]) || page[at] == '/' || page[at] == '>');
}

// True when "<name" or "</name" with a delimiter after it stands at `at` (the name's first byte).
bool is_tag_name_at(std::string_view page, std::size_t at, std::string_view name) {
  return at <= page.size() && equals_ignoring_ascii_case(page.substr(at, name.size()), name) &&
         ends_tag_name(page, at + name.size());
}

std::size_t or_end(std::string_view page, std::size_t found) {
  return std::min(found, page.size());
}

bool is_after_two_dashes(std::string_view page, std::size_t begin, std::size_t at) {
  return at >= begin + 2 && page[at - 1] == '-' && page[at - 2] == '-';
}

}  // namespace

std::size_t find_raw_text_end(std::string_view page, std::size_t begin, std::string_view name) {
  for (std::size_t at = or_end(page, page.find("</", begin)); at < page.size();
       at = or_end(page, page.find("</", at + 2)))
    if (is_tag_name_at(page, at + 2, name)) return at;
  return page.size();
}

std::size_t find_script_end(std::string_view page, std::size_t begin) {
  enum class State { kPlain, kEscaped, kDoubleEscaped } state = State::kPlain;
  std::size_t escape_begin = 0;  // of the first '-' that may belong to the closing "-->"
  std::size_t at = begin;
  while (at < page.size()) {
    at = or_end(page, state == State::kPlain ? page.find('<', at) : page.find_first_of("<>", at));
    if (at == page.size()) break;
    if (page[at] == '>') {
      if (is_after_two_dashes(page, escape_begin, at)) state = State::kPlain;
    } else if (is_tag_name_at(page, at + 2, "script") && page[at + 1] == '/') {
      if (state != State::kDoubleEscaped) return at;
      state = State::kEscaped;
    } else if (state == State::kPlain && page.substr(at, 4) == "<!--") {
      state = State::kEscaped, escape_begin = at + 2;
      at += 3;
    } else if (state == State::kEscaped && is_tag_name_at(page, at + 1, "script")) {
      state = State::kDoubleEscaped;
    }
    ++at;
  }
  return page.size();
}

std::size_t find_comment_end(std::string_view page, std::size_t begin) {
  if (page.substr(begin, 1) == ">") return begin + 1;   // "<!-->"
  if (page.substr(begin, 2) == "->") return begin + 2;  // "<!--->"
  for (std::size_t at = page.find('>', begin); at != std::string_view::npos;
       at = page.find('>', at + 1)) {
    if (is_after_two_dashes(page, begin, at)) return at + 1;
    if (at >= begin + 3 && page[at - 1] == '!' && is_after_two_dashes(page, begin, at - 1))
      return at + 1;
  }
  return page.size();
}

}  // namespace cuttings
