// cuttings crawl why: what was decided about a URL, by which rule, and what comes next.
#include "config/base/canonical_url.h"
#include "config/base/text.h"
#include "crawler/crawl_sites.h"
#include "crawler/robots_cache.h"
#include "crawler/url_policy.h"
#include "storage/iso_time.h"
#include "tools/crawl_commands.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

struct WhyOptions {
  std::string url;
  MessageOptions messages;
  ConfigOptions config;
};

void add_line(std::string& out, std::string_view name, std::string_view value) {
  std::string label(name);
  label.resize(std::max<std::size_t>(label.size(), 10), ' ');
  out += label + " " + escape_for_terminal(value, LineMode::kOneLine) + "\n";
}

std::string scope_words(const Url& url, const Config& config, int depth, int year) {
  if (const FetchFailure policy = check_url(url, config.fetch)) return "refused: " + policy.reason;
  const CrawlSites sites(config, year);
  const CrawlSites::Verdict verdict = sites.judge(url, depth);
  if (verdict.site == nullptr) return "refused: no [[site]] of the configuration has this domain";
  if (verdict.refusal != LinkRefusal::kNone)
    return "refused: " + std::string(link_refusal_name(verdict.refusal)) + ", by the scope of " +
           verdict.site->options.url;
  return "in scope of " + verdict.site->options.url;
}

std::string robots_words(const Url& url, const std::optional<RobotsRecord>& record,
                         const Config& config, WallTime now) {
  if (!config.fetch.obey_robots) return "not asked: obey_robots is off";
  if (!record) return "not asked yet";
  const std::string age = " (robots.txt read " + moment_words(record->fetched_at_ms, now) + ")";
  if (record->error != 0 && !record->has_rules) return "forbidden: " + record->reason + age;
  const RobotsRules rules =
      RobotsRules::parse(record->body, robots_product_token(config.fetch.user_agent));
  const RobotsDecision decision = rules.allows(url);
  std::string words = decision ? "allowed" : "forbidden";
  words += decision.line > 0
               ? " by line " + std::to_string(decision.line) + ", \"" + decision.rule + "\""
               : ": no rule matches";
  if (rules.crawl_delay())
    words += ", Crawl-delay " + std::to_string(rules.crawl_delay()->count() / 1000) + " s";
  return words + age;
}

std::string queue_words(const QueueEntry& entry, WallTime now) {
  std::string words(queue_state_name(entry.state));
  if (entry.state == QueueState::kWaiting) words += ", due " + moment_words(entry.due_ms, now);
  if (entry.attempts > 0) words += ", failed attempts " + std::to_string(entry.attempts);
  if (!entry.reason.empty()) words += ": " + entry.reason;
  return words;
}

Result<std::string> found_words(FrontierReader& reader, const QueueEntry& entry) {
  std::string words = "by " + std::string(found_by_name(entry.found_by)) + ", depth " +
                      std::to_string(entry.depth) + ", priority " + std::to_string(entry.priority);
  if (entry.found_via == 0) return words;
  auto via = reader.entry(entry.found_via);
  if (!via) return fail(std::move(via.error()));
  return *via ? words + ", on " + (*via)->url : words;
}

std::string host_words(const HostRecord& host, WallTime now) {
  std::string words = std::to_string(host.queued) + " queued";
  if (host.blocked_until_ms > now.time_since_epoch().count())
    words +=
        ", blocked until " + moment_words(host.blocked_until_ms, now) + ": " + host.block_reason;
  words += ", answers in " + std::to_string(host.response_ms) + " ms";
  if (host.crawl_delay_ms > 0)
    words += ", Crawl-delay " + std::to_string(host.crawl_delay_ms / 1000) + " s";
  if (host.last_end_ms > 0) words += ", last asked " + moment_words(host.last_end_ms, now);
  return words;
}

std::string fetch_words(const FetchSummary& fetch) {
  std::string words = fetch.started_at + ": " + fetch.outcome;
  if (fetch.http_status > 0) words += ", HTTP " + std::to_string(fetch.http_status);
  if (!fetch.error_kind.empty()) words += ", " + fetch.error_kind + ": " + fetch.error;
  return words;
}

std::string takedown_words(const TakedownRecord& takedown) {
  std::string words = takedown.at + ", and not asked for again";
  return takedown.reason.empty() ? words : words + ": " + takedown.reason;
}

Result<void> add_entry(std::string& out, FrontierReader& reader, const QueueEntry& entry,
                       WallTime now) {
  add_line(out, "queue", queue_words(entry, now));
  auto found = found_words(reader, entry);
  if (!found) return fail(std::move(found.error()));
  add_line(out, "found", *found);
  if (entry.kind == QueueKind::kArticle)
    add_line(out, "revisit",
             "every " + std::to_string(entry.revisit.interval_s) + " s now, " +
                 std::to_string(entry.revisit.looks) + " looks, " +
                 std::to_string(entry.revisit.changes) + " found a change");
  if (entry.kind != QueueKind::kSource) return {};
  auto source = reader.source(entry.url);
  if (!source) return fail(std::move(source.error()));
  if (*source)
    add_line(out, "source",
             (*source)->kind + " of " + (*source)->site_url + ", next look " +
                 ((*source)->next_check_at.empty() ? "now" : (*source)->next_check_at));
  return {};
}

Result<std::string> explain(const Url& url, FrontierReader& reader, const Config& config,
                            WallTime now) {
  std::string out;
  auto entry = reader.find(url);
  if (!entry) return fail(std::move(entry.error()));
  auto robots = reader.robots(url.origin());
  if (!robots) return fail(std::move(robots.error()));
  auto host = reader.host_named(queue_host(url));
  if (!host) return fail(std::move(host.error()));
  const std::string asked = *entry ? (*entry)->url : url.without_fragment();
  auto fetch = reader.last_fetch(asked);
  if (!fetch) return fail(std::move(fetch.error()));
  add_line(out, "url", asked);
  add_line(out, "known as", canonical_url(url).href());
  auto takedown = reader.takedown(url);
  if (!takedown) return fail(std::move(takedown.error()));
  if (*takedown) add_line(out, "taken down", takedown_words(**takedown));
  const bool is_source = *entry && (*entry)->kind == QueueKind::kSource;
  if (!is_source)
    add_line(out, "scope", scope_words(url, config, *entry ? (*entry)->depth : 0, year_of(now)));
  add_line(out, "robots", robots_words(url, *robots, config, now));
  if (!*entry) add_line(out, "queue", "not known: no feed, sitemap or page has named it");
  if (*entry)
    if (auto ok = add_entry(out, reader, **entry, now); !ok) return fail(std::move(ok.error()));
  if (*host) add_line(out, "host", host_words(**host, now));
  add_line(out, "last fetch", *fetch ? fetch_words(**fetch) : "never");
  return out;
}

Result<ExitCode> run_why(const WhyOptions& options) {
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto url = parse_site_url(options.url);
  if (!url) return fail(std::move(url.error()));
  auto reader = open_frontier(*config);
  if (!reader) return fail(std::move(reader.error()));
  auto text = explain(*url, **reader, *config, SystemClock().wall_now());
  if (!text) return fail(std::move(text.error()));
  return write_whole("-", *text);
}

}  // namespace

void add_crawl_why_command(CLI::App& crawl, CommandRun& run) {
  auto options = std::make_shared<WhyOptions>();  // shared by the parser and the run
  CLI::App& why = add_command(crawl,
                              {"why", "Say what was decided about a URL, and by which rule",
                               "  cuttings crawl why https://news.example.org/private/x"},
                              [options, &run] { run = [options] { return run_why(*options); }; });
  add_argument(why, "URL", options->url, "The address", Presence::kRequired);
  add_store_option(why, options->config, "The archive; default: store.path");
  add_message_options(why, options->messages);
  add_config_options(why, options->config);
}

}  // namespace cuttings
