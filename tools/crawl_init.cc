// cuttings crawl init: a folder with a commented configuration, and nothing asked.
#include <algorithm>
#include <filesystem>

#include "config/base/text.h"
#include "config/describe_config.h"
#include "tools/crawl_commands.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/version.h"

namespace cuttings {
namespace {

struct InitOptions {
  std::string directory;
  std::string contact;
  MessageOptions messages;
};

bool is_contact(std::string_view text) {
  return text.size() <= 300 && std::all_of(text.begin(), text.end(), [](char c) {
           return c > ' ' && c <= '~' && c != '"' && c != '\\' && c != '(' && c != ')';
         });
}

std::string config_text(const std::string& contact) {
  const std::string toml = default_config_toml();
  if (contact.empty()) return toml;
  return replace_all(toml, FetchOptions{}.user_agent,
                     std::string("cuttings/") + kVersion + " (+" + contact + ")");
}

Result<ExitCode> run_init(const InitOptions& options) {
  if (!is_contact(options.contact))
    return fail(ErrorCode::kInvalidArgument,
                "the contact must be an address or URL without spaces and quotes",
                "try: --contact you@example.org");
  const std::filesystem::path directory(options.directory);
  const std::string file = (directory / "cuttings.toml").string();
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error)
    return fail(ErrorCode::kIo, "cannot make " + options.directory + ": " + error.message(),
                "name another folder");
  if (std::filesystem::exists(file, error))
    return fail(ErrorCode::kInvalidArgument, file + " exists already",
                "it was not touched; go on with: cuttings crawl add URL");
  auto written = write_whole(file, config_text(options.contact));
  if (!written) return written;
  const Terminal terminal = options.messages.terminal();
  terminal.note("made " + file);
  if (options.contact.empty())
    terminal.note("say there who crawls, in [identity]: a crawl does not start without");
  terminal.note("next: cd " + options.directory +
                " && cuttings crawl add https://news.example.org");
  return written;
}

}  // namespace

void add_crawl_init_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<InitOptions>();  // shared by the parser and the run
  CLI::App& init = add_command(crawl,
                               {"init", "Begin an archive in a folder",
                                "  cuttings crawl init ~/news --contact you@example.org"},
                               [options, &run] { run = [options] { return run_init(*options); }; });
  add_argument(init, "DIR", options->directory, "Made when it is not there", Presence::kRequired);
  add_text(init, "--contact", options->contact, "ADDRESS",
           "Mail address or page by which webmasters reach you; goes into the user agent");
  add_message_options(init, options->messages);
}

}  // namespace cuttings
