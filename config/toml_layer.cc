#include "config/toml_layer.h"

#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "config/base/edit_distance.h"
#include "config/base/text.h"
#include "config/base/url.h"
#include "config/base/utf8.h"
#include "config/config_keys.h"

namespace cuttings {
namespace {

using Strings = std::vector<std::string>;

/// A text, number or the like as our ConfigValue; empty for what no key takes (dates, tables).
std::optional<ConfigValue> raw_value(const toml::node& node) {
  if (const auto flag = node.value_exact<bool>()) return ConfigValue(*flag);
  if (const auto integer = node.value_exact<std::int64_t>()) return ConfigValue(*integer);
  if (const auto number = node.value_exact<double>()) return ConfigValue(*number);
  if (const auto text = node.value_exact<std::string>()) return ConfigValue(*text);
  const toml::array* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  Strings items;
  for (const toml::node& item : *array) {
    const auto text = item.value_exact<std::string>();
    if (!text) return std::nullopt;
    items.push_back(*text);
  }
  return ConfigValue(std::move(items));
}

std::string_view describe_node(const toml::node& node) {
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list of other things";
  return "a date or time";
}

std::string quoted_key(std::string_view key) {
  constexpr std::size_t kMaxShownBytes = 80;
  std::string shown = to_valid_utf8(key.substr(0, kMaxShownBytes));
  if (key.size() > kMaxShownBytes) shown += "...";
  return "\"" + escape_for_terminal(shown, LineMode::kOneLine) + "\"";
}

std::string join(std::string_view section, std::string_view name) {
  return section.empty() ? std::string(name) : std::string(section) + "." + std::string(name);
}

/// "; did you mean ...?", or the names that are known when none is near.
std::string suggest(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view nearest = nearest_word(word, known);
  if (!nearest.empty()) return "; did you mean " + quoted_key(nearest) + "?";
  std::string list;
  for (const std::string_view name : known) list += (list.empty() ? "" : ", ") + std::string(name);
  return "; known here: " + list;
}

template <class Owner>
std::vector<std::string_view> names_in(std::span<const ConfigKey<Owner>> keys,
                                       std::string_view section) {
  std::vector<std::string_view> names;
  for (const ConfigKey<Owner>& key : keys)
    if (key.section == section) names.push_back(key.name);
  return names;
}

/// The section that has a key of this very name, "" when none has.
std::string_view section_with(std::string_view name) {
  for (const ConfigKey<Config>& key : config_keys())
    if (key.name == name) return key.section;
  return {};
}

/// Most dots in a line. toml++ recurses on the length of a dotted key and overflows the stack at
/// some ten thousand parts; a list of 1,000 addresses on one line still passes. Chosen by hand.
constexpr std::ptrdiff_t kMaxDotsInLine = 2000;

/// The number of the first line with too many dots, 0 when there is none.
toml::source_index line_with_too_many_dots(std::string_view toml) {
  toml::source_index number = 0;
  for (const std::string_view line : split(toml, '\n')) {
    ++number;
    if (std::count(line.begin(), line.end(), '.') > kMaxDotsInLine) return number;
  }
  return 0;
}

/// What two spellings of one start page share: neither scheme nor fragment nor last slash counts.
std::string site_key(std::string_view text) {
  const Result<Url> url = Url::parse(text);
  if (!url) return std::string(text);
  std::string_view path = url->path();
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::string port = url->port() ? ":" + std::to_string(*url->port()) : "";
  return std::string(url->host()) + port + std::string(path) + "?" + std::string(url->query());
}

bool is_section(std::string_view path) { return !section_comment(path).empty(); }

class TomlLayer {
 public:
  TomlLayer(LoadedConfig& loaded, const std::filesystem::path& file)
      : loaded_(loaded),
        file_(file),
        shown_file_(escape_for_terminal(to_valid_utf8(file.string()), LineMode::kOneLine)) {}

  void apply(const toml::table& root) {
    todo_.push_back({"", &root});
    while (!todo_.empty()) {
      const auto [section, table] = todo_.back();
      todo_.pop_back();
      for (const auto& [name, node] : *table) apply_node(section, name, node);
    }
  }

  void add_problem(const toml::source_position& at, const std::string& text) {
    const std::string where =
        shown_file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    problems_.push_back({at.line, at.column, where + ": " + text});
  }

  Strings problems() && {
    std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
      return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    Strings texts;
    for (Problem& problem : problems_) texts.push_back(std::move(problem.text));
    return texts;
  }

 private:
  struct Section {
    std::string path;
    const toml::table* table;
  };
  struct Problem {
    toml::source_index line, column;
    std::string text;
  };

  void apply_node(const std::string& section, const toml::key& name, const toml::node& node) {
    const std::string path = join(section, name.str());
    if (path == "site") return apply_sites(name, node);
    if (const ConfigKey<Config>* key = find_config_key(path)) {
      if (apply_value(*key, path, loaded_.config, node))
        loaded_.origins[path] = shown_file_ + ":" + std::to_string(name.source().begin.line);
      return;
    }
    if (!is_section(path)) return report_unknown(section, path, name, node);
    if (const toml::table* table = node.as_table()) {
      todo_.push_back({path, table});
    } else {
      add_problem(name.source().begin, quoted_key(path) + " is a section: write [" + path + "]");
    }
  }

  /// True when the value was taken.
  template <class Owner>
  bool apply_value(const ConfigKey<Owner>& key, const std::string& path, Owner& owner,
                   const toml::node& node) {
    const std::optional<ConfigValue> raw = raw_value(node);
    if (!raw) {
      add_problem(node.source().begin, quoted_key(path) + ": expected " +
                                           describe_allowed(key.spec) + ", found " +
                                           std::string(describe_node(node)));
      return false;
    }
    Result<ConfigValue> value = check_value(key.spec, *raw);
    if (!value) {
      add_problem(node.source().begin, quoted_key(path) + ": " + value.error().message);
      return false;
    }
    resolve_paths(key.spec, *value);
    key.set(owner, *value);
    return true;
  }

  void resolve_paths(const ValueSpec& spec, ConfigValue& value) const {
    if (spec.kind == ValueKind::kPath) {
      auto& path = std::get<std::string>(value);
      path = resolve_path(path, file_);
    } else if (spec.kind == ValueKind::kPathList) {
      for (std::string& path : std::get<Strings>(value)) path = resolve_path(path, file_);
    }
  }

  void report_unknown(std::string_view section, const std::string& path, const toml::key& name,
                      const toml::node& node) {
    const toml::source_position at = name.source().begin;
    std::vector<std::string_view> known = names_in(config_keys(), section);
    if (section.empty() || node.is_table()) {
      known.assign(section_names().begin(), section_names().end());
      const bool is_table = node.is_table() || node.is_array();
      const std::string_view home = is_table ? std::string_view() : section_with(name.str());
      if (home.empty())
        return add_problem(at, "unknown section " + quoted_key(path) + suggest(path, known));
      return add_problem(at, quoted_key(path) + " belongs into [" + std::string(home) + "]");
    }
    const std::string_view home = section_with(name.str());
    if (!home.empty())
      return add_problem(at, "unknown key " + quoted_key(path) + "; did you mean " +
                                 quoted_key(join(home, name.str())) + "?");
    add_problem(at, "unknown key " + quoted_key(path) + suggest(name.str(), known));
  }

  void apply_sites(const toml::key& name, const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr || !array->is_array_of_tables())
      return add_problem(name.source().begin, "\"site\" is a list of blocks: write [[site]]");
    loaded_.config.sites.clear();
    std::map<std::string, toml::source_index> lines;  // of each site's address
    for (const toml::node& item : *array) {
      loaded_.config.sites.push_back(read_site(item));
      refuse_twin(loaded_.config.sites.back().url, *item.as_table(), lines);
    }
    loaded_.origins["site"] =
        shown_file_ + ":" + std::to_string(array->front().source().begin.line);
  }

  SiteOptions read_site(const toml::node& node) {
    SiteOptions site;
    const toml::table& table = *node.as_table();
    for (const auto& [name, value] : table) read_site_value(site, name, value);
    if (!table.contains("url"))
      add_problem(node.source().begin, "[[site]] without \"url\": expected an http or https URL");
    return site;
  }

  /// Only the first of two blocks for one address would hold, and nothing would say so.
  void refuse_twin(const std::string& url, const toml::table& table,
                   std::map<std::string, toml::source_index>& lines) {
    const toml::node* node = table.get("url");
    if (url.empty() || node == nullptr) return;  // told already
    const auto [first, is_new] = lines.try_emplace(site_key(url), node->source().begin.line);
    if (is_new) return;
    add_problem(node->source().begin,
                "\"site.url\": " + quoted_key(url) + " has a [[site]] in line " +
                    std::to_string(first->second) + "; make one block of the two");
  }

  void read_site_value(SiteOptions& site, const toml::key& name, const toml::node& node) {
    for (const ConfigKey<SiteOptions>& key : site_keys()) {
      if (key.name != name.str()) continue;
      apply_value(key, key.path(), site, node);
      return;
    }
    add_problem(name.source().begin, "unknown key " + quoted_key(join("site", name.str())) +
                                         suggest(name.str(), names_in(site_keys(), "site")));
  }

  LoadedConfig& loaded_;
  const std::filesystem::path& file_;
  std::string shown_file_;
  std::vector<Section> todo_;
  std::vector<Problem> problems_;
};

}  // namespace

std::string resolve_path(const std::string& path, const std::filesystem::path& file) {
  if (path.empty() || path.front() == '/') return path;
  return (file.parent_path() / path).lexically_normal().string();
}

Strings apply_toml(LoadedConfig& loaded, std::string_view toml, const std::filesystem::path& file) {
  TomlLayer layer(loaded, file);
  if (const toml::source_index line = line_with_too_many_dots(toml); line != 0) {
    layer.add_problem({line, 1}, "more than " + std::to_string(kMaxDotsInLine) +
                                     " dots in one line; break it into several");
    return std::move(layer).problems();
  }
  try {  // Debian's libtomlplusplus reports faults by exception only
    layer.apply(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    layer.add_problem(error.source().begin,
                      escape_for_terminal(to_valid_utf8(error.description()), LineMode::kOneLine));
  }
  return std::move(layer).problems();
}

}  // namespace cuttings
