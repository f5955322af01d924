// cuttings crawl import: lists people already have (OPML, text, CSV, JSON lines, bookmarks) become
// sources and queued pages of the sites that the configuration names.
#include <algorithm>

#include "config/base/text.h"
#include "crawler/crawl_sites.h"
#include "crawler/crawl_start.h"
#include "crawler/discovery/import_sources.h"
#include "crawler/process_page.h"
#include "storage/article_store.h"
#include "tools/crawl_commands.h"
#include "tools/input_file.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

constexpr std::size_t kUrlsATransaction = 10'000;  // chosen by hand: some MB of the journal
constexpr int kImportPriority = 500;  // of 0-1000: behind new articles of feeds; chosen by hand

struct ImportOptions {
  std::vector<std::string> files;
  MessageOptions messages;
  ConfigOptions config;
};

/// What becomes of the lines of all files.
struct ImportPlan {
  std::vector<SourceRecord> feeds;
  std::vector<NewUrl> pages;
  std::vector<std::pair<std::string, std::string>> refused;  ///< what, why
};

void plan_url(ImportPlan& plan, const ImportedUrl& imported, const CrawlSites& sites,
              WallTime now) {
  auto url = Url::parse(imported.url);
  if (!url) return plan.refused.emplace_back(imported.url, "no URL"), void();
  if (url->has_credentials())
    return plan.refused.emplace_back(url->without_credentials(), "holds a user name or password"),
           void();
  if (imported.kind == ImportKind::kPage) url = without_session_id(*url);
  const CrawlSites::Verdict verdict = sites.judge(*url, 0);
  if (verdict.site == nullptr)
    return plan.refused.emplace_back(imported.url, "no [[site]] has this domain"), void();
  if (imported.kind == ImportKind::kFeed) {
    plan.feeds.push_back(new_source(*verdict.site, url->without_fragment(), "feed", "given", now));
    plan.feeds.back().title = imported.title;
    return;
  }
  if (verdict.refusal != LinkRefusal::kNone) {
    plan.refused.emplace_back(imported.url, std::string(link_refusal_name(verdict.refusal)) +
                                                ", by the scope of " + verdict.site->options.url);
    return;
  }
  plan.pages.push_back(NewUrl::of(*url));
  plan.pages.back().found_by = FoundBy::kGiven;
  plan.pages.back().priority = kImportPriority;
}

Result<void> plan_file(ImportPlan& plan, const std::string& file, const CrawlSites& sites,
                       WallTime now) {
  auto bytes = read_whole_input(file, kMaxImportBytes);
  if (!bytes) return fail(std::move(bytes.error()));
  const ImportedList list = import_urls(*bytes);
  for (const ImportedUrl& url : list.urls) plan_url(plan, url, sites, now);
  for (const int line : list.bad_lines)
    plan.refused.emplace_back(file + ":" + std::to_string(line), "no http or https URL here");
  const bool has_nothing = list.urls.empty() && list.bad_lines.empty();
  if (has_nothing && list.end == ReadEnd::kComplete && !trim_ascii(*bytes).empty())
    plan.refused.emplace_back(file, "no http or https URL in it");
  if (list.end != ReadEnd::kComplete)
    plan.refused.emplace_back(file, "not read to its end: " + std::string(read_end_name(list.end)));
  return {};
}

/// Queues the pages; how many were not known before.
Result<std::int64_t> queue_pages(ArticleStore& store, std::span<const NewUrl> pages) {
  std::int64_t count = 0;
  while (!pages.empty()) {
    const auto part = pages.first(std::min(pages.size(), kUrlsATransaction));
    pages = pages.subspan(part.size());
    const auto work = [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
      for (const NewUrl& page : part) {
        auto added = frontier.add(page);
        if (!added) return fail(std::move(added.error()));
        count += *added == Added::kNew ? 1 : 0;
      }
      return {};
    };
    if (auto ok = store.save_pages({}, work); !ok) return fail(std::move(ok.error()));
  }
  return count;
}

Result<std::int64_t> keep_plan(const ImportPlan& plan, const Config& config, const Clock& clock) {
  auto store = ArticleStore::open(config.store, clock);
  if (!store) return fail(std::move(store.error()));
  auto reader = FrontierReader::open(config.store);
  if (!reader) return fail(std::move(reader.error()));
  if (auto ok = keep_sources(**store, **reader, plan.feeds); !ok)
    return fail(std::move(ok.error()));
  return queue_pages(**store, plan.pages);
}

std::string listing_of(const ImportPlan& plan) {
  std::string out;
  const auto add = [&](std::string_view what, std::string_view url, std::string_view why) {
    out += std::string(what) + "\t" + escape_for_terminal(url, LineMode::kOneLine);
    out += why.empty() ? "\n" : "\t" + escape_for_terminal(why, LineMode::kOneLine) + "\n";
  };
  for (const SourceRecord& feed : plan.feeds) add("feed", feed.url, feed.title);
  for (const NewUrl& page : plan.pages) add("page", page.url, "");
  for (const auto& [what, why] : plan.refused) add("refused", what, why);
  return out;
}

Result<ExitCode> run_import(const ImportOptions& options) {
  if (options.files.empty())
    return fail(ErrorCode::kInvalidArgument, "no file given",
                "try: cuttings crawl import feeds.opml");
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  if (config->sites.empty())
    return fail(ErrorCode::kInvalidArgument, "no site to import into",
                "name one: cuttings crawl add https://news.example.org");
  const SystemClock clock;
  const CrawlSites sites(*config, year_of(clock.wall_now()));
  ImportPlan plan;
  for (const std::string& file : options.files)
    if (auto ok = plan_file(plan, file, sites, clock.wall_now()); !ok)
      return fail(std::move(ok.error()));
  auto queued = keep_plan(plan, *config, clock);
  if (!queued) return fail(std::move(queued.error()));
  auto written = write_whole("-", listing_of(plan));
  if (!written) return written;
  const Terminal terminal = options.messages.terminal();
  const auto count = [](std::size_t number, const char* what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
  };
  terminal.note(count(plan.feeds.size(), "feed") + ", " + count(plan.pages.size(), "page") + " (" +
                std::to_string(*queued) + " new), " + std::to_string(plan.refused.size()) +
                " refused; next: cuttings crawl run");
  return plan.refused.empty() ? ExitCode::kOk : ExitCode::kSomeFailed;
}

}  // namespace

void add_crawl_import_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<ImportOptions>();  // shared by the parser and the run
  CLI::App& command =
      add_command(crawl,
                  {"import", "Queue feeds and pages from OPML, text, CSV, JSON lines or bookmarks",
                   "  cuttings crawl import feeds.opml\n"
                   "  cuttings crawl import bookmarks.html urls.csv"},
                  [options, &run] { run = [options] { return run_import(*options); }; });
  add_arguments(command, "FILE", options->files, "Lists; - is stdin");
  add_store_option(command, options->config, "The archive; default: store.path");
  add_message_options(command, options->messages);
  add_config_options(command, options->config);
}

}  // namespace cuttings
