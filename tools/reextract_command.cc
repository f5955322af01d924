// cuttings reextract: runs today's extractor over the bytes an archive holds.
#include <memory>
#include <mutex>
#include <optional>

#include "config/base/parallel.h"
#include "config/base/text.h"
#include "crawler/engine/stored_response.h"
#include "crawler/frozen_site_memory.h"
#include "extractor/further_pages.h"
#include "extractor/render/json_writer.h"
#include "storage/article_store.h"
#include "storage/stored_pages.h"
#include "storage/warc/read_record.h"
#include "storage/warc/warc_directory.h"
#include "tools/batch_memory.h"
#include "tools/command.h"
#include "tools/gold_pages.h"
#include "tools/keep_in_groups.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/options_hash.h"
#include "tools/output_file.h"
#include "tools/page_reading.h"
#include "tools/parser.h"
#include "tools/progress.h"
#include "tools/rule_files.h"
#include "tools/sandbox.h"
#include "tools/stop_signals.h"
#include "tools/version.h"

namespace cuttings {
namespace {

constexpr std::size_t kGroupPages = 64;  // read by all threads, then kept in one transaction
constexpr std::size_t kSamples = 20;

struct ReextractOptions {
  StoredPageFilter filter;
  std::size_t jobs = 0;  // 0: all cores
  std::string gold;      // folder of gold pages; "": that of the configuration
  bool allows_worse = false;
  bool is_json = false;
  MessageOptions messages;
  ConfigOptions config;
  ProgressStyle progress = ProgressStyle::kAuto;
};

struct Sample {
  std::string url;
  Reread reread;
};

struct Report {
  std::size_t read = 0, changed = 0, without_article = 0, unreadable = 0;
  std::vector<Sample> samples;  // the first that changed
};

// One page between its bytes and the store.
struct Work {
  StoredPage page;
  PageReading reading;
  Error error;  // why its bytes could not be read; empty message: they could
};
using Works = std::vector<Work>;

class Reextraction {
 public:
  Reextraction(const ReextractOptions& options, const Config& config, StoredPages& pages,
               SiteKnowledge site, const std::string& rules_digest, const Terminal& terminal)
      : options_(options),
        config_(config),
        pages_(pages),
        site_(site),
        terminal_(terminal),
        warc_directory_(warc_directory(config.store)),
        hash_(options_hash(config.extract, rules_digest)),
        job_(read_by() + " " + options.filter.hostname + " " + options.filter.url + " ") {}

  Result<void> run(ArticleStore& store, Progress& progress) {
    auto begun = pages_.progress();
    if (!begun) return fail(std::move(begun.error()));
    std::int64_t after = resume_point(*begun);
    if (after > 0) terminal_.note("going on after article " + std::to_string(after));
    auto kept = keep_in_groups<Works>([&] { return read_group(after); },
                                      [&](Works& group) { return keep(store, group, progress); });
    if (!kept || is_stop_requested()) return kept;
    return finish(store);
  }

  const Report& report() const { return report_; }
  /// The program and the options it reads with.
  std::string read_by() const { return std::string(kVersion) + " " + hash_; }

 private:
  // Another version, other options or another selection begin from the start.
  std::int64_t resume_point(const std::string& begun) const {
    return begun.starts_with(job_) ? std::atoll(begun.c_str() + job_.size()) : 0;
  }

  // The articles behind `after`, which goes on; empty when there are none.
  Result<std::optional<Works>> read_group(std::int64_t& after) const {
    auto pages = pages_.next(options_.filter, after, kGroupPages);
    if (!pages) return fail(std::move(pages.error()));
    if (pages->empty()) return std::nullopt;
    after = pages->back().article_id;
    Works group;
    for (StoredPage& page : *pages) group.push_back({std::move(page), {}, {}});
    for_each_in_parallel(group.size(), threads_or_cores(options_.jobs),
                         [&](std::size_t i) { read_one(group[i]); });
    return group;
  }

  void read_one(Work& work) const {
    auto reading = read_stored(work.page);
    if (!reading) {
      work.error = std::move(reading.error());
      return;
    }
    work.reading = std::move(*reading);
    if (work.reading.is_article()) add_further_pages(work);
    work.reading.extraction.article.body.clear();  // the store keeps the text alone
  }

  Result<PageReading> read_stored(const StoredPage& page) const {
    auto record = view_record(warc_directory_, page.place, BodyForm::kAsKept);
    if (!record) return fail(std::move(record.error()));
    FetchResult fetched = page_of_record(*record, config_.fetch);
    // The bytes are those of the first fetch that had them; the names are those of this one.
    fetched.url = page.url;
    if (!page.final_url.empty()) fetched.final_url = page.final_url;
    return read_fetch(std::move(fetched), config_.extract, site_);
  }

  // Further pages of the article that are stored, too, whoever fetched them.
  void add_further_pages(Work& work) const {
    Article& article = work.reading.extraction.article;
    FurtherPages said = work.reading.extraction.further;
    PageChain pages(article.url);
    if (const auto single = pages.single(said))
      if (auto whole = find_article(*single, work.page.fetched_at))
        return replace_text(article, std::move(whole->article));
    for (auto next = pages.next(said); next; next = pages.next(said)) {
      auto more = find_article(*next, work.page.fetched_at);
      if (!more) return;
      pages.append(article, std::move(more->article), *next);
      said = std::move(more->further);
    }
  }

  std::optional<Extraction> find_article(const std::string& url, const std::string& at) const {
    const auto page = [&] {
      const std::lock_guard lock(pages_mutex_);
      return pages_.find(url, at);
    }();
    if (!page || !*page) return std::nullopt;
    auto reading = read_stored(**page);
    if (!reading || !reading->is_article()) return std::nullopt;
    return std::move(reading->extraction);
  }

  Result<void> keep(ArticleStore& store, Works& work, Progress& bar) {
    std::vector<Reading> readings;
    for (Work& one : work) {
      const bool is_read = one.error.message.empty();
      const bool is_article = is_read && one.reading.is_article();
      bar.add(is_article ? Progress::Outcome::kOk : Progress::Outcome::kFailed, one.page.url);
      if (!is_read) {
        ++report_.unreadable;
        bar.hide();
        terminal_.error(one.error);
      } else if (!is_article) {
        ++report_.without_article;  // the old reading stays: never worse than before
        terminal_.detail(one.reading.error.message);
      } else {
        readings.push_back({one.page.article_id, std::move(one.reading.extraction.article), hash_});
      }
    }
    auto reread =
        store.replace_readings(readings, job_ + std::to_string(work.back().page.article_id));
    if (!reread) return fail(std::move(reread.error()));
    report_.read += work.size();
    for (std::size_t i = 0; i < reread->size(); ++i) {
      if ((*reread)[i].changed_fields.empty()) continue;
      ++report_.changed;
      if (report_.samples.size() < kSamples)
        report_.samples.push_back({readings[i].article.url, std::move((*reread)[i])});
    }
    return {};
  }

  static Result<void> finish(ArticleStore& store) {
    auto done = store.replace_readings({}, "");
    if (!done) return fail(std::move(done.error()));
    return {};
  }

  const ReextractOptions& options_;
  const Config& config_;
  StoredPages& pages_;
  mutable std::mutex pages_mutex_;  // for find()
  SiteKnowledge site_;
  const Terminal& terminal_;
  std::string warc_directory_, hash_, job_;
  Report report_;
};

std::string text_of(const Report& report) {
  std::string text = std::to_string(report.read) + " pages read again · " +
                     std::to_string(report.changed) + " articles changed · " +
                     std::to_string(report.without_article) +
                     " gave none now and stay as they were · " + std::to_string(report.unreadable) +
                     " unreadable\n";
  for (const Sample& sample : report.samples)
    text += "  " + escape_for_terminal(sample.url, LineMode::kOneLine) + "  " +
            join(sample.reread.changed_fields, ", ") + "  +" +
            std::to_string(sample.reread.words_added) + " -" +
            std::to_string(sample.reread.words_removed) + " words\n";
  return text;
}

std::string json_of(const Report& report) {
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  json.key("read"), json.number(report.read);
  json.key("changed"), json.number(report.changed);
  json.key("without_article"), json.number(report.without_article);
  json.key("unreadable"), json.number(report.unreadable);
  json.key("samples"), json.begin_array();
  for (const Sample& sample : report.samples) {
    json.begin_object();
    json.key("url"), json.string(sample.url);
    json.key("changed_fields"), json.strings(sample.reread.changed_fields);
    json.key("words_added"), json.number(static_cast<std::size_t>(sample.reread.words_added));
    json.key("words_removed"), json.number(static_cast<std::size_t>(sample.reread.words_removed));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

// Reads the gold pages; false when they are read worse than at the last promotion and that is not
// allowed. Says what it found.
Result<bool> may_promote(const GoldScores& now, StoredPages& pages, const ReextractOptions& options,
                         const Terminal& terminal) {
  auto kept = pages.gold_scores();
  if (!kept) return fail(std::move(kept.error()));
  const GoldComparison gold = compare_gold(parse_gold_json(*kept), now);
  if (gold.pages == 0) {
    terminal.note(std::to_string(now.size()) + " gold pages read for the first time");
    return true;
  }
  const std::string change = describe(gold);
  if (!gold.worse.empty())
    terminal.note("gold pages read worse: " +
                  escape_for_terminal(join(gold.worse, ", "), LineMode::kOneLine));
  if (!gold.is_worse() || options.allows_worse) {
    terminal.note(change);
    return true;
  }
  terminal.error({ErrorCode::kInvalidArgument, "this extractor is worse: " + change,
                  "nothing was changed; --allow-worse reads the archive again all the same"});
  return false;
}

Result<ExitCode> run_reextract(const ReextractOptions& options) {
  keep_freed_memory();
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  const std::string& gold_folder = options.gold.empty() ? config->extract.gold : options.gold;
  SandboxPaths paths = sandbox_paths(*config, /*has_store=*/true);
  if (!gold_folder.empty()) paths.readable.push_back(gold_folder);
  if (auto ok = enter_sandbox(config->process.sandbox, paths, SandboxNetwork::kNone); !ok)
    return fail(std::move(ok.error()));
  auto pages = StoredPages::open(config->store);
  if (!pages) return fail(store_error(std::move(pages.error())));
  const SystemClock clock;
  StoreOptions store_options = config->store;
  store_options.keep_raw = false;  // nothing is fetched: the WARC files are only read
  auto store = ArticleStore::open(store_options, clock);
  if (!store) return fail(std::move(store.error()));
  auto memory = FrozenSiteMemory::open(config->store);
  if (!memory) return fail(std::move(memory.error()));
  auto rules = load_rules(config->extract.rules, terminal);
  if (!rules) return fail(std::move(rules.error()));
  config->extract.find_further_pages = true;
  GoldScores gold;
  if (!gold_folder.empty()) {
    auto scores = score_gold_pages(gold_folder, config->extract, {nullptr, &rules->rules});
    if (!scores) return fail(std::move(scores.error()));
    gold = std::move(*scores);
    auto may = may_promote(gold, **pages, options, terminal);
    if (!may) return fail(store_error(std::move(may.error())));
    if (!*may) return ExitCode::kForbidden;
  }
  auto count = (*pages)->count(options.filter);
  if (!count) return fail(std::move(count.error()));
  if (*count == 0 && !(options.filter.hostname + options.filter.url).empty())
    terminal.note("no article in " + config->store.path +
                  " is chosen by --site or --url; see cuttings list");
  Progress progress(options.progress, static_cast<std::size_t>(*count), terminal, clock);
  Reextraction reextraction(options, *config, **pages, {memory->get(), &rules->rules},
                            rules->digest, terminal);
  if (auto ok = reextraction.run(**store, progress); !ok) return fail(std::move(ok.error()));
  progress.hide();
  const Report& report = reextraction.report();
  auto written = write_whole("-", options.is_json ? json_of(report) : text_of(report));
  if (!written) return written;
  if (is_stop_requested()) return stop_exit_code();
  const bool is_whole = options.filter.hostname.empty() && options.filter.url.empty();
  if (!gold.empty() && is_whole)
    if (auto ok = (*store)->keep_gold_scores(gold_json(gold, reextraction.read_by())); !ok)
      return fail(std::move(ok.error()));
  return report.unreadable > 0 ? ExitCode::kSomeFailed : ExitCode::kOk;
}

}  // namespace

void add_reextract_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<ReextractOptions>();  // shared by the parser and the run
  CLI::App& reextract = add_command(
      program,
      {"reextract", "Run today's extractor over what an archive holds",
       "  cuttings reextract --store archive.db\n"
       "  cuttings reextract --store archive.db --site example.org --json\n"
       "Reads the stored bytes, offline. A better reading takes the place of the old one and is\n"
       "no new version. After a stop or a kill the same command goes on where it was."},
      [options, &run] { run = [options] { return run_reextract(*options); }; });
  add_text(reextract, "--site", options->filter.hostname, "HOST",
           "Only articles of this host and its subdomains");
  add_text(reextract, "--url", options->filter.url, "URL", "Only this article");
  add_count(reextract, "-j,--jobs", options->jobs, 256, "Threads; default: all cores");
  add_text(
      reextract, "--gold", options->gold, "FOLDER",
      "First read these gold pages; stop when they are read worse than the last time; default: "
      "extract.gold");
  add_switch(reextract, "--allow-worse", options->allows_worse,
             "Go on although gold pages are read worse");
  add_switch(reextract, "--json", options->is_json, "Print the report as JSON");
  add_store_option(reextract, options->config, "The archive; default: store.path, archive.db");
  add_sandbox_option(reextract, options->config);
  add_progress_option(reextract, options->progress);
  add_message_options(reextract, options->messages);
  add_config_options(reextract, options->config);
}

}  // namespace cuttings
