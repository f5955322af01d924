#include "tools/parser.h"

#include <CLI/CLI.hpp>

#include "config/base/edit_distance.h"
#include "config/base/url.h"

namespace cuttings {
namespace {

// Thrown through CLI11, which catches it where it parses: its way of saying that a value is off.
[[noreturn]] void refuse_word(const std::string& flag, const std::string& word,
                              const std::vector<std::string_view>& words) {
  const std::string_view nearest = nearest_word(word, words);
  std::string message = flag + " cannot be " + word;
  if (!nearest.empty()) message += "; did you mean " + std::string(nearest) + "?";
  throw CLI::ValidationError(message, CLI::ExitCodes::ValidationError);
}

}  // namespace

CLI::App& add_command(CLI::App& parent, const CommandText& text,
                      std::function<void()> when_chosen) {
  CLI::App* command = parent.add_subcommand(text.name, text.about);
  if (!text.examples.empty()) command->footer("Examples:\n" + text.examples);
  command->callback(std::move(when_chosen));
  return *command;
}

CLI::App& add_command_group(CLI::App& parent, const CommandText& text) {
  CLI::App& group = add_command(parent, text, [] {});
  group.require_subcommand(1);
  return group;
}

void add_argument(CLI::App& command, const std::string& name, std::string& value,
                  const std::string& help, Presence presence) {
  command.add_option(name, value, help)->required(presence == Presence::kRequired);
}

void add_arguments(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                   const std::string& help) {
  command.add_option(name, values, help);
}

void add_switch(CLI::App& command, const std::string& flags, bool& value, const std::string& help) {
  command.add_flag(flags, value, help);
}

void add_text(CLI::App& command, const std::string& flags, std::string& value,
              const std::string& placeholder, const std::string& help) {
  command.add_option(flags, value, help)->option_text(placeholder);
}

void add_page_url(CLI::App& command, std::string& value, const std::string& help) {
  const auto is_url = [](const std::string& typed) {
    const auto url = Url::parse(typed);
    return url ? std::string() : url.error().message + ", as in https://example.org/page";
  };
  command.add_option("--url", value, help)->option_text("URL")->check(is_url);
}

void add_texts(CLI::App& command, const std::string& flags, std::vector<std::string>& values,
               const std::string& placeholder, const std::string& help) {
  command.add_option(flags, values, help)
      ->option_text(placeholder)
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
}

void add_seconds(CLI::App& command, const std::string& flags, std::optional<double>& value,
                 double max, const std::string& help) {
  command.add_option(flags, value, help)
      ->check(CLI::Range(0.01, max).description(""))
      ->check([](const std::string& text) {  // NaN is in no range, nor out of it
        return text.find_first_of("nN") == std::string::npos ? std::string()
                                                             : "Value " + text + " is no number";
      })
      ->option_text("S");
}

void add_count(CLI::App& command, const std::string& flags, std::size_t& value, std::size_t max,
               const std::string& help) {
  command.add_option(flags, value, help)
      ->check(CLI::Range(std::size_t{1}, max).description(""))
      ->option_text("N");
}

void add_word_choice(CLI::App& command, const std::string& flags,
                     std::vector<std::string_view> words, std::function<void(std::size_t)> take,
                     const std::string& help) {
  std::string names;
  for (const std::string_view word : words) names += (names.empty() ? "" : "|") + std::string(word);
  const std::string long_flag = flags.substr(flags.find("--"));
  const auto choose = [words, take, long_flag](const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) refuse_word(long_flag, word, words);
    take(static_cast<std::size_t>(found - words.begin()));
  };
  command.add_option_function<std::string>(flags, choose, help)->option_text(names);
}

}  // namespace cuttings
