// cuttings import: takes the pages of WARC and WACZ files into an archive.
#include <memory>

#include "crawler/page_directives.h"
#include "crawler/robots.h"
#include "crawler/stored_site_memory.h"
#include "storage/article_store.h"
#include "storage/frontier_store.h"
#include "tools/capture_of.h"
#include "tools/command.h"
#include "tools/input_file.h"
#include "tools/options.h"
#include "tools/page_reading.h"
#include "tools/parser.h"
#include "tools/progress.h"
#include "tools/rule_files.h"
#include "tools/stop_signals.h"
#include "tools/warc_pages.h"

namespace cuttings {
namespace {

constexpr std::size_t kBatchPages = 100;
constexpr std::size_t kBatchBytes = 16 << 20;  // of bodies: bounds what waits for its commit

struct ImportOptions {
  std::vector<std::string> paths;
  std::vector<std::string> lists;
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
};

// Gathers captures and keeps them in groups, each durable before the next begins.
class Import {
 public:
  Import(ArticleStore& store, FrontierReader& reader, SiteKnowledge site, const Config& config,
         const Terminal& terminal, Progress& progress)
      : store_(store),
        reader_(reader),
        site_(site),
        config_(config),
        terminal_(terminal),
        progress_(progress) {}

  /// Error: of the store, which ends the run. A broken file is told and counted.
  Result<void> take_file(const std::string& path) {
    auto pages = WarcPages::open(path, config_.fetch);
    if (!pages) {
      refuse(pages.error());
      return {};
    }
    while (!is_stop_requested()) {
      auto fetched = pages->next();
      if (!fetched) break;
      if (!*fetched)
        refuse(fetched->error());
      else if (auto ok = take_page(**fetched); !ok)
        return ok;
    }
    return flush();
  }

  const ExitTally& tally() const { return tally_; }
  std::string summary() const {
    return std::to_string(tally_.ok_count()) + " articles kept · " + std::to_string(known_) +
           " pages were here already · " + std::to_string(tally_.failed_count()) +
           " without an article";
  }

 private:
  Result<void> take_page(const FetchResult& fetched) {
    auto stored = stored_as(fetched);
    if (!stored) return fail(std::move(stored.error()));
    if (*stored == Stored::kRead) {
      ++known_;
      return {};
    }
    ExtractOptions options = config_.extract;
    options.collect_links = *stored == Stored::kUnread;  // the page's wishes come with them
    PageReading reading = read_fetch(fetched, options, site_);
    if (*stored == Stored::kUnread) obey_page(fetched, reading);
    if (!reading.is_article()) terminal_.detail(reading.error.message);
    tally_.add(reading.code);
    progress_.add(reading.is_article() ? Progress::Outcome::kOk : Progress::Outcome::kFailed,
                  fetched.url);
    waiting_.push_back(capture_of(fetched, reading));
    waiting_bytes_ += fetched.body.size();
    const bool is_full = waiting_.size() >= kBatchPages || waiting_bytes_ >= kBatchBytes;
    return is_full ? flush() : Result<void>();
  }

  enum class Stored { kNot, kUnread, kRead };

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

  Result<void> flush() {
    if (waiting_.empty()) return {};
    auto saved = store_.save_batch(waiting_);
    if (!saved) return fail(std::move(saved.error()));
    waiting_.clear();
    waiting_bytes_ = 0;
    return {};
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
  const Terminal& terminal_;
  Progress& progress_;
  ExitTally tally_;
  std::vector<Capture> waiting_;
  std::size_t waiting_bytes_ = 0, known_ = 0;
};

Result<ExitCode> run_import(const ImportOptions& options) {
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
  const SystemClock clock;
  auto store = ArticleStore::open(config->store, clock);
  if (!store) return fail(std::move(store.error()));
  auto reader = FrontierReader::open(config->store);
  if (!reader) return fail(std::move(reader.error()));
  auto memory = StoredSiteMemory::open(config->store);
  if (!memory) return fail(std::move(memory.error()));
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  Progress progress(options.progress, 0, terminal, clock);
  Import import(**store, **reader, {memory->get(), &rules->rules}, *config, terminal, progress);
  for (const std::string& path : paths)
    if (auto ok = import.take_file(path); !ok) return fail(std::move(ok.error()));
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
  add_store_option(import, options->config, "The archive; default: store.path, archive.db");
  add_progress_option(import, options->progress);
  add_message_options(import, options->messages);
  add_config_options(import, options->config);
}

}  // namespace cuttings
