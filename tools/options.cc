#include "tools/options.h"

#include <cmath>
#include <cstdlib>
#include <utility>

#include <unistd.h>

#include "config/base/folder.h"
#include "config/base/log.h"
#include "config/environment_names.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

template <class Enum>
using Choices = std::vector<std::pair<std::string_view, Enum>>;

// An option whose value is one of a few words.
template <class Enum>
void add_choice(CLI::App& command, const std::string& flags, Enum& value,
                const Choices<Enum>& choices, const std::string& help) {
  std::vector<std::string_view> words;
  for (const auto& [word, meaning] : choices) words.push_back(word);
  const auto take = [&value, choices](std::size_t index) { value = choices[index].second; };
  add_word_choice(command, flags, std::move(words), take, help);
}

std::optional<std::string> environment_variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<ConfigFlag> config_flags(const ConfigOptions& options) {
  std::vector<ConfigFlag> flags;
  if (options.timeout_s) {
    const auto ms = std::to_string(std::llround(*options.timeout_s * 1000));
    flags.push_back({"fetch.total_timeout_ms", ms, "--timeout"});
  }
  if (options.allows_private) flags.push_back({"fetch.allow_private", "true", "--allow-private"});
  if (options.ignores_robots) flags.push_back({"crawl.obey_robots", "false", "--ignore-robots"});
  if (!options.sandbox.empty()) flags.push_back({"process.sandbox", options.sandbox, "--sandbox"});
  if (!options.store_path.empty()) flags.push_back({"store.path", options.store_path, "--store"});
  return flags;
}

/// Once a process: some commands load their settings more than once.
void warn_of_misspelt_variables() {
  static bool is_done = false;
  if (std::exchange(is_done, true)) return;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string told = misspelt_variable(text.substr(0, text.find('=')));
    if (!told.empty()) log(LogLevel::kWarning, "config", told);
  }
}

}  // namespace

Terminal MessageOptions::terminal() const {
  Verbosity verbosity = is_verbose ? Verbosity::kVerbose : Verbosity::kNormal;
  if (is_quiet) verbosity = Verbosity::kQuiet;
  return Terminal(color, verbosity);
}

void add_message_options(CLI::App& command, MessageOptions& options) {
  add_switch(command, "-q,--quiet", options.is_quiet, "Say nothing but errors");
  add_switch(command, "-v,--verbose", options.is_verbose, "Say more on stderr");
  add_choice<ColorWhen>(
      command, "--color", options.color,
      {{"auto", ColorWhen::kAuto}, {"always", ColorWhen::kAlways}, {"never", ColorWhen::kNever}},
      "Colours; NO_COLOR is respected");
  add_word_choice(
      command, "--log-format", {"text", "json"},
      [](std::size_t index) {
        configure_log(LogLevel::kWarning, index == 0 ? LogFormat::kText : LogFormat::kJson);
      },
      "Warnings with a time on stderr: lines of text or of JSON");
}

void add_output_options(CLI::App& command, OutputOptions& options) {
  add_choice<Format>(command, "-f,--format", options.format,
                     {{"txt", Format::kText},
                      {"md", Format::kMarkdown},
                      {"json", Format::kJson},
                      {"jsonl", Format::kJsonl},
                      {"html", Format::kHtml}},
                     "Default: by the name of -o; a reading view on a terminal; txt in a pipe");
  add_text(command, "-o,--output", options.path, "FILE",
           "Write here; the file appears whole or not at all");
}

void add_config_options(CLI::App& command, ConfigOptions& options) {
  add_text(command, "--config", options.config_path, "FILE",
           "Read this configuration and no other");
}

void add_network_options(CLI::App& command, ConfigOptions& options) {
  add_seconds(command, "--timeout", options.timeout_s, 3600,
              "Give up a page after this many seconds");
  add_switch(command, "--allow-private", options.allows_private,
             "Also ask loopback, private and link-local addresses");
  add_switch(command, "--ignore-robots", options.ignores_robots,
             "Do not ask robots.txt first (said so in the log)");
}

void add_sandbox_option(CLI::App& command, ConfigOptions& options) {
  add_choice<std::string>(command, "--sandbox", options.sandbox,
                          {{"off", "off"}, {"on", "on"}, {"require", "require"}},
                          "Open nothing but inputs, store and the system's files, run nothing");
}

void add_rules_option(CLI::App& command, ConfigOptions& options) {
  add_texts(command, "--rules", options.rules, "PATH",
            "Your own rules for sites: files or folders (cuttings rules --help)");
}

void add_store_option(CLI::App& command, ConfigOptions& options, const std::string& help) {
  add_text(command, "--store", options.store_path, "PATH", help);
}

void add_progress_option(CLI::App& command, ProgressStyle& style) {
  add_choice<ProgressStyle>(command, "--progress", style,
                            {{"auto", ProgressStyle::kAuto},
                             {"bar", ProgressStyle::kBar},
                             {"lines", ProgressStyle::kLines},
                             {"json", ProgressStyle::kJson},
                             {"none", ProgressStyle::kNone}},
                            "Progress on stderr");
}

void add_list_option(CLI::App& command, std::vector<std::string>& lists, const std::string& help) {
  add_texts(command, "-i,--input", lists, "LIST", help);
}

Result<LoadedConfig> load_settings_with_origins(const ConfigOptions& options) {
  warn_of_misspelt_variables();
  ConfigSources sources;
  sources.environment = environment_variable;
  sources.files = options.config_path.empty()
                      ? standard_config_files(environment_variable)
                      : std::vector<ConfigFile>{{options.config_path, /*must_exist=*/true}};
  sources.flags = config_flags(options);
  Result<LoadedConfig> loaded = load_config(sources);
  if (loaded) {
    std::vector<std::string>& rules = loaded->config.extract.rules;
    rules.insert(rules.end(), options.rules.begin(), options.rules.end());
    return loaded;
  }
  Error error = std::move(loaded.error());
  error.code = ErrorCode::kInvalidArgument;  // an unreadable configuration is configuration too
  return fail(std::move(error));
}

Result<Config> load_settings(const ConfigOptions& options) {
  Result<LoadedConfig> loaded = load_settings_with_origins(options);
  if (!loaded) return fail(std::move(loaded.error()));
  std::string& store = loaded->config.store.path;
  store = behind_links(store);  // by another name it would have another lock, other WARC files
  return std::move(loaded->config);
}

}  // namespace cuttings
