#include "tools/command_line.h"

#include <fcntl.h>
#include <new>
#include <system_error>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <sstream>
#include <string_view>

#include "config/base/edit_distance.h"
#include "tools/command.h"
#include "tools/output_file.h"
#include "tools/stop_signals.h"
#include "tools/terminal.h"
#include "tools/version.h"

namespace cuttings {
namespace {

constexpr const char* kAbout =
    "Cuttings fetches article pages, cuts the article out of the clutter, and keeps it.";

void add_commands(CLI::App& program, CommandRun& run) {
  program.require_subcommand(1);
  program.set_version_flag("--version", std::string("cuttings ") + kVersion);
  program.footer(
      "First steps:\n"
      "  cuttings get https://example.org/2026/ferry     the article, on the terminal\n"
      "  cuttings clean page.html                        the same for a file\n"
      "  cuttings explain page.html                      what was kept and dropped, and why\n"
      "  cuttings crawl init ~/news                      begin an archive of whole sites\n"
      "Exit codes: 0 all gave an article, 1 some did not, 2 usage or configuration, 3 no article\n"
      "found, 4 network, 5 refused by the server, 6 forbidden by robots.txt or policy, 7 store,\n"
      "8 input or output file, 70 our bug, 130 and 143 stopped.");
  add_get_command(program, run);
  add_clean_command(program, run);
  add_explain_command(program, run);
  add_search_command(program, run);
  add_list_command(program, run);
  add_show_command(program, run);
  add_history_command(program, run);
  add_diff_command(program, run);
  add_export_command(program, run);
  add_crawl_command(program, run);
  add_import_command(program, run);
  add_reextract_command(program, run);
  add_db_command(program, run);
  add_rules_command(program, run);
  add_config_command(program, run);
  add_generate_command(program, run);
}

// Names of the commands, or of the long flags, that may stand where `app` is parsed.
std::vector<std::string> known_words(const CLI::App& app, bool wants_flags) {
  std::vector<std::string> words;
  if (!wants_flags) {
    for (const CLI::App* command : app.get_subcommands({})) words.push_back(command->get_name());
    return words;
  }
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  return words;
}

// "cuttings crawl run", as it is typed.
std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent == nullptr ? std::string() : full_name(*parent) + " ") + command.get_name();
}

// `cuttings verify` of who means `cuttings db verify`; empty when no command within another has
// that name.
std::string nested_command(const CLI::App& app, const std::string& word) {
  for (const CLI::App* group : app.get_subcommands({}))
    for (const CLI::App* command : group->get_subcommands({}))
      if (command->get_name() == word) return full_name(*command);
  return {};
}

std::string suggestion(const CLI::App& app, const std::string& word) {
  if (const std::string nested = nested_command(app, word); !nested.empty())
    return "did you mean " + nested + "?";
  const std::vector<std::string> known = known_words(app, word.starts_with("-"));
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view nearest = nearest_word(word, views);
  return nearest.empty() ? std::string() : "did you mean " + std::string(nearest) + "?";
}

// The command whose arguments were being parsed: the deepest one named.
const CLI::App& parsed_command(const CLI::App& program) {
  const CLI::App* app = &program;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

// `cuttings search ferry -storm`: the shell hands "-storm" over as an option would be.
bool is_excluded_word(const CLI::App& command, const std::string& word) {
  const std::string& name = command.get_name();
  return (name == "search" || name == "list" || name == "export") && word.starts_with("-") &&
         !word.starts_with("--");
}

Error usage_error(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& command = parsed_command(program);
  const std::string help = "see " + full_name(command) + " --help";
  const std::vector<std::string> extras = program.remaining(true);
  if (!extras.empty()) {
    const std::string& word = extras.front();
    const std::string hint =
        is_excluded_word(command, word)
            ? "put the query in quotes: " + full_name(command) + " 'ferry " + word + "'"
            : suggestion(command, word);
    const char* what = word.starts_with("-") ? "no option " : "no command ";
    const bool takes_commands = !command.get_subcommands({}).empty();
    return {ErrorCode::kInvalidArgument,
            (takes_commands || word.starts_with("-") ? what : "unexpected argument ") + word,
            hint.empty() ? help : hint};
  }
  return {ErrorCode::kInvalidArgument, error.what(), help};
}

int finish(const Result<ExitCode>& result) {
  if (result) return static_cast<int>(*result);
  Terminal(ColorWhen::kAuto, Verbosity::kNormal).error(result.error());
  return static_cast<int>(exit_code_for(result.error().code));
}

int print_parse_end(const CLI::App& program, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) {  // --help, --version
    std::ostringstream text;
    program.exit(error, text, text);
    return finish(write_whole("-", text.str()));
  }
  Terminal(ColorWhen::kAuto, Verbosity::kNormal).error(usage_error(program, error));
  return static_cast<int>(ExitCode::kUsage);
}

int run_parsed(std::vector<std::string> arguments) {
  CLI::App program(kAbout, "cuttings");
  CommandRun run;
  add_commands(program, run);
  if (arguments.empty()) return finish(write_whole("-", program.help()));
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
  try {
    program.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return print_parse_end(program, error);
  }
  return finish(run());
}

tl::unexpected<Error> internal_error(const std::exception& error) {
  // By its words: asio's exceptions are Boost's, which only the engine knows.
  if (std::string_view(error.what()).ends_with(std::strerror(EMFILE)))
    return fail(ErrorCode::kIo, std::string("no more files can be opened: ") + error.what(),
                "raise the limit of open files (ulimit -n), then run the same command again");
  return fail(ErrorCode::kInternal, std::string("internal error: ") + error.what(),
              "please report it with the command you ran");
}

/// A stream that was closed by whoever started us must not become a file of the store, which words
/// to the user would then be written into.
void hold_standard_streams() {
  for (int stream = 0; stream <= 2; ++stream)
    if (::fcntl(stream, F_GETFD) == -1)
      (void)!::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR);
}

}  // namespace

int run_program(std::vector<std::string> arguments) {
  hold_standard_streams();
  install_stop_signals();
  try {
    return run_parsed(std::move(arguments));
  } catch (const std::bad_alloc&) {
    return finish(
        fail(ErrorCode::kIo, "there is no memory left",
             "give it more, or lower crawl.max_concurrent_pages; nothing stored was lost"));
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again)
      return finish(fail(ErrorCode::kIo, "no thread can be started: " + error.code().message(),
                         "raise the limits of processes and memory (ulimit -u, -v)"));
    return finish(internal_error(error));
  } catch (const std::exception& error) {
    return finish(internal_error(error));
  }
}

}  // namespace cuttings
