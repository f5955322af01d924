// cuttings explain: each block of a page, kept or dropped, and why.
#include <memory>

#include "config/base/text.h"
#include "crawler/stored_site_memory.h"
#include "extractor/render/explain.h"
#include "tools/command.h"
#include "tools/input_file.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/page_source.h"
#include "tools/parser.h"
#include "tools/rule_files.h"
#include "tools/text_run.h"

namespace cuttings {
namespace {

struct ExplainOptions {
  std::string page;
  std::string url;
  std::vector<std::string> beside;
  MessageOptions messages;
  OutputOptions output;
  ConfigOptions config;
};

Result<std::string> render_explanation(const Extraction& extraction, Format format) {
  switch (format) {
    case Format::kText:
    case Format::kReading:
      return explain_text(extraction);
    case Format::kJson:
      return explain_json(extraction, JsonStyle::kPretty) + "\n";
    case Format::kJsonl:
      return explain_json(extraction, JsonStyle::kLine) + "\n";
    case Format::kHtml:
      return explain_html(extraction);
    default:
      return fail(ErrorCode::kInvalidArgument, "explain has no such format",
                  "use -f txt, json, jsonl or html");
  }
}

Result<TextRepeats> learn_from(const std::vector<std::string>& named, std::size_t max_bytes) {
  Result<std::vector<std::string>> paths = expand_folders(named);
  if (!paths) return fail(std::move(paths.error()));
  auto at = paths->begin();
  return learn_text_repeats(
      [&]() -> std::optional<Result<PageJob>> {
        if (at == paths->end()) return std::nullopt;
        const std::string& path = *at++;
        return PageJob{path, path, ""};
      },
      max_bytes);
}

Result<ExitCode> run_explain(const ExplainOptions& options) {
  const Terminal terminal = options.messages.terminal();
  Result<Config> config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  config->extract.report_blocks = true;
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  std::unique_ptr<StoredSiteMemory> memory;
  if (!options.config.store_path.empty()) {
    auto opened = StoredSiteMemory::open(config->store);
    if (!opened) return fail(store_error(std::move(opened.error())));
    memory = std::move(*opened);
  }
  Result<TextRepeats> texts = learn_from(options.beside, config->extract.limits.max_page_bytes);
  if (!texts) return fail(std::move(texts.error()));
  const PageReading reading =
      load_page(options.page, options.url, *config, {memory.get(), &rules->rules, &*texts});
  for (const std::string& problem : reading.extraction.rule.problems) terminal.note(problem);
  if (!reading.is_article()) terminal.error(reading.error);
  if (reading.extraction.blocks.empty()) return reading.code;

  const bool is_stdout = options.output.path.empty() || options.output.path == "-";
  const bool is_terminal = is_stdout && terminal.stdout_is_terminal();
  const Format format = choose_format(options.output.format, options.output.path, is_terminal);
  Result<std::string> text = render_explanation(reading.extraction, format);
  if (!text) return fail(std::move(text.error()));
  if (is_terminal || format == Format::kText)  // dropped blocks are as the page wrote them
    *text = escape_for_terminal(*text, LineMode::kKeepLines);
  Result<ExitCode> written = write_whole(options.output.path, *text);
  return written ? Result<ExitCode>(reading.code) : written;
}

}  // namespace

void add_explain_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<ExplainOptions>();  // shared by the parser and the run
  CLI::App& explain =
      add_command(program,
                  {"explain", "Show what of a page is kept or dropped, and why",
                   "  cuttings explain page.html\n"
                   "  cuttings explain -o why.html https://example.org/2026/ferry"},
                  [options, &run] { run = [options] { return run_explain(*options); }; });
  add_argument(explain, "PAGE", options->page, "A URL, a file, or - for stdin",
               Presence::kRequired);
  add_page_url(explain, options->url, "Where a file came from");
  add_texts(explain, "--beside", options->beside, "FILE",
            "For a text file: the files or folders it was cleaned with");
  add_store_option(explain, options->config,
                   "The archive whose pages of the same site are taken into account");
  add_output_options(explain, options->output);
  add_network_options(explain, options->config);
  add_message_options(explain, options->messages);
  add_rules_option(explain, options->config);
  add_config_options(explain, options->config);
}

}  // namespace cuttings
