#pragma once
// The options that several commands share, each group added by one function, so that a flag means
// the same everywhere.

#include <optional>
#include <string>
#include <vector>

#include "config/load_config.h"
#include "tools/article_output.h"
#include "tools/progress.h"
#include "tools/terminal.h"

namespace CLI {
class App;
}

namespace cuttings {

struct MessageOptions {
  bool is_quiet = false;
  bool is_verbose = false;
  ColorWhen color = ColorWhen::kAuto;

  Terminal terminal() const;
};
void add_message_options(CLI::App& command, MessageOptions& options);

struct OutputOptions {
  Format format = Format::kAuto;
  std::string path;  ///< "" and "-": stdout
};
void add_output_options(CLI::App& command, OutputOptions& options);

/// What a command line changes in the configuration.
struct ConfigOptions {
  std::string config_path;          ///< "": the usual places
  std::optional<double> timeout_s;  ///< for a whole fetch
  bool allows_private = false;
  bool ignores_robots = false;
  std::string store_path;               ///< "": as configured
  std::string sandbox = {};             ///< off, on, require; "": as configured
  std::vector<std::string> rules = {};  ///< besides the configured ones
};
void add_config_options(CLI::App& command, ConfigOptions& options);
void add_network_options(CLI::App& command, ConfigOptions& options);
void add_sandbox_option(CLI::App& command, ConfigOptions& options);
void add_rules_option(CLI::App& command, ConfigOptions& options);
void add_store_option(CLI::App& command, ConfigOptions& options, const std::string& help);

void add_progress_option(CLI::App& command, ProgressStyle& style);
void add_list_option(CLI::App& command, std::vector<std::string>& lists, const std::string& help);

/// Flags over environment over files. Error kInvalidArgument: a line a fault, with file, line and
/// nearest key.
Result<LoadedConfig> load_settings_with_origins(const ConfigOptions& options);
Result<Config> load_settings(const ConfigOptions& options);

}  // namespace cuttings
