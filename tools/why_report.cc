#include "tools/why_report.h"

#include <nlohmann/json.hpp>

#include "config/base/canonical_url.h"
#include "config/base/text.h"
#include "crawler/crawl_sites.h"
#include "crawler/robots_cache.h"
#include "crawler/url_policy.h"
#include "storage/iso_time.h"
#include "tools/crawl_commands.h"

namespace cuttings {
namespace {

using nlohmann::json;

ScopeVerdict judge_scope(const Url& url, const Config& config, int depth, int year) {
  if (const FetchFailure policy = check_url(url, config.fetch))
    return {"", std::string(fetch_error_name(policy.error)), policy.reason};
  const CrawlSites sites(config, year);
  const CrawlSites::Verdict verdict = sites.judge(url, depth);
  if (verdict.site == nullptr)
    return {"", "no_site", "no [[site]] of the configuration has this domain"};
  const std::string& site = verdict.site->options.url;
  if (verdict.refusal == LinkRefusal::kNone) return {site, "", ""};
  std::string refusal(link_refusal_name(verdict.refusal));
  std::string reason = refusal + ", by the scope of " + site;
  return {site, std::move(refusal), std::move(reason)};
}

RobotsFacts judge_robots(const Url& url, const std::optional<RobotsRecord>& record,
                         const Config& config, WallTime now) {
  if (!config.fetch.obey_robots) return {.decision = "not_obeyed"};
  if (!record) return {.decision = "not_asked"};
  RobotsFacts facts{.decision = "forbidden", .fetched_at_ms = record->fetched_at_ms};
  if (record->error != 0 && !record->has_rules) {
    facts.reason = record->reason;
    const std::chrono::milliseconds since(record->unreachable_since_ms);  // RFC 9309 2.3.1.4
    const bool is_long_gone =
        since.count() > 0 && now - since >= WallTime() + RobotsCache::kGiveUpAfter;
    if (is_long_gone) facts.decision = "allowed";
    return facts;
  }
  const RobotsRules rules =
      RobotsRules::parse(record->body, robots_product_token(config.fetch.user_agent));
  facts.rule = rules.allows(url);
  if (facts.rule) facts.decision = "allowed";
  facts.crawl_delay = rules.crawl_delay();
  return facts;
}

/// A whole number where it is one.
json seconds_json(std::int64_t ms) {
  return ms % 1000 == 0 ? json(ms / 1000) : json(static_cast<double>(ms) / 1000);
}

std::string seconds_words(std::int64_t ms) { return seconds_json(ms).dump() + " s"; }

void add_line(std::string& out, std::string_view name, std::string_view value) {
  std::string label(name);
  label.resize(std::max<std::size_t>(label.size(), 10), ' ');
  out += label + " " + escape_for_terminal(value, LineMode::kOneLine) + "\n";
}

std::string scope_words(const ScopeVerdict& scope) {
  return scope.refusal.empty() ? "in scope of " + scope.site : "refused: " + scope.reason;
}

std::string robots_words(const RobotsFacts& robots, WallTime now) {
  if (robots.decision == "not_obeyed") return "not asked: obey_robots is off";
  if (robots.decision == "not_asked") return "not asked yet";
  const std::string age = " (robots.txt read " + moment_words(robots.fetched_at_ms, now) + ")";
  if (!robots.reason.empty()) return robots.decision + ": " + robots.reason + age;
  std::string words = robots.decision;
  words += robots.rule.line > 0
               ? " by line " + std::to_string(robots.rule.line) + ", \"" + robots.rule.rule + "\""
               : ": no rule matches";
  if (robots.crawl_delay) words += ", Crawl-delay " + seconds_words(robots.crawl_delay->count());
  return words + age;
}

std::string queue_words(const QueueEntry& entry, WallTime now) {
  std::string words(queue_state_name(entry.state));
  if (entry.state == QueueState::kWaiting) words += ", due " + moment_words(entry.due_ms, now);
  if (entry.attempts > 0) words += ", failed attempts " + std::to_string(entry.attempts);
  if (!entry.reason.empty()) words += ": " + entry.reason;
  return words;
}

std::string found_words(const WhyReport& report) {
  const QueueEntry& entry = *report.entry;
  const std::string words = "by " + std::string(found_by_name(entry.found_by)) + ", depth " +
                            std::to_string(entry.depth) + ", priority " +
                            std::to_string(entry.priority);
  return report.found_on.empty() ? words : words + ", on " + report.found_on;
}

std::string host_words(const HostRecord& host, WallTime now) {
  std::string words = std::to_string(host.queued) + " queued";
  if (host.blocked_until_ms > now.time_since_epoch().count())
    words +=
        ", blocked until " + moment_words(host.blocked_until_ms, now) + ": " + host.block_reason;
  words += ", answers in " + std::to_string(host.response_ms) + " ms";
  if (host.crawl_delay_ms > 0) words += ", Crawl-delay " + seconds_words(host.crawl_delay_ms);
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

void add_entry(std::string& out, const WhyReport& report, WallTime now) {
  const QueueEntry& entry = *report.entry;
  add_line(out, "queue", queue_words(entry, now));
  add_line(out, "found", found_words(report));
  if (entry.kind == QueueKind::kArticle)
    add_line(out, "revisit",
             "every " + std::to_string(entry.revisit.interval_s) + " s now, " +
                 std::to_string(entry.revisit.looks) + " looks, " +
                 std::to_string(entry.revisit.changes) + " found a change");
  if (report.source)
    add_line(out, "source",
             report.source->kind + " of " + report.source->site_url + ", next look " +
                 (report.source->next_check_at.empty() ? "now" : report.source->next_check_at));
}

json or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json moment(std::int64_t unix_ms) {
  return unix_ms == 0 ? json() : json(iso_time(WallTime(std::chrono::milliseconds(unix_ms))));
}

json scope_json(const ScopeVerdict& scope) {
  return {{"in_scope", scope.refusal.empty()},
          {"site", or_null(scope.site)},
          {"refusal", or_null(scope.refusal)},
          {"reason", or_null(scope.reason)}};
}

json robots_json(const RobotsFacts& robots) {
  const bool has_rule = robots.rule.line > 0;
  return {
      {"decision", robots.decision},
      {"line", has_rule ? json(robots.rule.line) : json()},
      {"rule", has_rule ? json(robots.rule.rule) : json()},
      {"reason", or_null(robots.reason)},
      {"crawl_delay_s", robots.crawl_delay ? seconds_json(robots.crawl_delay->count()) : json()},
      {"fetched_at", moment(robots.fetched_at_ms)}};
}

json queue_json(const WhyReport& report) {
  const QueueEntry& entry = *report.entry;
  // As in status --json, where no member has a space.
  const std::string state = replace_all(queue_state_name(entry.state), " ", "_");
  return {{"state", state},
          {"due_at", entry.state == QueueState::kWaiting ? moment(entry.due_ms) : json()},
          {"failed_attempts", entry.attempts},
          {"reason", or_null(entry.reason)},
          {"found_by", found_by_name(entry.found_by)},
          {"found_on", or_null(report.found_on)},
          {"depth", entry.depth},
          {"priority", entry.priority}};
}

json revisit_json(const RevisitRecord& revisit) {
  return {
      {"interval_s", revisit.interval_s}, {"looks", revisit.looks}, {"changes", revisit.changes}};
}

json host_json(const HostRecord& host) {
  return {{"host", host.name},
          {"queued", host.queued},
          {"blocked_until", moment(host.blocked_until_ms)},
          {"block_reason", or_null(host.block_reason)},
          {"response_ms", host.response_ms},
          {"crawl_delay_s", host.crawl_delay_ms > 0 ? seconds_json(host.crawl_delay_ms) : json()},
          {"last_asked_at", moment(host.last_end_ms)}};
}

json fetch_json(const FetchSummary& fetch) {
  return {{"started_at", fetch.started_at},
          {"outcome", fetch.outcome},
          {"http_status", fetch.http_status > 0 ? json(fetch.http_status) : json()},
          {"error_kind", or_null(fetch.error_kind)},
          {"error", or_null(fetch.error)}};
}

/// As it would be in the queue, where no password is kept.
std::string shown_url(const Url& url) {
  const std::string href = url.without_credentials();
  return href.substr(0, href.find('#'));
}

/// Puts what was read into `field`.
template <typename T>
Result<void> take(T& field, Result<T> read) {
  if (!read) return fail(std::move(read.error()));
  field = std::move(*read);
  return {};
}

}  // namespace

Result<WhyReport> read_why_report(const Url& url, FrontierReader& reader, const Config& config,
                                  WallTime now) {
  WhyReport report;
  std::optional<RobotsRecord> robots;
  std::optional<QueueEntry> via;
  auto ok = take(report.entry, reader.find(url));
  const auto& entry = report.entry;
  report.url = entry ? entry->url : shown_url(url);
  report.canonical_url = canonical_url(url).href();
  if (ok) ok = take(robots, reader.robots(url.origin()));
  if (ok) ok = take(report.host, reader.host_named(queue_host(url)));
  if (ok) ok = take(report.last_fetch, reader.last_fetch(report.url));
  if (ok) ok = take(report.takedown, reader.takedown(url));
  if (ok && entry && entry->found_via != 0) ok = take(via, reader.entry(entry->found_via));
  const bool is_source = entry && entry->kind == QueueKind::kSource;
  if (ok && is_source) ok = take(report.source, reader.source(entry->url));
  if (!ok) return fail(std::move(ok.error()));
  if (via) report.found_on = via->url;
  if (!is_source) report.scope = judge_scope(url, config, entry ? entry->depth : 0, year_of(now));
  report.robots = judge_robots(url, robots, config, now);
  return report;
}

std::string text_of(const WhyReport& report, WallTime now) {
  std::string out;
  add_line(out, "url", report.url);
  add_line(out, "known as", report.canonical_url);
  if (report.takedown) add_line(out, "taken down", takedown_words(*report.takedown));
  if (report.scope) add_line(out, "scope", scope_words(*report.scope));
  add_line(out, "robots", robots_words(report.robots, now));
  if (report.entry)
    add_entry(out, report, now);
  else
    add_line(out, "queue", "not known: no feed, sitemap or page has named it");
  if (report.host) add_line(out, "host", host_words(*report.host, now));
  add_line(out, "last fetch", report.last_fetch ? fetch_words(*report.last_fetch) : "never");
  return out;
}

std::string json_of(const WhyReport& report) {
  const auto& entry = report.entry;
  const bool is_article = entry && entry->kind == QueueKind::kArticle;
  json all = {{"url", report.url}, {"canonical_url", report.canonical_url}};
  all["taken_down"] = report.takedown ? json{{"at", report.takedown->at},
                                             {"reason", or_null(report.takedown->reason)}}
                                      : json();
  all["scope"] = report.scope ? scope_json(*report.scope) : json();
  all["robots"] = robots_json(report.robots);
  all["queue"] = entry ? queue_json(report) : json();
  all["revisit"] = is_article ? revisit_json(entry->revisit) : json();
  all["source"] = report.source ? json{{"site", report.source->site_url},
                                       {"kind", report.source->kind},
                                       {"next_check_at", or_null(report.source->next_check_at)}}
                                : json();
  all["host"] = report.host ? host_json(*report.host) : json();
  all["last_fetch"] = report.last_fetch ? fetch_json(*report.last_fetch) : json();
  return all.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace cuttings
