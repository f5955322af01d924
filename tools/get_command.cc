// cuttings get: fetches pages, prints their articles, keeps them when asked to.
#include <chrono>
#include <filesystem>
#include <memory>

#include "config/base/folder.h"
#include "config/base/text.h"
#include "crawler/engine/fetch_session.h"
#include "crawler/stored_site_memory.h"
#include "storage/article_store.h"
#include "tools/article_output.h"
#include "tools/capture_of.h"
#include "tools/command.h"
#include "tools/input_file.h"
#include "tools/options.h"
#include "tools/options_hash.h"
#include "tools/output_file.h"
#include "tools/page_chains.h"
#include "tools/page_reading.h"
#include "tools/parser.h"
#include "tools/progress.h"
#include "tools/rule_files.h"
#include "tools/run_summary.h"
#include "tools/sandbox.h"
#include "tools/stop_signals.h"
#include "tools/terminal.h"

namespace cuttings {
namespace {

struct GetOptions {
  std::vector<std::string> urls;
  std::vector<std::string> lists;
  MessageOptions messages;
  OutputOptions output;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
  bool is_one_page = false;
};

// One run of `get`: takes fetches as they end, prints and keeps them.
class GetRun {
 public:
  GetRun(const Config& config, const Terminal& terminal, OutputFile& file, ArticleOutput& output,
         ArticleStore* store, SiteKnowledge site, Progress& progress, bool is_one_page)
      : config_(config),
        terminal_(terminal),
        file_(file),
        output_(output),
        store_(store),
        site_(site),
        progress_(progress),
        is_one_page_(is_one_page) {}

  // The first of our own errors (a full disk, a locked store); later pages are not taken.
  const Result<void>& status() const { return status_; }
  const ExitTally& tally() const { return tally_; }
  // The last article's account, for the line under a single article.
  const std::optional<KeptBlocks>& kept() const { return kept_; }

  bool take(FetchResult fetched) {
    if (!status_) return false;
    const bool is_cancelled = fetched.error == FetchError::kCancelled;
    if (is_cancelled && !chains_.waits_for(fetched.url)) return true;  // the stop says so
    PageReading reading = read_fetch(fetched, config_.extract, site_);
    if (is_one_page_) reading.extraction.further = {};
    auto article = chains_.take(std::move(fetched), std::move(reading));
    return !article || finish(*article);
  }

  // Further pages of articles that were taken: to be fetched in another round.
  std::vector<FetchRequest> wanted() { return chains_.wanted(); }

  // Takes what articles have whose further pages will not come.
  void give_up() {
    for (const WholeArticle& article : chains_.give_up())
      if (status_) finish(article);
  }

  Result<void> refuse(const std::string& url, const Error& error) {
    progress_.hide();
    terminal_.error(error);
    tally_.add(ExitCode::kUsage);
    progress_.add(Progress::Outcome::kFailed, url);
    const std::string message = describe(error);
    return file_.write(output_.failure({url, url, "invalid_url", message}));
  }

 private:
  bool finish(const WholeArticle& article) {
    const auto& [fetched, reading] = article.first;
    for (const ReadPage& part : article.parts)
      if (status_) status_ = keep_part(part);
    if (status_) status_ = keep(fetched, reading);
    if (status_) status_ = print(fetched, reading);
    if (!status_) return false;
    if (!article.missing.empty()) {
      progress_.hide();
      terminal_.note(article.missing);
    }
    tally_.add(reading.code);
    progress_.add(reading.is_article() ? Progress::Outcome::kOk : Progress::Outcome::kFailed,
                  fetched.url);
    return true;
  }

  // A further page is kept as bytes: its text is in the article of the first page.
  Result<void> keep_part(const ReadPage& part) {
    if (store_ == nullptr) return {};
    Capture capture = capture_of(part.fetched, part.reading);
    capture.article.reset();
    Result<Saved> saved = store_->save(std::move(capture));
    if (!saved) return fail(std::move(saved.error()));
    return {};
  }

  Result<void> keep(const FetchResult& fetched, const PageReading& reading) {
    if (store_ == nullptr) return {};
    Result<Saved> saved = store_->save(capture_of(fetched, reading));
    if (!saved) return fail(std::move(saved.error()));
    std::string line = fetched.url;
    line += ": " + std::string(save_outcome_name(saved->outcome));
    if (saved->version > 0) line += ", version " + std::to_string(saved->version);
    terminal_.detail(line);
    return {};
  }

  Result<void> print(const FetchResult& fetched, const PageReading& reading) {
    if (!reading.is_article()) {
      progress_.hide();
      terminal_.error(reading.error);
      const std::string message = describe(reading.error);
      return file_.write(output_.failure(
          {fetched.url, fetched.final_url, reading.error_kind, message, reading.page()}));
    }
    kept_ = reading.extraction.block_counts;
    if (Result<void> done = file_.write(output_.article(reading.extraction.article, fetched.url));
        !done)
      return done;
    return file_.is_stdout() ? file_.flush() : Result<void>();  // a reader need not wait
  }

  const Config& config_;
  const Terminal& terminal_;
  OutputFile& file_;
  ArticleOutput& output_;
  ArticleStore* store_;
  SiteKnowledge site_;
  Progress& progress_;
  bool is_one_page_;
  PageChains chains_;
  ExitTally tally_;
  std::optional<KeptBlocks> kept_;
  Result<void> status_;
};

// Adds what a person leaves out: "example.org/page" is meant as https.
std::string with_scheme(const std::string& typed) {
  return typed.find("://") == std::string::npos ? "https://" + typed : typed;
}

Result<std::vector<std::string>> gather_urls(const GetOptions& options) {
  std::vector<std::string> urls;
  std::vector<std::string> lists = options.lists;
  for (const std::string& url : options.urls) {
    if (url == "-")
      lists.push_back(url);
    else
      urls.push_back(url);
  }
  for (const std::string& list : lists) {
    Result<std::vector<std::string>> lines = read_list(list);
    if (!lines) return fail(std::move(lines.error()));
    urls.insert(urls.end(), lines->begin(), lines->end());
  }
  if (urls.empty())
    return fail(ErrorCode::kInvalidArgument, "no URL given",
                "try: cuttings get https://example.org/page");
  return urls;
}

Result<Url> parse_typed_url(const std::string& typed) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(typed, ignored))
    return fail(ErrorCode::kInvalidArgument, typed + " is a file, not a URL",
                "use: cuttings clean " + typed);
  Result<Url> url = Url::parse(with_scheme(typed));
  if (!url) return fail(std::move(url.error()), "not a URL: " + typed);
  return url;
}

void wake_session(void* session) { static_cast<FetchSession*>(session)->request_stop(); }

/// The archive that pages are kept in, and what it knows of their sites.
struct KeepingStore {
  std::unique_ptr<ArticleStore> articles;  ///< null: nothing is kept
  std::unique_ptr<StoredSiteMemory> memory;
};

Result<KeepingStore> open_store(const GetOptions& options, const Config& config,
                                const Clock& clock) {
  if (options.config.store_path.empty()) return KeepingStore();
  auto articles = ArticleStore::open(config.store, clock);
  if (!articles) return fail(std::move(articles.error()));
  auto memory = StoredSiteMemory::open(config.store);
  if (!memory) return fail(std::move(memory.error()));
  return KeepingStore{std::move(*articles), std::move(*memory)};
}

/// Fetches what was typed, and the further pages that `run` wants then. The error of the output.
Result<void> fetch_all(const std::vector<std::string>& typed, const Config& config,
                       const Clock& clock, GetRun& run) {
  std::vector<FetchRequest> requests;
  for (const std::string& word : typed) {
    Result<Url> url = parse_typed_url(word);
    if (url)
      requests.push_back({url->href()});
    else if (Result<void> wrote = run.refuse(word, url.error()); !wrote)
      return wrote;
  }
  FetchSession session(config.fetch, clock);
  const StopListener listener(wake_session, &session);
  while (!requests.empty()) {
    session.run(std::move(requests), [&](FetchResult fetched) {
      if (!run.take(std::move(fetched))) session.request_stop();
    });
    requests = is_stop_requested() || !run.status() ? std::vector<FetchRequest>() : run.wanted();
  }
  return {};
}

Result<ExitCode> run_get(const GetOptions& options) {
  const Terminal terminal = options.messages.terminal();
  Result<Config> config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  Result<std::vector<std::string>> urls = gather_urls(options);
  if (!urls) return fail(std::move(urls.error()));

  SandboxPaths paths = sandbox_paths(*config, !options.config.store_path.empty());
  if (!options.output.path.empty()) paths.writable.push_back(output_folder(options.output.path));
  if (auto ok = enter_sandbox(config->process.sandbox, paths, SandboxNetwork::kOpen); !ok)
    return fail(ok.error());

  const SystemClock clock;
  auto store = open_store(options, *config, clock);
  if (!store) return fail(std::move(store.error()));
  config->extract.find_further_pages = true;
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  if (store->articles)
    store->articles->set_options_hash(options_hash(config->extract, rules->digest));
  Result<OutputFile> file = OutputFile::open(options.output.path);
  if (!file) return fail(std::move(file.error()));
  const bool is_terminal = file->is_stdout() && terminal.stdout_is_terminal();
  ArticleOutput output(
      choose_format(options.output.format, options.output.path, is_terminal),
      urls->size() == 1 ? InputCount::kOne : InputCount::kSeveral,
      is_terminal ? ArticleOutput::Target::kTerminal : ArticleOutput::Target::kFile);
  Progress progress(options.progress, urls->size(), terminal, clock);
  GetRun run(*config, terminal, *file, output, store->articles.get(),
             {store->memory.get(), &rules->rules}, progress, options.is_one_page);

  const SteadyTime started = clock.steady_now();
  Result<void> wrote = file->write(output.begin());
  if (wrote) wrote = fetch_all(*urls, *config, clock, run);
  run.give_up();
  progress.hide();
  if (wrote) wrote = run.status();
  if (wrote) wrote = file->write(output.end());
  const double seconds = std::chrono::duration<double>(clock.steady_now() - started).count();
  return finish_run({terminal, *file, run.tally(), urls->size(), seconds, run.kept(),
                     urls->size() == 1 ? urls->front() : "", output.keeps_failures()},
                    std::move(wrote));
}

}  // namespace

void add_get_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<GetOptions>();  // shared by the parser and the run
  CLI::App& get = add_command(
      program,
      {"get", "Fetch pages and print their articles",
       "  cuttings get https://example.org/2026/ferry\n"
       "  cuttings get -f jsonl -i urls.txt > articles.jsonl\n"
       "  cuttings get --store archive.db -f md -o ferry.md https://example.org/2026/ferry"},
      [options, &run] { run = [options] { return run_get(*options); }; });
  add_arguments(get, "URL", options->urls, "Pages to fetch; - reads a list from stdin");
  add_list_option(get, options->lists, "Also fetch the URLs in this file, one a line");
  add_output_options(get, options->output);
  add_switch(get, "--one-page", options->is_one_page,
             "Do not fetch an article's further pages (rel=next, site rules)");
  add_store_option(get, options->config, "Keep article, versions and raw bytes in this archive");
  add_network_options(get, options->config);
  add_sandbox_option(get, options->config);
  add_progress_option(get, options->progress);
  add_message_options(get, options->messages);
  add_rules_option(get, options->config);
  add_config_options(get, options->config);
}

}  // namespace cuttings
