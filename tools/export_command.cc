// cuttings export: articles of an archive as files for other programs.
#include "config/base/clock.h"
#include "extractor/render/text_body.h"
#include "storage/copy_store.h"
#include "storage/iso_time.h"
#include "tools/command.h"
#include "tools/export_output.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

constexpr std::size_t kAll = 1'000'000'000;
// By hand: a book with more chapters opens in no reader, and ZIP without ZIP64 ends at 65,535.
constexpr std::size_t kMaxChapters = 10'000;

struct ExportOptions {
  std::vector<std::string> words;
  ExportFormat format = ExportFormat::kAuto;
  std::string path;
  std::size_t limit = kAll;
  ProgressStyle progress = ProgressStyle::kAuto;
  MessageOptions messages;
  ConfigOptions config;
};

/// Writes the articles one by one; kOk, or how it was stopped.
Result<ExitCode> write_articles(ArchiveReader& archive, const std::vector<std::int64_t>& ids,
                                ExportOutput& output, OutputFile& file, Progress& progress) {
  Result<void> written = file.write(output.begin());
  for (const std::int64_t id : ids) {
    if (!written) return fail(std::move(written.error()));
    if (is_stop_requested()) return stop_exit_code();
    auto article = archive.read(id);
    if (!article) return fail(std::move(article.error()));
    if (!*article) continue;  // taken out since it was selected
    written = file.write(output.article(with_body(std::move(**article))));
    progress.add(Progress::Outcome::kOk, "");
  }
  if (written) written = file.write(output.end());
  if (written && !output.fits())
    return fail(ErrorCode::kTooLarge, "the selection is too large for one file of this format",
                "export fewer articles with a query or --limit");
  if (!written) return fail(std::move(written.error()));
  return ExitCode::kOk;
}

/// A file is there whole or not at all; of stdout what was written stays.
Result<ExitCode> finish(Result<ExitCode> done, OutputFile& file, const Terminal& terminal,
                        std::size_t count) {
  if (!done && file.is_closed_pipe()) return ExitCode::kOk;
  if (!done) return done;
  if (*done != ExitCode::kOk) {
    terminal.note(file.is_stdout() ? "stopped; the rest was not written: run the same command again"
                                   : "stopped; no file was written: run the same command again");
    return done;
  }
  if (auto ok = file.commit(); !ok && !file.is_closed_pipe()) return fail(std::move(ok.error()));
  if (!file.is_stdout()) terminal.note(std::to_string(count) + " articles exported");
  return ExitCode::kOk;
}

Result<ExitCode> export_database(const Config& config, const std::vector<std::int64_t>* ids,
                                 OutputFile& file) {
  if (file.temporary_path().empty())
    return fail(ErrorCode::kInvalidArgument, "a database cannot go to stdout or a device",
                "name a file: cuttings export -f sqlite -o copy.db");
  auto copied = copy_store(config.store, file.temporary_path());
  if (copied && ids != nullptr) copied = keep_only(file.temporary_path(), *ids);
  if (!copied) return fail(std::move(copied.error()));
  return ExitCode::kOk;
}

Result<ExitCode> run_export(const ExportOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto format = choose_export_format(options.format, options.path);
  if (!format) return fail(std::move(format.error()));
  auto query = read_query(options.words);
  if (!query) return fail(std::move(query.error()));
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto archive = open_archive(*config);
  if (!archive) return fail(std::move(archive.error()));
  auto ids = (*archive)->select(*query, {SearchOrder::kNewest, options.limit, 0});
  if (!ids) return fail(std::move(ids.error()));
  if (*format == ExportFormat::kEpub && ids->size() > kMaxChapters)
    return fail(ErrorCode::kInvalidArgument,
                std::to_string(ids->size()) + " articles are too many for one EPUB",
                "select at most " + std::to_string(kMaxChapters) + " with a query or --limit");
  auto file = OutputFile::open(options.path);
  if (!file) return fail(std::move(file.error()));
  if (*format == ExportFormat::kSqlite) {
    const bool is_whole = options.words.empty() && options.limit == kAll;
    return finish(export_database(*config, is_whole ? nullptr : &*ids, *file), *file, terminal,
                  ids->size());
  }
  const SystemClock clock;
  Progress progress(options.progress, ids->size(), terminal, clock);
  const std::string now = iso_time(clock.wall_now()).substr(0, 19) + "Z";
  auto done = write_articles(**archive, *ids, *make_export_output(*format, now), *file, progress);
  progress.hide();
  return finish(std::move(done), *file, terminal, ids->size());
}

}  // namespace

void add_export_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<ExportOptions>();  // shared by the parser and the run
  CLI::App& command =
      add_command(program,
                  {"export", "Write articles of an archive for other programs",
                   "  cuttings export -o ferries.csv ferry after:2026-01-01\n"
                   "  cuttings export -o week.epub after:2026-02-01 site:example.org\n"
                   "  cuttings export -f sqlite -o copy.db     a copy without a log beside it"},
                  [options, &run] { run = [options] { return run_export(*options); }; });
  add_arguments(command, "QUERY", options->words, "Which, in the words of `search`; none: all");
  add_word_choice(
      command, "-f,--format",
      {"txt", "md", "json", "jsonl", "csv", "html", "tei", "epub", "sqlite"},
      [options](std::size_t i) {  // in the order of ExportFormat, after kAuto
        options->format = static_cast<ExportFormat>(i + 1);
      },
      "Default: by the name of -o, else jsonl");
  add_text(command, "-o,--output", options->path, "FILE",
           "Write here; the file appears whole or not at all");
  add_count(command, "--limit", options->limit, kAll, "At most so many, the newest");
  add_store_option(command, options->config, "The archive; default: store.path, archive.db");
  add_progress_option(command, options->progress);
  add_message_options(command, options->messages);
  add_config_options(command, options->config);
}

}  // namespace cuttings
