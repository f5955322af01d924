#include "extractor/rules/rule_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "config/base/edit_distance.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

using XPaths = std::vector<RuleXPath> SiteRule::*;
using Strings = std::vector<std::string> SiteRule::*;

constexpr std::pair<std::string_view, XPaths> kXPathKeys[] = {
    {"title", &SiteRule::title},
    {"author", &SiteRule::author},
    {"date", &SiteRule::date},
    {"body", &SiteRule::body},
    {"strip", &SiteRule::strip},
    {"single_page_link", &SiteRule::single_page_link},
    {"next_page_link", &SiteRule::next_page_link}};
constexpr std::pair<std::string_view, Strings> kStringKeys[] = {
    {"strip_id_or_class", &SiteRule::strip_id_or_class},
    {"strip_image_src", &SiteRule::strip_image_src}};

// Keys of FiveFilters that ask for what we do anyway, or for what a program that keeps pages as
// they came does not do.
constexpr std::array<std::string_view, 20> kPassedOver = {"tidy",
                                                          "autodetect_on_failure",
                                                          "parser",
                                                          "http_header",
                                                          "native_ad_clue",
                                                          "if_page_contains",
                                                          "convert_double_br_tags",
                                                          "insert_detected_image",
                                                          "skip_json_ld",
                                                          "src_lazy_load_attr",
                                                          "footnotes",
                                                          "requires_login",
                                                          "not_logged_in_xpath",
                                                          "login_uri",
                                                          "login_username_field",
                                                          "login_password_field",
                                                          "login_extra_fields",
                                                          "single_page_link_in_feed",
                                                          "move_into",
                                                          "wrap_in"};
constexpr std::string_view kOtherKeys[] = {"prune",    "find_string",   "replace_string",
                                           "test_url", "test_contains", "dissolve"};

std::string nearest_key(std::string_view key) {
  std::vector<std::string_view> keys(std::begin(kOtherKeys), std::end(kOtherKeys));
  for (const auto& [name, member] : kXPathKeys) keys.push_back(name);
  for (const auto& [name, member] : kStringKeys) keys.push_back(name);
  const std::string_view nearest = nearest_word(key, keys);
  return nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?";
}

std::string_view without_quotes(std::string_view value) {
  const bool is_quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
                         value.front() == value.back();
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

}  // namespace

std::string RuleBuilder::place(int line) const { return rule_.file + ":" + std::to_string(line); }

void RuleBuilder::problem(int line, const std::string& what) {
  problems_.push_back(place(line) + ": " + what);
}

void RuleBuilder::add_replacement(std::string_view find, std::string_view replace) {
  rule_.replacements.emplace_back(find, replace);
}

void RuleBuilder::add(std::string_view key, std::string_view value, int line) {
  if (value.empty() && key != "replace_string")
    return problem(line, std::string(key) + " has no value");
  for (const auto& [name, member] : kXPathKeys)
    if (key == name) {
      (rule_.*member).push_back({std::string(value), place(line)});
      return;
    }
  for (const auto& [name, member] : kStringKeys)
    if (key == name) {
      (rule_.*member).emplace_back(without_quotes(value));
      return;
    }
  if (key == "prune") {
    rule_.prune = !equals_ignoring_ascii_case(value, "no") && value != "false";
  } else if (key == "find_string") {
    if (!find_.empty()) problem(find_line_, "find_string has no replace_string after it");
    find_ = value, find_line_ = line;
  } else if (key == "replace_string") {
    if (find_.empty()) return problem(line, "replace_string has no find_string before it");
    add_replacement(std::exchange(find_, {}), value);
  } else if (key == "test_url") {
    rule_.tests.push_back({std::string(value), {}});
  } else if (key == "test_contains") {
    if (rule_.tests.empty()) return problem(line, "test_contains has no test_url before it");
    rule_.tests.back().contains.emplace_back(value);
  } else if (key == "dissolve") {
    return;  // text of the element stays: that is what we do
  } else if (std::find(kPassedOver.begin(), kPassedOver.end(), key) == kPassedOver.end()) {
    problem(line, "unknown key " + std::string(key) + nearest_key(key));
  }
}

SiteRule RuleBuilder::finish() {
  if (!find_.empty()) problem(find_line_, "find_string has no replace_string after it");
  return std::move(rule_);
}

}  // namespace cuttings
