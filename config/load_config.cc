#include "config/load_config.h"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "config/base/edit_distance.h"
#include "config/base/text.h"
#include "config/config_keys.h"
#include "config/environment_names.h"
#include "config/toml_layer.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxFileBytes = 4u << 20;  // a list of 30,000 sites fits; chosen by hand

constexpr char kHint[] = "\"cuttings config show\" lists every key and where its value comes from";

std::string shown(const std::filesystem::path& path) {
  return escape_for_terminal(to_valid_utf8(path.string()), LineMode::kOneLine);
}

Result<std::string> read_file(const std::filesystem::path& path) {
  const std::string name = "cannot read " + shown(path) + ": ";
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || !file.is_open() || (file.gcount() == 0 && errno != 0))
    return fail(ErrorCode::kIo, name + std::generic_category().message(errno == 0 ? EIO : errno));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxFileBytes)
    return fail(ErrorCode::kTooLarge,
                name + "larger than " + std::to_string(kMaxFileBytes) + " bytes");
  return text;
}

/// The faults of all sources, so that a user can mend them in one go.
class ConfigLoader {
 public:
  /// Lays all that is added over `under`.
  explicit ConfigLoader(LoadedConfig under = {}) : loaded_(std::move(under)) {}

  void add_file(const ConfigFile& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file.path, ignored)) {
      if (file.must_exist)
        add_fault(Error{ErrorCode::kNotFound, "cannot find " + shown(file.path)});
      return;
    }
    const Result<std::string> text = read_file(file.path);
    if (!text) return add_fault(text.error());
    add_text(*text, file.path);
  }

  void add_text(std::string_view toml, const std::filesystem::path& file) {
    for (std::string& problem : apply_toml(loaded_, toml, file))
      add_fault(Error{ErrorCode::kInvalidArgument, std::move(problem)});
  }

  void add_environment(const EnvironmentLookup& environment) {
    for (const ConfigKey<Config>& key : config_keys()) {
      const std::string name = environment_name(key.path());
      if (const std::optional<std::string> text = environment(name)) set(key, *text, name);
    }
  }

  void add_flag(const ConfigFlag& flag) {
    if (const ConfigKey<Config>* key = find_config_key(flag.key))
      return set(*key, flag.value, flag.origin);
    std::vector<std::string> paths;
    for (const ConfigKey<Config>& key : config_keys()) paths.push_back(key.path());
    const std::vector<std::string_view> known(paths.begin(), paths.end());
    const std::string_view nearest = nearest_word(flag.key, known);
    const std::string question =
        nearest.empty() ? "" : "; did you mean \"" + std::string(nearest) + "\"?";
    add_fault(Error{ErrorCode::kInvalidArgument,
                    flag.origin + ": unknown key \"" +
                        escape_for_terminal(to_valid_utf8(flag.key), LineMode::kOneLine) + "\"" +
                        question});
  }

  Result<LoadedConfig> result() && {
    if (messages_.empty()) return std::move(loaded_);
    return fail(code_, std::move(messages_), kHint);
  }

 private:
  void set(const ConfigKey<Config>& key, std::string_view text, const std::string& origin) {
    const Result<ConfigValue> value = parse_value(key.spec, text);
    if (!value)
      return add_fault(Error{ErrorCode::kInvalidArgument, origin + ": " + value.error().message});
    key.set(loaded_.config, *value);
    loaded_.origins[key.path()] = origin;
  }

  /// The first fault gives the code.
  void add_fault(const Error& error) {
    if (messages_.empty()) code_ = error.code;
    if (!messages_.empty()) messages_ += '\n';
    messages_ += error.message;
  }

  LoadedConfig loaded_;
  std::string messages_;
  ErrorCode code_ = ErrorCode::kInvalidArgument;
};

}  // namespace

std::vector<ConfigFile> standard_config_files(const EnvironmentLookup& environment) {
  std::vector<ConfigFile> files = {{"/etc/cuttings/config.toml"}};
  const std::optional<std::string> xdg = environment("XDG_CONFIG_HOME");
  const std::optional<std::string> home = environment("HOME");
  // Relative ones are to be ignored: XDG base directory specification 0.8, "Environment variables".
  if (xdg && xdg->starts_with('/')) {
    files.push_back({std::filesystem::path(*xdg) / "cuttings/config.toml"});
  } else if (home && !home->empty()) {
    files.push_back({std::filesystem::path(*home) / ".config/cuttings/config.toml"});
  }
  files.push_back({"cuttings.toml"});
  return files;
}

Result<LoadedConfig> load_config(const ConfigSources& sources) {
  ConfigLoader loader;
  for (const ConfigFile& file : sources.files) loader.add_file(file);
  if (sources.environment) loader.add_environment(sources.environment);
  for (const ConfigFlag& flag : sources.flags) loader.add_flag(flag);
  return std::move(loader).result();
}

Result<LoadedConfig> load_config_text(LoadedConfig under, std::string_view toml,
                                      const std::filesystem::path& file) {
  ConfigLoader loader(std::move(under));
  loader.add_text(toml, file);
  return std::move(loader).result();
}

}  // namespace cuttings
