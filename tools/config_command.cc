// cuttings config: says whether a configuration is right, and what is in force.
#include <memory>

#include "config/describe_config.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct ConfigCommandOptions {
  std::string file;
  MessageOptions messages;
  ConfigOptions config;
};

Result<ExitCode> run_check(ConfigCommandOptions options) {
  if (!options.file.empty()) options.config.config_path = options.file;
  Result<LoadedConfig> loaded = load_settings_with_origins(options.config);
  if (!loaded) return fail(std::move(loaded.error()));
  const std::string what =
      options.config.config_path.empty() ? "the configuration" : options.config.config_path;
  options.messages.terminal().note(what + " is right: " + std::to_string(loaded->origins.size()) +
                                   " keys are set");
  return ExitCode::kOk;
}

Result<ExitCode> run_show(const ConfigCommandOptions& options) {
  Result<LoadedConfig> loaded = load_settings_with_origins(options.config);
  if (!loaded) return fail(std::move(loaded.error()));
  return write_whole("-", describe_config(*loaded));
}

}  // namespace

void add_config_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<ConfigCommandOptions>();  // shared by the parser and the runs
  CLI::App& config = add_command_group(program, {"config", "Check the configuration or show it",
                                                 "  cuttings config check cuttings.toml\n"
                                                 "  cuttings config show"});
  CLI::App& check =
      add_command(config, {"check", "Name every fault with its line", ""},
                  [options, &run] { run = [options] { return run_check(*options); }; });
  add_argument(check, "FILE", options->file, "Default: the files that would be read",
               Presence::kOptional);
  CLI::App& show = add_command(config, {"show", "Every key, its value and what set it", ""},
                               [options, &run] { run = [options] { return run_show(*options); }; });
  for (CLI::App* command : {&check, &show}) {
    add_message_options(*command, options->messages);
    add_config_options(*command, options->config);
  }
}

}  // namespace cuttings
