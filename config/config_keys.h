#pragma once
// Config keys: which TOML key sets which field, what it allows and what it does. The one table that
// loading, `config show` and `crawl init` share.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "config/config_value.h"

namespace cuttings {

/// How the file of `crawl init` shows a key: set, or as a comment with its default.
enum class KeyDisplay { kSet, kComment };

/// A key of `Owner`, which is Config or SiteOptions.
template <class Owner>
struct ConfigKey {
  std::string_view section;  ///< "crawl" or "crawl.revisit"; "site" for SiteOptions
  std::string_view name;
  std::string_view comment;  ///< what it does, one line
  ValueSpec spec;
  KeyDisplay display;
  ConfigValue (*get)(const Owner&);
  void (*set)(Owner&, const ConfigValue&);  ///< the value has passed check_value()

  /// "crawl.delay_ms"
  std::string path() const { return std::string(section) + "." + std::string(name); }
};

/// All keys but those of sites, section by section in the order a reader expects.
std::span<const ConfigKey<Config>> config_keys();

/// The keys of one [[site]].
std::span<const ConfigKey<SiteOptions>> site_keys();

/// The key of "crawl.delay_ms"; null when there is none.
const ConfigKey<Config>* find_config_key(std::string_view path);

/// What the section is for, one line; "" when there is no such section.
std::string_view section_comment(std::string_view section);

/// The sections in order, "site" last.
std::span<const std::string_view> section_names();

}  // namespace cuttings
