// cuttings generate: the man page and shell completions, made from the command line itself, so that
// they cannot differ from it.
#include <CLI/CLI.hpp>
#include <memory>

#include "config/base/text.h"
#include "tools/command.h"
#include "tools/output_file.h"
#include "tools/version.h"

namespace cuttings {
namespace {

using Commands = std::vector<const CLI::App*>;

// Commands with their full names, "config check" after "config".
void append_commands(const CLI::App& app, const std::string& prefix,
                     std::vector<std::pair<std::string, const CLI::App*>>& out) {
  for (const CLI::App* command : app.get_subcommands({})) {
    out.emplace_back(prefix + command->get_name(), command);
    for (const CLI::App* nested : command->get_subcommands({}))
      out.emplace_back(prefix + command->get_name() + " " + nested->get_name(), nested);
  }
}

std::vector<std::pair<std::string, const CLI::App*>> all_commands(const CLI::App& program) {
  std::vector<std::pair<std::string, const CLI::App*>> commands;
  append_commands(program, "", commands);
  return commands;
}

std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
    for (const std::string& name : option->get_snames()) flags.push_back("-" + name);
  }
  return flags;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

// man(7): a backslash and a dash are escaped, a line must not begin with a dot or quote.
std::string roff(std::string_view text) {
  std::string out = replace_all(replace_all(std::string(text), "\\", "\\e"), "-", "\\-");
  out = replace_all(std::move(out), "\n.", "\n\\&.");
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string man_options(const CLI::App& command) {
  std::string page;
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_name(false, true);
    page += ".TP\n.B " + roff(replace_all(name, ",", ", "));
    if (!option->get_option_text().empty()) page += " " + roff(option->get_option_text());
    page += "\n" + roff(option->get_description()) + "\n";
  }
  return page;
}

std::string man_page(const CLI::App& program) {
  std::string page = ".TH CUTTINGS 1 \"\" \"cuttings " + std::string(kVersion) + "\"\n";
  page += ".SH NAME\ncuttings, fetch\\-and\\-clean \\- cut the article out of a page and keep it\n";
  page += ".SH SYNOPSIS\n.B cuttings\nCOMMAND [OPTIONS]\n.br\n.B fetch\\-and\\-clean\nURL...\n";
  page += ".SH DESCRIPTION\n" + roff(program.get_description()) +
          "\n.B fetch\\-and\\-clean\nis\n.B cuttings get\nunder a name of its own.\n";
  for (const auto& [name, command] : all_commands(program)) {
    page += ".SH CUTTINGS " + roff(name) + "\n" + roff(command->get_description()) + ".\n";
    page += man_options(*command);
    if (!command->get_footer().empty())
      page += ".PP\n.nf\n" + roff(command->get_footer()) + "\n.fi\n";
  }
  return page + ".SH NOTES\n.nf\n" + roff(program.get_footer()) + "\n.fi\n";
}

std::string bash_completion(const CLI::App& program) {
  std::string script =
      "_cuttings() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
      "  [ \"${COMP_WORDS[0]##*/}\" = fetch-and-clean ] && command=get\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ] && [ \"$command\" != get ]; then\n"
      "    COMPREPLY=($(compgen -W \"" +
      join(command_names(program), " ") +
      "\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case $command in\n";
  for (const CLI::App* command : program.get_subcommands({})) {
    std::vector<std::string> words = flags_of(*command);
    for (const std::string& name : command_names(*command)) words.push_back(name);
    script += "    " + command->get_name() + ") COMPREPLY=($(compgen -W \"" + join(words, " ") +
              "\" -- \"$word\")) ;;\n";
  }
  return script +
         "  esac\n"
         "}\n"
         "complete -o default -F _cuttings cuttings fetch-and-clean\n";
}

// zsh reads bash completions through bashcompinit.
std::string zsh_completion(const CLI::App& program) {
  return "#compdef cuttings fetch-and-clean\nautoload -U +X bashcompinit && bashcompinit\n" +
         bash_completion(program);
}

std::string fish_quoted(std::string_view text) {
  return "'" + replace_all(replace_all(std::string(text), "\\", "\\\\"), "'", "\\'") + "'";
}

std::string fish_completion(const CLI::App& program) {
  std::string script;
  for (const CLI::App* command : program.get_subcommands({})) {
    const std::string& name = command->get_name();
    script += "complete -c cuttings -n __fish_use_subcommand -a " + name + " -d " +
              fish_quoted(command->get_description()) + "\n";
    for (const CLI::Option* option : command->get_options())
      for (const std::string& flag : option->get_lnames())
        script += "complete -c cuttings -n '__fish_seen_subcommand_from " + name + "' -l " + flag +
                  " -d " + fish_quoted(option->get_description()) + "\n";
  }
  return script + "complete -c fetch-and-clean -w 'cuttings get'\n";
}

}  // namespace

void add_generate_command(CLI::App& program, CommandRun& run) {
  CLI::App* generate =
      program.add_subcommand("generate", "Print the man page or a shell's completions");
  generate->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, std::string (*make)(const CLI::App&)) {
    generate->add_subcommand(name, help)->callback([&program, &run, make] {
      run = [&program, make] { return write_whole("-", make(program)); };
    });
  };
  add("man", "man page, for man1/cuttings.1", man_page);
  add("bash", "completions for bash", bash_completion);
  add("zsh", "completions for zsh", zsh_completion);
  add("fish", "completions for fish", fish_completion);
}

}  // namespace cuttings
