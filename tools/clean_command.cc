// cuttings clean: cuts the article out of pages that are here already.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>

#include "config/base/folder.h"
#include "config/base/parallel.h"
#include "tools/article_output.h"
#include "tools/batch_memory.h"
#include "tools/clean_pool.h"
#include "tools/command.h"
#include "tools/input_file.h"
#include "tools/input_stream.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/rule_files.h"
#include "tools/run_summary.h"
#include "tools/sandbox.h"
#include "tools/stop_signals.h"
#include "tools/terminal.h"
#include "tools/text_run.h"
#include "tools/warc_pages.h"

namespace cuttings {
namespace {

struct CleanOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> lists;
  std::string url;
  std::string manifest;
  bool is_warc = false;
  bool is_text = false;
  bool is_strict = false;
  std::size_t jobs = 0;  // 0: all cores
  MessageOptions messages;
  OutputOptions output;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
};

WrongDigest what_with_wrong_digests(const CleanOptions& options) {
  return options.is_strict ? WrongDigest::kLeaveOut : WrongDigest::kTake;
}

// Where the pages of a run come from.
struct PageSource {
  std::function<std::optional<Result<PageJob>>()> next;
  std::size_t count = 0;  // 0: not known before the end
  std::shared_ptr<std::vector<Error>> wrong_digests = std::make_shared<std::vector<Error>>();
};

// The inputs as they were named, on the command line and in lists.
Result<std::vector<std::string>> name_inputs(const CleanOptions& options) {
  std::vector<std::string> named = options.inputs;
  for (const std::string& list : options.lists) {
    Result<std::vector<std::string>> lines = read_list(list);
    if (!lines) return fail(std::move(lines.error()));
    named.insert(named.end(), lines->begin(), lines->end());
  }
  if (named.empty() && isatty(STDIN_FILENO) == 1)
    return fail(ErrorCode::kInvalidArgument, "no page given",
                "try: cuttings clean page.html, or cuttings clean --help");
  if (named.empty()) named.emplace_back("-");
  return named;
}

// The folders of a manifest's pages: one right each, where there are thousands of pages.
Result<std::vector<std::string>> folders_of_manifest(const std::string& path) {
  if (is_pipe(path))
    return fail(ErrorCode::kInvalidArgument,
                "the sandbox must know the files of a manifest before it reads the first",
                "give the manifest as a file, or --sandbox off");
  Result<Manifest> manifest = Manifest::open(path);
  if (!manifest) return fail(std::move(manifest.error()));
  std::set<std::string> folders;
  while (const auto job = manifest->next())
    if (*job) folders.insert(folder_of((*job)->path));
  return std::vector<std::string>(folders.begin(), folders.end());
}

// The named inputs in order; of a WARC its pages, one after the other.
class NamedPages {
 public:
  NamedPages(std::vector<std::string> paths, const CleanOptions& options, const Config& config,
             std::vector<Error>& wrong_digests)
      : paths_(std::move(paths)),
        url_(options.url),
        is_warc_(options.is_warc),
        content_type_(options.is_text ? kPlainText : ""),
        limits_(config.fetch),
        wrong_digest_(what_with_wrong_digests(options)),
        wrong_digests_(wrong_digests) {}

  std::optional<Result<PageJob>> next() {
    while (warc_ || at_ < paths_.size()) {
      if (warc_) {
        if (auto page = next_of_warc()) return page;
        continue;
      }
      const std::string& path = paths_[at_++];
      if (!is_warc_ && !is_warc_name(path)) return PageJob{path, path, url_, content_type_};
      auto opened = WarcPages::open(path, limits_, joiner_, wrong_digest_);
      if (!opened) return fail(std::move(opened.error()));
      warc_.emplace(std::move(*opened));
      has_warc_ = true;
    }
    return next_unjoined();
  }

  /// 0 when a WARC is among them: its pages are counted when they come.
  std::size_t count() const {
    for (const std::string& path : paths_)
      if (is_warc_ || is_warc_name(path)) return 0;
    return paths_.size();
  }

 private:
  // Behind the last file.
  std::optional<Result<PageJob>> next_unjoined() {
    if (std::exchange(has_warc_, false) && !is_stop_requested())
      unjoined_ = unjoined_errors(joiner_);
    if (unjoined_.empty()) return std::nullopt;
    Error error = std::move(unjoined_.back());
    unjoined_.pop_back();
    return fail(std::move(error));
  }

  std::optional<Result<PageJob>> next_of_warc() {
    auto fetched = warc_->next();
    if (!fetched) {
      if (auto wrong = warc_->wrong_digests()) wrong_digests_.push_back(std::move(*wrong));
      warc_.reset();
      return std::nullopt;
    }
    if (!*fetched) return fail(std::move(fetched->error()));
    PageJob job{(*fetched)->url, paths_[at_ - 1], (*fetched)->url};
    job.fetched = std::move(**fetched);
    return job;
  }

  std::vector<std::string> paths_;
  std::string url_;
  bool is_warc_;
  std::string content_type_;  // "": each file's own
  FetchOptions limits_;
  WrongDigest wrong_digest_;
  std::vector<Error>& wrong_digests_;  // one a file
  std::size_t at_ = 0;
  SegmentJoiner joiner_;
  std::optional<WarcPages> warc_;
  bool has_warc_ = false;
  std::vector<Error> unjoined_;  // not told yet
};

Result<PageSource> open_source(const CleanOptions& options, const Config& config,
                               const std::vector<std::string>& named) {
  if (!options.manifest.empty()) {
    Result<Manifest> opened = Manifest::open(options.manifest);
    if (!opened) return fail(std::move(opened.error()));
    auto manifest = std::make_shared<Manifest>(std::move(*opened));  // std::function copies
    return PageSource{[manifest] { return manifest->next(); }, 0};
  }
  Result<std::vector<std::string>> paths = expand_folders(named);
  if (!paths) return fail(std::move(paths.error()));
  PageSource source;
  auto pages = std::make_shared<NamedPages>(std::move(*paths), options, config,
                                            *source.wrong_digests);  // as above
  source.next = [pages, kept = source.wrong_digests] { return pages->next(); };
  source.count = pages->count();
  return source;
}

/// What the run's texts share: of a manifest that can be read twice, of files but not of WARCs.
Result<TextRepeats> learn_from_texts(const CleanOptions& options, const Config& config,
                                     const std::vector<std::string>& named) {
  const bool is_manifest = !options.manifest.empty();
  if (options.is_warc || (is_manifest && is_pipe(options.manifest))) return TextRepeats();
  Result<PageSource> again = open_source(options, config, named);
  if (!again) return fail(std::move(again.error()));
  if (options.manifest.empty() && again->count < 2) return TextRepeats();  // one page, or a WARC
  return learn_text_repeats(again->next, config.extract.limits.max_page_bytes);
}

std::size_t thread_count(const CleanOptions& options, Format format, const PageSource& source) {
  if (format != Format::kJsonl || source.count == 1) return 1;  // the others need their order
  return threads_or_cores(options.jobs);
}

// From here on nothing is read but the inputs, and nothing sent.
Result<void> enter_sandbox_of(const CleanOptions& options, const Config& config,
                              const std::vector<std::string>& named) {
  if (config.process.sandbox == SandboxWhen::kOff) return {};
  SandboxPaths paths = sandbox_paths(config, /*has_store=*/false);
  paths.readable.insert(paths.readable.end(), named.begin(), named.end());
  if (!options.manifest.empty()) {
    Result<std::vector<std::string>> folders = folders_of_manifest(options.manifest);
    if (!folders) return fail(std::move(folders.error()));
    paths.readable.push_back(options.manifest);
    paths.readable.insert(paths.readable.end(), folders->begin(), folders->end());
  }
  if (!options.output.path.empty()) paths.writable.push_back(output_folder(options.output.path));
  return enter_sandbox(config.process.sandbox, paths, SandboxNetwork::kNone);
}

// What has been done so far; the pool calls it from one thread at a time.
class CleanRun {
 public:
  CleanRun(const Terminal& terminal, OutputFile& file, Progress& progress, bool lists_failures)
      : terminal_(terminal), file_(file), progress_(progress), lists_failures_(lists_failures) {}

  bool take(const CleanedPage& page) {
    const PageReading& reading = page.reading;
    tally_.add(reading.code);
    if (!reading.is_article() && (lists_failures_ || page.job.path.empty())) {
      progress_.hide();
      terminal_.error(reading.error);
    }
    if (reading.is_article()) kept_ = reading.extraction.block_counts;
    progress_.add(reading.is_article() ? Progress::Outcome::kOk : Progress::Outcome::kFailed,
                  page.job.id);
    status_ = file_.write(page.row);
    return status_.has_value();
  }

  /// After the last page.
  void tell_of(const std::vector<Error>& wrong_digests, WrongDigest what) {
    for (const Error& wrong : wrong_digests) {
      terminal_.error(wrong);
      if (what == WrongDigest::kLeaveOut) tally_.add(ExitCode::kInput);
    }
  }

  const ExitTally& tally() const { return tally_; }
  const std::optional<KeptBlocks>& kept() const { return kept_; }
  Result<void>& status() { return status_; }

 private:
  const Terminal& terminal_;
  OutputFile& file_;
  Progress& progress_;
  bool lists_failures_;
  ExitTally tally_;
  std::optional<KeptBlocks> kept_;
  Result<void> status_;
};

Result<ExitCode> run_clean(const CleanOptions& options) {
  keep_freed_memory();
  const Terminal terminal = options.messages.terminal();
  Result<Config> config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  Result<std::vector<std::string>> named;
  if (options.manifest.empty()) named = name_inputs(options);
  if (!named) return fail(std::move(named.error()));
  if (auto ok = enter_sandbox_of(options, *config, *named); !ok) return fail(std::move(ok.error()));
  Result<PageSource> source = open_source(options, *config, *named);
  if (!source) return fail(std::move(source.error()));
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  Result<TextRepeats> texts = learn_from_texts(options, *config, *named);
  if (!texts) return fail(std::move(texts.error()));
  Result<OutputFile> file = OutputFile::open(options.output.path);
  if (!file) return fail(std::move(file.error()));

  const bool is_terminal = file->is_stdout() && terminal.stdout_is_terminal();
  const Format format = choose_format(options.output.format, options.output.path, is_terminal);
  const bool is_single = source->count == 1;
  ArticleOutput output(
      format, is_single ? InputCount::kOne : InputCount::kSeveral,
      is_terminal ? ArticleOutput::Target::kTerminal : ArticleOutput::Target::kFile);
  const SystemClock clock;
  const SteadyTime started = clock.steady_now();
  Progress progress(options.progress, source->count, terminal, clock);
  // A manifest's failures stand in its rows: thousands of lines would hide what matters.
  CleanRun run(terminal, *file, progress, options.manifest.empty() || terminal.is_verbose());

  Result<void> written = file->write(output.begin());
  CleanPool pool;
  pool.next = source->next;
  pool.render = [&output](const PageJob& job, const PageReading& reading) {
    if (reading.is_article()) return output.article(reading.extraction.article, job.id);
    const std::string message = describe(reading.error);
    return output.failure({job.id, job.url, reading.error_kind, message, reading.page()});
  };
  pool.take = [&run](const CleanedPage& page) { return run.take(page); };
  pool.thread_count = thread_count(options, format, *source);
  if (written) clean_pages(pool, config->extract, {nullptr, &rules->rules, &*texts});
  progress.hide();
  run.tell_of(*source->wrong_digests, what_with_wrong_digests(options));
  if (written) written = std::move(run.status());
  if (written) written = file->write(output.end());

  const double seconds = std::chrono::duration<double>(clock.steady_now() - started).count();
  const std::size_t done = run.tally().ok_count() + run.tally().failed_count();
  std::string only_input = is_single && !options.inputs.empty() ? options.inputs.front() : "";
  return finish_run({terminal, *file, run.tally(), std::max(source->count, done), seconds,
                     run.kept(), std::move(only_input), output.keeps_failures()},
                    std::move(written));
}

}  // namespace

void add_clean_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<CleanOptions>();  // shared by the parser and the run
  CLI::App& clean =
      add_command(program,
                  {"clean", "Cut the article out of pages you already have",
                   "  cuttings clean page.html\n"
                   "  curl -s URL | cuttings clean --url URL -f json\n"
                   "  cuttings clean -f jsonl crawl.warc.gz > articles.jsonl\n"
                   "  cuttings clean --manifest pages.jsonl -f jsonl -o articles.jsonl"},
                  [options, &run] { run = [options] { return run_clean(*options); }; });
  add_arguments(
      clean, "INPUT", options->inputs,
      "Files or folders of pages, WARC (plain, .gz, .zst) or WACZ files; - is stdin (default)");
  add_list_option(clean, options->lists, "Also clean the files in this list, one a line");
  add_page_url(clean, options->url, "Where the page came from: resolves its links");
  add_text(clean, "--manifest", options->manifest, "M.jsonl",
           "Clean the pages of this file: {\"id\",\"path\",\"url\",\"content_type\"} a line; with "
           "-f jsonl one object "
           "a line comes back, in any order, with \"error\" where a page failed");
  add_switch(clean, "--warc", options->is_warc,
             "The inputs are WARC or WACZ, whatever they are called, stdin too");
  add_switch(clean, "--text", options->is_text,
             "The inputs are plain text, whatever they are called, stdin too");
  add_switch(clean, "--strict", options->is_strict,
             "Leave out records of a WARC whose digests are wrong, and all behind a damaged one");
  add_count(clean, "-j,--jobs", options->jobs, 256, "Threads for jsonl; default: all cores");
  add_output_options(clean, options->output);
  add_sandbox_option(clean, options->config);
  add_progress_option(clean, options->progress);
  add_message_options(clean, options->messages);
  add_rules_option(clean, options->config);
  add_config_options(clean, options->config);
}

}  // namespace cuttings
