#include "tests/support/tree_difference.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "config/base/utf8.h"

namespace cuttings {
namespace {

struct NamedValue {
  std::string_view name, value;
  bool operator==(const NamedValue&) const = default;
};

bool is_forbidden(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r') ||
         (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) ||
         c == 0xFFFD;
}

/// `line` with one mark for each code point that Gumbo forbids, and for what it puts there.
std::string without_forbidden(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint point = decode_code_point(line, i);
    if (is_forbidden(point.value))
      out += "\xEF\xBF\xBD";
    else
      out += line.substr(i, point.length);
    i += point.length;
  }
  return out;
}

/// The attributes of a line `<name a="1" b="2">`.
std::vector<NamedValue> attributes_of(std::string_view line) {
  std::vector<NamedValue> attributes;
  std::size_t at = line.find(' ', std::min(line.find('<'), line.size()));
  while (at < line.size()) {
    const std::size_t name_end = line.find("=\"", at + 1);
    if (name_end == std::string_view::npos) break;
    std::size_t value_end = line.find('"', name_end + 2);
    while (value_end < line.size() && line[value_end + 1] != ' ' && line[value_end + 1] != '>')
      value_end = line.find('"', value_end + 1);
    if (value_end == std::string_view::npos) break;
    attributes.push_back({line.substr(at + 1, name_end - at - 1),
                          line.substr(name_end + 2, value_end - name_end - 2)});
    at = value_end + 1;
  }
  return attributes;
}

bool holds(const std::vector<NamedValue>& list, const NamedValue& attribute) {
  return std::find(list.begin(), list.end(), attribute) != list.end();
}

/// True when `name` is names of `list` one after the other. O(name * list).
bool is_names_in_a_row(std::string_view name, const std::vector<NamedValue>& list) {
  std::vector<bool> is_reached(name.size() + 1, false);
  is_reached[0] = true;
  for (std::size_t at = 0; at < name.size(); ++at)
    if (is_reached[at])
      for (const NamedValue& one : list)
        if (name.substr(at).starts_with(one.name)) is_reached[at + one.name.size()] = true;
  return is_reached[name.size()];
}

/// True when each attribute that only `direct` has is names of `ours` in a row (the value may be
/// that of a duplicate, which we drop), and each that only `ours` has is the last of such a row.
bool is_after_duplicate(std::string_view direct, std::string_view ours) {
  const std::string_view element = direct.substr(0, direct.find_first_of(" >", direct.find('<')));
  if (element.find('<') == std::string_view::npos || !ours.starts_with(element)) return false;
  const std::vector<NamedValue> theirs = attributes_of(direct), own = attributes_of(ours);
  const bool all_theirs = std::all_of(theirs.begin(), theirs.end(), [&](const NamedValue& one) {
    return holds(own, one) || is_names_in_a_row(one.name, own);
  });
  return all_theirs && std::all_of(own.begin(), own.end(), [&](const NamedValue& one) {
           return holds(theirs, one) ||
                  std::any_of(theirs.begin(), theirs.end(), [&](const NamedValue& glued) {
                    return glued.value == one.value && glued.name.ends_with(one.name);
                  });
         });
}

}  // namespace

TreeDifference compare_trees(const TreeLines& direct, const TreeLines& ours) {
  TreeDifference difference;
  if (direct.size() != ours.size()) {
    difference.unexplained = first_difference(direct, ours);
    return difference;
  }
  for (std::size_t i = 0; i < direct.size(); ++i) {
    if (direct[i] == ours[i]) continue;
    const std::string theirs = without_forbidden(direct[i]), own = without_forbidden(ours[i]);
    if (theirs == own) {
      difference.has_forbidden_code_point = true;
    } else if (is_after_duplicate(theirs, own)) {
      difference.has_attribute_after_duplicate = true;
    } else {
      difference.unexplained = first_difference({direct[i]}, {ours[i]});
      return difference;
    }
  }
  return difference;
}

}  // namespace cuttings
