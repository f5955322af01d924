#include "crawler/crawl_sites.h"

#include <algorithm>

#include "config/base/public_suffix.h"

namespace cuttings {
namespace {

LinkScopeOptions scope_options(const SiteOptions& site, const Config& config, int this_year) {
  LinkScopeOptions options;
  options.include = site.include;
  options.exclude = site.exclude;
  options.max_depth = config.crawl.max_depth;
  options.max_url_bytes = config.fetch.max_url_bytes;
  options.this_year = this_year;
  return options;
}

}  // namespace

CrawlSites::CrawlSites(const Config& config, int this_year) {
  for (const SiteOptions& site : config.sites) {
    const auto start = Url::parse(site.url);
    if (!start || !start->is_http()) continue;
    const auto schedule = parse_schedule(site.schedule);  // checked when it was loaded
    by_domain_[site_of_host(start->host())].push_back(sites_.size());
    sites_.push_back({site, *start, LinkScope(*start, scope_options(site, config, this_year)),
                      schedule.value_or(ScheduleSpec{})});
  }
}

CrawlSites::Verdict CrawlSites::judge(const Url& url, int depth) const {
  Verdict verdict;
  if (!url.is_http()) verdict.refusal = LinkRefusal::kNotHttp;
  const auto found = by_domain_.find(site_of_host(url.host()));
  if (found == by_domain_.end()) return verdict;
  for (const std::size_t index : found->second) {
    const CrawlSite& site = sites_[index];
    verdict = {site.scope.judge(url, depth), &site};
    if (verdict.refusal == LinkRefusal::kNone) return verdict;
  }
  return verdict;
}

const CrawlSite* CrawlSites::find(std::string_view site_url) const {
  const auto found = std::find_if(sites_.begin(), sites_.end(), [&](const CrawlSite& site) {
    return site.options.url == site_url;
  });
  return found == sites_.end() ? nullptr : &*found;
}

RhythmOptions rhythm_options(ScheduleKind schedule) {
  using namespace std::chrono_literals;
  RhythmOptions options;
  if (schedule == ScheduleKind::kHourly) options.max_interval = 1h;
  if (schedule == ScheduleKind::kWeekly) {
    options.min_interval = 24h;
    options.first_interval = 24h;
    options.max_interval = 24h * 7;
  }
  if (schedule == ScheduleKind::kManual) {  // when a run begins, and else never
    options.min_interval = 24h * 365;
    options.first_interval = 24h * 365;
    options.max_interval = 24h * 365;
  }
  return options;
}

int year_of(WallTime time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return static_cast<int>(day.year());
}

}  // namespace cuttings
