// cuttings import: takes the pages of WARC and WACZ files into an archive.
#include <memory>

#include "config/base/parallel.h"
#include "config/base/url.h"
#include "crawler/page_directives.h"
#include "crawler/robots.h"
#include "crawler/stored_site_memory.h"
#include "storage/article_store.h"
#include "storage/frontier_store.h"
#include "tools/batch_memory.h"
#include "tools/capture_of.h"
#include "tools/command.h"
#include "tools/input_file.h"
#include "tools/keep_in_groups.h"
#include "tools/options.h"
#include "tools/options_hash.h"
#include "tools/page_reading.h"
#include "tools/parser.h"
#include "tools/progress.h"
#include "tools/rule_files.h"
#include "tools/sandbox.h"
#include "tools/stop_signals.h"
#include "tools/warc_pages.h"

namespace cuttings {
namespace {

constexpr std::size_t kGroupPages = 100;  // read by all threads, then kept in one transaction
constexpr std::size_t kMaxUrlShown = 200;
constexpr std::size_t kGroupBytes = 16 << 20;  // of bodies: bounds what is in memory

struct ImportOptions {
  std::vector<std::string> paths;
  std::vector<std::string> lists;
  std::size_t jobs = 0;  // 0: all cores
  bool is_strict = false;
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
};

// Pages in the order of their file, and what ended it.
struct PageGroup {
  std::vector<FetchResult> pages;
  std::optional<Error> error;  // behind them
};

// Reads what is kept in one group; empty at the end of the file.
Result<std::optional<PageGroup>> read_group(WarcPages& file) {
  PageGroup group;
  std::size_t bytes = 0;
  while (group.pages.size() < kGroupPages && bytes < kGroupBytes && !is_stop_requested()) {
    auto fetched = file.next();
    if (!fetched) break;
    if (!*fetched) {
      group.error = std::move(fetched->error());
      return group;
    }
    bytes += (*fetched)->body.size();
    group.pages.push_back(std::move(**fetched));
  }
  if (group.pages.empty()) return std::nullopt;
  return group;
}

// Keeps pages in groups, each read by all threads and durable before the next: so every page is
// read with the same knowledge of its site, however many threads there are. The file's next group
// is unpacked meanwhile.
class Import {
 public:
  Import(ArticleStore& store, FrontierReader& reader, SiteKnowledge site, const Config& config,
         const ImportOptions& options, const Terminal& terminal, Progress& progress)
      : store_(store),
        reader_(reader),
        site_(site),
        config_(config),
        thread_count_(threads_or_cores(options.jobs)),
        wrong_digest_(options.is_strict ? WrongDigest::kLeaveOut : WrongDigest::kTake),
        terminal_(terminal),
        progress_(progress) {}

  /// Error: of the store, which ends the run. A broken file is told and counted.
  Result<void> take_file(const std::string& path) {
    auto pages = WarcPages::open(path, config_.fetch, joiner_, wrong_digest_);
    if (!pages) {
      refuse(pages.error());
      return {};
    }
    auto kept = keep_in_groups<PageGroup>([&] { return read_group(*pages); },
                                          [&](PageGroup& group) { return take_group(group); });
    if (const auto wrong = pages->wrong_digests()) tell_of(*wrong);
    return kept;
  }

  /// After the last file.
  void tell_of_unjoined() {
    for (const Error& error : unjoined_errors(joiner_)) refuse(error);
  }

  const ExitTally& tally() const { return tally_; }
  std::string summary() const {
    return std::to_string(tally_.ok_count()) + " articles kept · " + std::to_string(known_) +
           " pages were here already · " + std::to_string(tally_.failed_count()) +
           " without an article";
  }

 private:
  enum class Stored { kNot, kUnread, kRead };

  // One page between its file and the store.
  struct Work {
    FetchResult fetched;
    Stored stored = Stored::kNot;
    Capture capture = {};
    ExitCode code = ExitCode::kOk;
  };

  Result<void> take_group(PageGroup& group) {
    std::vector<Work> work;
    for (FetchResult& fetched : group.pages) {
      if (!Url::parse(
              fetched.url)) {  // "http://host:99999/": some tools record what they were told
        refuse({ErrorCode::kParse, "not a URL: " + fetched.url.substr(0, kMaxUrlShown),
                "the page is not taken"});
        continue;
      }
      auto stored = stored_as(fetched);
      if (!stored) return fail(std::move(stored.error()));
      if (*stored == Stored::kRead)
        ++known_;
      else
        work.push_back({std::move(fetched), *stored});
    }
    for_each_in_parallel(work.size(), thread_count_, [&](std::size_t i) { read_one(work[i]); });
    if (auto ok = keep(work); !ok) return ok;
    if (group.error) refuse(*group.error);
    return {};
  }

  void read_one(Work& work) const {
    ExtractOptions options = config_.extract;
    options.collect_links = work.stored == Stored::kUnread;  // the page's wishes come with them
    PageReading reading = read_fetch(work.fetched, options, site_);
    if (work.stored == Stored::kUnread) obey_page(work.fetched, reading);
    work.code = reading.code;
    work.capture = capture_of(std::move(work.fetched), std::move(reading));
  }

  Result<void> keep(std::vector<Work>& work) {
    std::vector<Capture> captures;
    for (Work& one : work) {
      const bool is_article = one.code == ExitCode::kOk;
      if (!is_article) terminal_.detail(one.capture.fetch.error);
      tally_.add(one.code);
      progress_.add(is_article ? Progress::Outcome::kOk : Progress::Outcome::kFailed,
                    one.capture.fetch.url);
      captures.push_back(std::move(one.capture));
    }
    if (captures.empty()) return {};
    auto saved = store_.save_batch(captures);
    if (!saved) return fail(std::move(saved.error()));
    return {};
  }

  /// kUnread: crawl run --fetch-only left it so.
  Result<Stored> stored_as(const FetchResult& fetched) {
    auto is_known = store_.has_fetch(fetched.url, fetched.started_at);
    if (is_known && *is_known) is_known = reader_.was_read(fetched.url, fetched.started_at);
    if (!is_known) return fail(std::move(is_known.error()));
    if (*is_known) return Stored::kRead;
    auto last = reader_.last_fetch(fetched.url);
    if (!last) return fail(std::move(last.error()));
    return *last && (*last)->error == kNotReadYet ? Stored::kUnread : Stored::kNot;
  }

  /// What a crawl would have obeyed, had it read the page: its wish not to be kept as an article.
  void obey_page(const FetchResult& fetched, PageReading& reading) const {
    const PageDirectives said = read_directives(fetched, reading.extraction.directives,
                                                robots_product_token(config_.fetch.user_agent));
    const bool is_refused = (said.noarchive && config_.crawl.obey_noarchive) ||
                            (said.noindex && config_.crawl.obey_noindex);
    if (!is_refused || !reading.is_article()) return;
    reading.code = ExitCode::kForbidden;
    reading.error_kind = said.noarchive ? "noarchive" : "noindex";
    reading.error.message = fetched.url + " says " + reading.error_kind + " and is not kept";
  }

  // What was taken all the same is no failure.
  void tell_of(const Error& wrong_digests) {
    if (wrong_digest_ == WrongDigest::kLeaveOut) return refuse(wrong_digests);
    progress_.hide();
    terminal_.error(wrong_digests);
  }

  void refuse(const Error& error) {
    progress_.hide();
    terminal_.error(error);
    tally_.add(ExitCode::kInput);
  }

  ArticleStore& store_;
  FrontierReader& reader_;
  SiteKnowledge site_;
  const Config& config_;
  std::size_t thread_count_;
  WrongDigest wrong_digest_;
  SegmentJoiner joiner_;
  const Terminal& terminal_;
  Progress& progress_;
  ExitTally tally_;
  std::size_t known_ = 0;
};

Result<ExitCode> run_import(const ImportOptions& options) {
  keep_freed_memory();
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  std::vector<std::string> paths = options.paths;
  for (const std::string& list : options.lists) {
    auto lines = read_list(list);
    if (!lines) return fail(std::move(lines.error()));
    paths.insert(paths.end(), lines->begin(), lines->end());
  }
  if (paths.empty())
    return fail(ErrorCode::kInvalidArgument, "no file given",
                "try: cuttings import --store archive.db crawl.warc.gz");
  SandboxPaths rights = sandbox_paths(*config, /*has_store=*/true);
  rights.readable.insert(rights.readable.end(), paths.begin(), paths.end());
  if (auto ok = enter_sandbox(config->process.sandbox, rights, SandboxNetwork::kNone); !ok)
    return fail(std::move(ok.error()));
  const SystemClock clock;
  auto store = ArticleStore::open(config->store, clock);
  if (!store) return fail(std::move(store.error()));
  auto reader = FrontierReader::open(config->store);
  if (!reader) return fail(std::move(reader.error()));
  auto memory = StoredSiteMemory::open(config->store);
  if (!memory) return fail(std::move(memory.error()));
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  (*store)->set_options_hash(options_hash(config->extract, rules->digest));
  Progress progress(options.progress, 0, terminal, clock);
  Import import(**store, **reader, {memory->get(), &rules->rules}, *config, options, terminal,
                progress);
  for (const std::string& path : paths)
    if (auto ok = import.take_file(path); !ok) return fail(std::move(ok.error()));
  if (!is_stop_requested()) import.tell_of_unjoined();
  progress.hide();
  terminal.note(import.summary());
  if (is_stop_requested()) return stop_exit_code();
  return import.tally().total();
}

}  // namespace

void add_import_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<ImportOptions>();  // shared by the parser and the run
  CLI::App& import = add_command(
      program,
      {"import", "Take the pages of WARC and WACZ files into an archive",
       "  cuttings import --store archive.db crawl.warc.gz site.wacz\n"
       "  curl -s URL | cuttings import --store archive.db -\n"
       "Pages that are in the archive are not taken twice: after a stop, run it again."},
      [options, &run] { run = [options] { return run_import(*options); }; });
  add_arguments(import, "FILE", options->paths,
                "WARC files (plain, .gz, .zst) or WACZ files; - is stdin");
  add_list_option(import, options->lists, "Also import the files in this list, one a line");
  add_switch(import, "--strict", options->is_strict,
             "Leave out records whose digests are wrong, and all behind a damaged one");
  add_count(import, "-j,--jobs", options->jobs, 256, "Threads; default: all cores");
  add_store_option(import, options->config, "The archive; default: store.path, archive.db");
  add_sandbox_option(import, options->config);
  add_progress_option(import, options->progress);
  add_message_options(import, options->messages);
  add_config_options(import, options->config);
}

}  // namespace cuttings
