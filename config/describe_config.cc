#include "config/describe_config.h"

#include "config/config_keys.h"

namespace cuttings {
namespace {

template <class Owner>
std::string key_line(const ConfigKey<Owner>& key, const Owner& owner) {
  return std::string(key.name) + " = " + format_value(key.spec, key.get(owner));
}

std::string origin_of(const LoadedConfig& loaded, std::string_view path) {
  const auto found = loaded.origins.find(path);
  return found == loaded.origins.end() ? "default" : found->second;
}

std::string site_block(const SiteOptions& site) {
  std::string out = "[[site]]\n";
  for (const ConfigKey<SiteOptions>& key : site_keys()) out += key_line(key, site) + "\n";
  return out;
}

/// The example of a site, as a comment.
std::string site_example() {
  SiteOptions example;
  example.url = "https://news.example.org";
  std::string out = "# " + std::string(section_comment("site")) + "\n# [[site]]\n";
  for (const ConfigKey<SiteOptions>& key : site_keys())
    out += "# " + key_line(key, example) + "    # " + std::string(key.comment) + "\n";
  return out;
}

/// Calls `write(key)` for each key with the section's head before the first of each section.
template <class WriteHead, class WriteKey>
void for_each_key(WriteHead write_head, WriteKey write_key) {
  std::string_view section;
  for (const ConfigKey<Config>& key : config_keys()) {
    if (key.section != section) write_head(key.section);
    section = key.section;
    write_key(key);
  }
}

}  // namespace

std::string describe_config(const LoadedConfig& loaded) {
  std::string out;
  for_each_key(
      [&](std::string_view section) {
        out += (out.empty() ? "[" : "\n[") + std::string(section) + "]\n";
      },
      [&](const ConfigKey<Config>& key) {
        out += key_line(key, loaded.config) + "  # " + origin_of(loaded, key.path()) + "\n";
      });
  if (!loaded.config.sites.empty()) out += "\n# " + origin_of(loaded, "site") + "\n";
  for (const SiteOptions& site : loaded.config.sites) out += site_block(site);
  return out;
}

std::string default_config_toml() {
  std::string out =
      "# Cuttings. A line that begins with \"# name = \" shows a default; take the \"# \" away to "
      "change it.\n";
  const Config defaults;
  for_each_key(
      [&](std::string_view section) {
        out +=
            "\n# " + std::string(section_comment(section)) + "\n[" + std::string(section) + "]\n";
      },
      [&](const ConfigKey<Config>& key) {
        out += "# " + std::string(key.comment) + "\n";
        out += (key.display == KeyDisplay::kSet ? "" : "# ") + key_line(key, defaults) + "\n";
      });
  return out + "\n" + site_example();
}

}  // namespace cuttings
