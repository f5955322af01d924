// cuttings show: prints an article, or one of its versions, from an archive.
#include <memory>

#include "extractor/render/text_body.h"
#include "tools/article_output.h"
#include "tools/command.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct ShowOptions {
  std::string url;
  std::size_t version = 0;  // 0: the current one
  bool lists_versions = false;
  MessageOptions messages;
  OutputOptions output;
  ConfigOptions config;
};

std::string version_lines(const History& history) {
  std::string lines;
  for (const VersionRecord& version : history.versions)
    lines += "v" + std::to_string(version.version) + "  " + version.captured_at + "  " +
             std::to_string(version.word_count) + " words  " + version.title +
             (version.is_current ? "  (current)" : "") + "\n";
  return lines;
}

// An earlier version keeps title and text; what else is known is the article's.
Result<Article> with_version(Article article, const History& history, std::size_t wanted) {
  for (const VersionRecord& version : history.versions) {
    if (static_cast<std::size_t>(version.version) != wanted) continue;
    if (version.is_current) return article;
    article.metadata.title = version.title;
    article.text = version.text;
    article.word_count = static_cast<std::size_t>(version.word_count);
    article.content_hash = version.content_hash;
    article.body = {};
    return article;
  }
  return fail(ErrorCode::kNotFound, "no version " + std::to_string(wanted) + " of " + article.url,
              "it has " + std::to_string(history.versions.size()) + ": see cuttings history " +
                  article.url);
}

Result<std::string> render_shown(const ShowOptions& options, ArchiveReader& archive,
                                 const Config& config, bool is_terminal) {
  Result<History> history = find_history(archive, options.url, config);
  if (!history) return fail(std::move(history.error()));
  if (!history->taken_down_at.empty() && !options.lists_versions)
    return fail(ErrorCode::kNotFound, history->url + " was taken down at " + history->taken_down_at,
                "what stayed of it: cuttings history " + history->url);
  Result<std::optional<Article>> article = archive.find(history->url);
  if (!article) return fail(std::move(article.error()));
  const auto target = is_terminal ? ArticleOutput::Target::kTerminal : ArticleOutput::Target::kFile;
  if (options.lists_versions) return version_lines(*history);
  Article shown = std::move(**article);
  if (options.version != 0) {
    Result<Article> versioned = with_version(std::move(shown), *history, options.version);
    if (!versioned) return fail(std::move(versioned.error()));
    shown = std::move(*versioned);
  }
  ArticleOutput output(choose_format(options.output.format, options.output.path, is_terminal),
                       InputCount::kOne, target);
  return output.begin() + output.article(with_body(std::move(shown)), options.url) + output.end();
}

Result<ExitCode> run_show(const ShowOptions& options) {
  const Terminal terminal = options.messages.terminal();
  Result<Config> config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto archive = open_archive(*config);
  if (!archive) return fail(std::move(archive.error()));
  const bool is_stdout = options.output.path.empty() || options.output.path == "-";
  Result<std::string> text =
      render_shown(options, **archive, *config, is_stdout && terminal.stdout_is_terminal());
  if (!text) return fail(std::move(text.error()));
  return write_whole(options.output.path, *text);
}

}  // namespace

void add_show_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<ShowOptions>();  // shared by the parser and the run
  CLI::App& show =
      add_command(program,
                  {"show", "Print an article from an archive",
                   "  cuttings show --store archive.db https://example.org/2026/ferry\n"
                   "  cuttings show --store archive.db --versions https://example.org/2026/ferry"},
                  [options, &run] { run = [options] { return run_show(*options); }; });
  add_argument(show, "URL", options->url, "The article's address", Presence::kRequired);
  add_count(show, "--version", options->version, 1'000'000'000,
            "This version instead of the current one");
  add_switch(show, "--versions", options->lists_versions, "List its versions");
  add_output_options(show, options->output);
  add_store_option(show, options->config, "The archive; default: store.path, archive.db");
  add_message_options(show, options->messages);
  add_config_options(show, options->config);
}

}  // namespace cuttings
