#include "config/environment_names.h"

#include <algorithm>
#include <vector>

#include "config/base/edit_distance.h"
#include "config/base/text.h"
#include "config/config_keys.h"

namespace cuttings {
namespace {

constexpr std::string_view kPrefix = "CUTTINGS_";

/// Upper case, "_" for ".".
std::string spelt(std::string_view key) {
  std::string name;
  for (const char c : key)
    name += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return name;
}

/// Which of `known`, those of config_keys() in order, `word` was meant to be: without its section,
/// or misspelt. All without prefix.
std::string_view meant_by(std::string_view word, const std::vector<std::string>& known) {
  for (std::size_t i = 0; i < known.size(); ++i)
    if (spelt(config_keys()[i].name) == word) return known[i];
  const std::vector<std::string_view> names(known.begin(), known.end());
  return nearest_word(word, names);
}

bool names_a_section(std::string_view word) {
  const std::string_view first = word.substr(0, word.find('_'));
  return std::ranges::any_of(config_keys(), [&](const ConfigKey<Config>& key) {
    return equals_ignoring_ascii_case(key.section, first);
  });
}

}  // namespace

std::string environment_name(std::string_view key) { return std::string(kPrefix) + spelt(key); }

std::string misspelt_variable(std::string_view name) {
  if (!name.starts_with(kPrefix)) return {};
  const std::string_view word = name.substr(kPrefix.size());
  std::vector<std::string> known;
  for (const ConfigKey<Config>& key : config_keys()) known.push_back(spelt(key.path()));
  if (word.empty() || std::ranges::find(known, word) != known.end()) return {};
  const std::string_view meant = meant_by(spelt(word), known);
  if (meant.empty() && !names_a_section(word)) return {};
  const std::string told = std::string(name) + " is not known and sets nothing; ";
  if (meant.empty()) return told + "cuttings config show lists what there is";
  return told + "did you mean " + std::string(kPrefix) + std::string(meant) + "?";
}

}  // namespace cuttings
