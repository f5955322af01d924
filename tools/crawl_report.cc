#include "tools/crawl_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "config/base/text.h"
#include "crawler/local_time.h"
#include "storage/iso_time.h"
#include "tools/crawl_commands.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxErrors = 20;

std::string shown(std::string_view text) { return escape_for_terminal(text, LineMode::kOneLine); }

void add_source(std::string& out, const SourceRecord& source) {
  out += "  " + source.kind + "  " + shown(source.url) + "\n      " + "first to name " +
         std::to_string(source.entries_seen) + (source.entries_seen == 1 ? " URL" : " URLs") +
         " · checked " + (source.last_checked_at.empty() ? "never" : source.last_checked_at) +
         " · next " + (source.next_check_at.empty() ? "now" : source.next_check_at) + "\n";
  if (source.is_silent)
    out += "      SILENT: nothing new since " + source.last_new_at +
           ", much longer than is usual for it\n";
  if (!source.last_error.empty())
    out += "      failed " + std::to_string(source.error_count) +
           (source.error_count == 1 ? " time: " : " times: ") + shown(source.last_error) + "\n";
}

/// The earliest look at a source of the site; "" when one was never looked at, or there is none.
std::string next_due_of(const std::string& site, const std::vector<SourceRecord>& sources) {
  std::string next;
  bool is_first = true;
  for (const SourceRecord& source : sources) {
    if (source.site_url != site) continue;
    if (is_first || source.next_check_at < next) next = source.next_check_at;
    is_first = false;
  }
  return next;
}

std::string last_run_words(const CrawlReport& report) {
  if (!report.last_run) return "never";
  const CrawlRecord& run = *report.last_run;
  return run.started_at + ", " + run.status +
         (run.finished_at.empty() ? "" : " " + run.finished_at) +
         (run.stats_json == "{}" ? "" : ", " + run.stats_json);
}

std::string label(std::string_view value) {
  return replace_all(replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\""), "\n", "\\n");
}

void add_metric(std::string& out, const std::string& name, const std::string& help,
                const std::vector<std::pair<std::string, std::int64_t>>& values) {
  out += "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n";
  for (const auto& [labels, value] : values)
    out += name + (labels.empty() ? "" : "{" + labels + "}") + " " + std::to_string(value) + "\n";
}

}  // namespace

Result<CrawlReport> read_crawl_report(FrontierReader& reader, const Config& config, WallTime now) {
  CrawlReport report;
  report.time_zone = time_zone_words(now);
  const auto take = [](auto& field, auto result) -> Result<void> {
    if (!result) return fail(std::move(result.error()));
    field = std::move(*result);
    return {};
  };
  auto ok = take(report.sources, reader.sources());
  for (const SiteOptions& site : config.sites)
    report.sites.push_back({site.url, site.schedule, next_due_of(site.url, report.sources)});
  if (ok) ok = take(report.queue, reader.counts());
  if (ok) ok = take(report.blocked, reader.blocked_hosts(now.time_since_epoch().count()));
  if (ok)
    ok = take(report.errors, reader.errors(iso_time(now - std::chrono::hours(24)), kMaxErrors));
  if (ok) ok = take(report.last_run, reader.last_crawl());
  if (ok) ok = take(report.articles, reader.article_count());
  std::optional<std::int64_t> due;
  if (ok) ok = take(due, reader.next_due_ms({}));
  if (!ok) return fail(std::move(ok.error()));
  report.next_due_ms = due.value_or(0);
  return report;
}

std::string text_of(const CrawlReport& report, WallTime now) {
  std::string out = "articles   " + std::to_string(report.articles) + "\n";
  out += "queue      " + std::to_string(report.queue.ready) + " ready, " +
         std::to_string(report.queue.waiting) + " waiting, " + std::to_string(report.queue.done) +
         " done, " + std::to_string(report.queue.failed) + " given up, " +
         std::to_string(report.queue.skipped) + " skipped\n";
  out += "last run   " + last_run_words(report) + "\n";
  out += "next due   " +
         (report.queue.ready > 0    ? std::string("now")
          : report.next_due_ms == 0 ? std::string("nothing")
                                    : moment_words(report.next_due_ms, now)) +
         "\n";
  out += "time zone  " + report.time_zone + "\n";
  for (const SiteDue& site : report.sites) {
    out += "\n" + shown(site.url) + " · " + shown(site.schedule) + " · next due " +
           (site.next_due_at.empty() ? "now" : site.next_due_at) + "\n";
    for (const SourceRecord& source : report.sources)
      if (source.site_url == site.url) add_source(out, source);
  }
  if (!report.blocked.empty()) out += "\nhosts that wait\n";
  for (const HostRecord& host : report.blocked)
    out += "  " + shown(host.name) + "  until " + moment_words(host.blocked_until_ms, now) + ", " +
           std::to_string(host.queued) + " queued: " + shown(host.block_reason) + "\n";
  if (!report.errors.empty()) out += "\nerrors of the last 24 hours\n";
  for (const ErrorCount& error : report.errors)
    out += "  " + std::to_string(error.count) + "  " + shown(error.host) + "  " +
           shown(error.error_kind) +
           (error.http_status > 0 ? " " + std::to_string(error.http_status) : "") + "  last " +
           error.last_at + "\n";
  return out;
}

std::string json_of(const CrawlReport& report) {
  using nlohmann::json;
  json sites = json::array(), schedules = json::array();
  json sources = json::array(), blocked = json::array(), errors = json::array();
  const auto or_null = [](const std::string& text) { return text.empty() ? json() : json(text); };
  for (const SiteDue& s : report.sites) {
    sites.push_back(s.url);
    schedules.push_back(
        {{"site", s.url}, {"schedule", s.schedule}, {"next_due_at", or_null(s.next_due_at)}});
  }
  for (const SourceRecord& s : report.sources)
    sources.push_back({{"site", s.site_url},
                       {"url", s.url},
                       {"kind", s.kind},
                       {"title", or_null(s.title)},
                       {"found_by", s.found_by},
                       {"last_checked_at", or_null(s.last_checked_at)},
                       {"next_check_at", or_null(s.next_check_at)},
                       {"last_new_at", or_null(s.last_new_at)},
                       {"entries_seen", s.entries_seen},
                       {"error_count", s.error_count},
                       {"last_error", or_null(s.last_error)},
                       {"is_silent", s.is_silent}});
  for (const HostRecord& h : report.blocked)
    blocked.push_back({{"host", h.name},
                       {"until", iso_time(WallTime(std::chrono::milliseconds(h.blocked_until_ms)))},
                       {"reason", h.block_reason},
                       {"queued", h.queued}});
  for (const ErrorCount& e : report.errors)
    errors.push_back({{"host", e.host},
                      {"error_kind", e.error_kind},
                      {"http_status", e.http_status},
                      {"count", e.count},
                      {"last_at", e.last_at}});
  json run;
  if (report.last_run)
    run = {{"status", report.last_run->status},
           {"started_at", report.last_run->started_at},
           {"finished_at", or_null(report.last_run->finished_at)},
           {"stats", json::parse(report.last_run->stats_json, nullptr, false)}};
  const json next = report.queue.ready > 0 || report.next_due_ms == 0
                        ? json()
                        : json(iso_time(WallTime(std::chrono::milliseconds(report.next_due_ms))));
  const json all = {{"articles", report.articles},
                    {"sites", sites},
                    {"schedules", schedules},
                    {"time_zone", report.time_zone},
                    {"sources", sources},
                    {"queue",
                     {{"ready", report.queue.ready},
                      {"waiting", report.queue.waiting},
                      {"done", report.queue.done},
                      {"given_up", report.queue.failed},
                      {"skipped", report.queue.skipped}}},
                    {"blocked_hosts", blocked},
                    {"errors", errors},
                    {"last_run", run},
                    {"next_due_at", next}};
  return all.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string prometheus_of(const CrawlReport& report) {
  std::string out;
  add_metric(out, "cuttings_articles", "Articles in the archive.", {{"", report.articles}});
  add_metric(out, "cuttings_queue", "URLs by state.",
             {{"state=\"ready\"", report.queue.ready},
              {"state=\"waiting\"", report.queue.waiting},
              {"state=\"done\"", report.queue.done},
              {"state=\"given_up\"", report.queue.failed},
              {"state=\"skipped\"", report.queue.skipped}});
  std::vector<std::pair<std::string, std::int64_t>> silent, failing, errors;
  for (const SourceRecord& source : report.sources) {
    const std::string labels = "source=\"" + label(source.url) + "\"";
    silent.emplace_back(labels, source.is_silent ? 1 : 0);
    failing.emplace_back(labels, source.error_count);
  }
  for (const ErrorCount& error : report.errors)
    errors.emplace_back("host=\"" + label(error.host) + "\",kind=\"" + label(error.error_kind) +
                            "\",status=\"" + std::to_string(error.http_status) + "\"",
                        error.count);
  add_metric(out, "cuttings_source_silent", "1: silent against its own rhythm.", silent);
  add_metric(out, "cuttings_source_failures", "Polls that failed, in a row.", failing);
  add_metric(out, "cuttings_errors_24h", "Failed fetches of the last 24 hours.", errors);
  return out;
}

}  // namespace cuttings
