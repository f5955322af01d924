#pragma once
// The command-line parser in the few words that the commands need. CLI11 takes long to compile:
// commands include this header instead of it.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace cuttings {

/// What a subcommand is called, does, and how it is used.
struct CommandText {
  std::string name;
  std::string about;     ///< one line
  std::string examples;  ///< lines; "" for none
};

/// Adds a subcommand; `when_chosen` is called after the command line was read, if it was named.
/// Returned: the command, to which options are added; lives as long as `parent`.
CLI::App& add_command(CLI::App& parent, const CommandText& text, std::function<void()> when_chosen);
/// Adds a command that only holds others, one of which must be named.
CLI::App& add_command_group(CLI::App& parent, const CommandText& text);

// Each adds one option. `flags` is "-o,--output" or, for an argument by position, "URL". The values
// are set while the command line is read and must outlive that.
enum class Presence { kOptional, kRequired };
void add_argument(CLI::App& command, const std::string& name, std::string& value,
                  const std::string& help, Presence presence);
void add_arguments(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                   const std::string& help);
void add_switch(CLI::App& command, const std::string& flags, bool& value, const std::string& help);
void add_text(CLI::App& command, const std::string& flags, std::string& value,
              const std::string& placeholder, const std::string& help);
/// "--url URL": where a page came from. An address that is none is refused.
void add_page_url(CLI::App& command, std::string& value, const std::string& help);
/// May be given several times.
void add_texts(CLI::App& command, const std::string& flags, std::vector<std::string>& values,
               const std::string& placeholder, const std::string& help);
void add_seconds(CLI::App& command, const std::string& flags, std::optional<double>& value,
                 double max, const std::string& help);
void add_count(CLI::App& command, const std::string& flags, std::size_t& value, std::size_t max,
               const std::string& help);
/// One of `words`; `take` gets its index.
void add_word_choice(CLI::App& command, const std::string& flags,
                     std::vector<std::string_view> words, std::function<void(std::size_t)> take,
                     const std::string& help);

}  // namespace cuttings
