// cuttings rules new: a first draft of a site's rule, from pages of the site.
#include <memory>

#include "config/base/text.h"
#include "config/base/url.h"
#include "extractor/rules/suggest_rule.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/page_source.h"
#include "tools/parser.h"
#include "tools/rules_commands.h"

namespace cuttings {
namespace {

struct NewRuleOptions {
  std::vector<std::string> pages;
  std::string url;
  std::string output;
  MessageOptions messages;
  ConfigOptions config;
};

struct ExamplePage {
  std::string url;  // "" for a file of an unknown address
  Extraction extraction;
};

// A TOML basic string (https://toml.io/en/v1.0.0#string); page text may hold anything.
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return out + "\"";
}

// The first and the last long block's first words.
std::vector<std::string> telling_words(const Extraction& extraction) {
  constexpr std::size_t kMinWords = 6, kMaxBytes = 80;
  std::vector<std::string> words;
  for (const BodyBlock& block : extraction.article.body) {
    std::string text;
    for (const Span& span : block.spans) text += span.text;
    if (block.kind != BodyKind::kParagraph || count_words(text) < kMinWords) continue;
    text = collapse_whitespace(text);
    const std::size_t end = text.size() <= kMaxBytes ? text.size() : text.rfind(' ', kMaxBytes);
    if (words.size() == 2) words.pop_back();
    if (end != std::string::npos) words.push_back(text.substr(0, end));
  }
  return words;
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

std::string rule_file(const RuleSuggestion& rule, const std::vector<ExamplePage>& pages) {
  std::string text = "# Drafted by `cuttings rules new` from " + std::to_string(pages.size()) +
                     (pages.size() == 1 ? " page" : " pages") + ": body holds " +
                     percent(rule.kept) + " of what the extractor keeps there; " +
                     percent(rule.clutter) +
                     " of it is\n# clutter that strip does not name. Look at it, then: "
                     "cuttings rules test FILE\n";
  text += "body = " + toml_string(rule.body) + "\n";
  if (!rule.strip.empty()) {
    text += "strip = [\n";
    for (const std::string& place : rule.strip) text += "  " + toml_string(place) + ",\n";
    text += "]\n";
  }
  text += "# title = \"//h1\"   author, date, next_page_link: docs/rules.md\n";
  for (const ExamplePage& page : pages) {
    if (page.url.empty()) continue;
    text += "\n[[test]]\nurl = " + toml_string(page.url) + "\ncontains = [\n";
    for (const std::string& words : telling_words(page.extraction))
      text += "  " + toml_string(words) + ",\n";
    text += "]\n";
  }
  return text;
}

std::string host_of(const std::vector<ExamplePage>& pages) {
  for (const ExamplePage& page : pages)
    if (const auto url = Url::parse(page.url)) return std::string(url->host());
  return {};
}

Result<ExitCode> run_new(const NewRuleOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  config->extract.report_blocks = true;
  std::vector<ExamplePage> pages;
  std::vector<std::vector<BlockReport>> blocks;
  ExitTally tally;
  for (const std::string& name : options.pages) {
    PageReading reading = load_page(name, options.url, *config);
    tally.add(reading.code);
    if (!reading.is_article()) {
      terminal.error(reading.error);
      continue;
    }
    blocks.push_back(std::move(reading.extraction.blocks));
    pages.push_back({names_url(name) ? name : options.url, std::move(reading.extraction)});
  }
  if (pages.empty()) {
    terminal.error({ErrorCode::kParse, "no page with an article to learn from"});
    return tally.total();
  }
  const RuleSuggestion rule = suggest_rule(blocks);
  if (rule.body.empty()) {
    terminal.error({ErrorCode::kParse,
                    "no element with a lasting name holds the article on every page",
                    "give pages of one kind, or write the rule by hand: docs/rules.md"});
    return ExitCode::kNoArticle;
  }
  if (const std::string host = host_of(pages); options.output.empty() && !host.empty())
    terminal.note("to be saved as " + host + ".toml");
  return write_whole(options.output, rule_file(rule, pages));
}

}  // namespace

void add_rules_new(CLI::App& rules, CommandRun& run) {
  auto options = std::make_shared<NewRuleOptions>();  // shared by the parser and the run
  CLI::App& command = add_command(
      rules,
      {"new", "Draft a rule from pages of a site",
       "  cuttings rules new https://example.org/2026/ferry https://example.org/2026/mill\n"
       "  cuttings rules new saved.html --url https://example.org/a -o rules/example.org.toml"},
      [options, &run] { run = [options] { return run_new(*options); }; });
  add_arguments(command, "PAGE", options->pages, "URLs or saved pages, better three than one");
  add_page_url(command, options->url, "Where saved pages came from");
  add_text(command, "-o,--output", options->output, "FILE", "Where the rule goes; default: stdout");
  add_network_options(command, options->config);
  add_message_options(command, options->messages);
  add_config_options(command, options->config);
}

}  // namespace cuttings
