// cuttings crawl add: finds a site's sources, shows them, and writes them down.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/base/json_string.h"
#include "config/base/public_suffix.h"
#include "config/base/text.h"
#include "config/load_config.h"
#include "crawler/crawl_sites.h"
#include "crawler/crawl_start.h"
#include "crawler/process_page.h"
#include "storage/article_store.h"
#include "tools/crawl_commands.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"
#include "tools/site_sources.h"

namespace cuttings {
namespace {

struct AddOptions {
  std::vector<std::string> urls;
  MessageOptions messages;
  ConfigOptions config;
};

/// The configuration file that the site is written to. Error kInvalidArgument: there is none.
Result<std::string> config_file(const AddOptions& options) {
  const std::string file =
      options.config.config_path.empty() ? "cuttings.toml" : options.config.config_path;
  if (std::error_code error; std::filesystem::is_regular_file(file, error)) return file;
  return fail(ErrorCode::kInvalidArgument, "there is no " + file + " here",
              "begin an archive: cuttings crawl init DIR, and go there");
}

const SiteOptions* configured_site(const Config& config, const Url& url) {
  for (const SiteOptions& site : config.sites) {
    const auto start = Url::parse(site.url);
    if (start && start->host() == url.host() && start->effective_port() == url.effective_port())
      return &site;
  }
  return nullptr;
}

/// Appends a [[site]] to the file, unless that made it one that cannot be read: behind a list
/// `site = [...]` TOML allows none.
Result<void> append_site(const std::string& file, const Url& url) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  std::string toml = text.str();
  std::string quoted;
  append_json_string(quoted, url.href());  // a TOML basic string has the same escapes
  if (!toml.empty() && !toml.ends_with('\n')) toml += '\n';
  toml += "\n[[site]]\nurl = " + quoted + "    # its feeds and sitemaps: cuttings crawl status\n";
  if (auto ok = load_config_text({}, toml, file); !ok)
    return fail(ErrorCode::kInvalidArgument,
                "a [[site]] cannot be added to " + file + ": " + ok.error().message,
                "it was not touched; write there yourself: {url = " + quoted + "}");
  auto written = write_whole(file, toml);
  if (!written) return fail(std::move(written.error()));
  return {};
}

std::string count_words(const SiteSources& sources) {
  std::size_t feeds = 0, news = 0, maps = 0;
  for (const Source& source : sources.good)
    ++(source.kind == SourceKind::kFeed          ? feeds
       : source.kind == SourceKind::kNewsSitemap ? news
                                                 : maps);
  const auto part = [](std::size_t n, const std::string& what) {
    return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
  };
  return part(feeds, "feed") + ", " + part(news, "news sitemap") + " and " + part(maps, "sitemap");
}

std::string source_line(std::string_view kind, const std::string& url, const std::string& title) {
  const auto shown = [](std::string_view text) {
    return escape_for_terminal(text, LineMode::kOneLine);
  };
  std::string line = std::string(kind) + "\t" + shown(url);
  if (!title.empty()) line += "\t" + shown(title);
  return line + "\n";
}

Result<void> keep(ArticleStore& store, const Config& config, const Url& url,
                  const SiteSources& found, const Clock& clock) {
  auto reader = FrontierReader::open(config.store);
  if (!reader) return fail(std::move(reader.error()));
  const CrawlSites sites(config, year_of(clock.wall_now()));
  const SiteOptions* options = configured_site(config, url);
  const CrawlSite* site = options == nullptr ? nullptr : sites.find(options->url);
  if (site == nullptr) return fail(ErrorCode::kInternal, "the new site is not configured");
  std::vector<SourceRecord> sources = {
      new_source(*site, site->start.without_fragment(), "hub_page", "given", clock.wall_now())};
  for (const Source& source : found.good) {
    const bool is_robots = source.origin == SourceOrigin::kRobots;
    sources.push_back(new_source(*site, source.url, source_kind_name(source.kind),
                                 is_robots ? "robots" : "page", clock.wall_now()));
    sources.back().title = source.title;
  }
  return keep_sources(store, **reader, sources);
}

Result<void> add_site(const std::string& typed, const AddOptions& options,
                      const Terminal& terminal) {
  auto url = parse_site_url(typed);
  if (!url) return fail(std::move(url.error()));
  auto file = config_file(options);
  if (!file) return fail(std::move(file.error()));
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  const SystemClock clock;
  terminal.note("looking for the feeds and sitemaps of " + url->without_credentials());
  auto sources = find_site_sources(*url, *config, clock);
  if (!sources) return fail(std::move(sources.error()));
  auto store = ArticleStore::open(config->store, clock);  // before anything is written down
  if (!store) return fail(std::move(store.error()));
  auto home = Url::parse(sources->home);
  if (home && site_of_host(home->host()) != site_of_host(url->host())) {
    terminal.note(url->href() + " leads to another site, which is followed: " + home->href());
    url = std::move(home);
  }
  if (configured_site(*config, *url) == nullptr) {
    if (auto ok = append_site(*file, *url); !ok) return ok;
    config = load_settings(options.config);
    if (!config) return fail(std::move(config.error()));
  }
  if (auto ok = keep(**store, *config, *url, *sources, clock); !ok) return ok;
  std::string lines = source_line("hub_page", url->href(), "");
  for (const Source& source : sources->good)
    lines += source_line(source_kind_name(source.kind), source.url, source.title);
  if (auto ok = write_whole("-", lines); !ok) return fail(std::move(ok.error()));
  terminal.note("found " + count_words(*sources) + "; the site stands in " + *file +
                ", its sources in " + config->store.path);
  for (const std::string& bad : sources->bad) terminal.note("left out " + bad);
  if (sources->good.empty()) terminal.note("new articles will be looked for on the page itself");
  return {};
}

Result<ExitCode> run_add(const AddOptions& options) {
  const Terminal terminal = options.messages.terminal();
  if (options.urls.empty())
    return fail(ErrorCode::kInvalidArgument, "no URL given",
                "try: cuttings crawl add https://news.example.org");
  for (const std::string& typed : options.urls)
    if (auto ok = add_site(typed, options, terminal); !ok) return fail(std::move(ok.error()));
  auto config = load_settings(options.config);
  if (config && has_default_identity(*config))
    terminal.note("next: name yourself in [identity] user_agent, then: cuttings crawl run");
  else
    terminal.note("next: cuttings crawl run");
  return ExitCode::kOk;
}

}  // namespace

void add_crawl_add_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<AddOptions>();  // shared by the parser and the run
  CLI::App& add = add_command(crawl,
                              {"add", "Follow a site: find its feeds and sitemaps",
                               "  cuttings crawl add https://news.example.org"},
                              [options, &run] { run = [options] { return run_add(*options); }; });
  add_arguments(add, "URL", options->urls, "Front pages of sites");
  add_network_options(add, options->config);
  add_store_option(add, options->config, "The archive; default: store.path");
  add_message_options(add, options->messages);
  add_config_options(add, options->config);
}

}  // namespace cuttings
