#include "crawler/crawl_start.h"

#include <utility>

#include "config/base/log.h"
#include "crawler/clock_step.h"
#include "crawler/process_page.h"
#include "crawler/rhythm_json.h"
#include "crawler/schedule.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

struct SourceChange {
  SourceRecord source;
  Url url;
  bool is_known = false;
  bool has_ended = false;  ///< known, but no longer polled: its site was away for a while
};

Result<std::vector<SourceChange>> changes_of(FrontierReader& reader,
                                             const std::vector<SourceRecord>& sources) {
  std::vector<SourceChange> changes;
  for (const SourceRecord& source : sources) {
    const auto url = Url::parse(source.url);
    if (!url || !url->is_http()) continue;
    auto known = reader.source(source.url);
    if (!known) return fail(std::move(known.error()));
    auto entry = reader.find(*url);
    if (!entry) return fail(std::move(entry.error()));
    const bool has_ended = *entry && ((*entry)->state == QueueState::kSkipped ||
                                      (*entry)->state == QueueState::kFailed);
    changes.push_back({source, *url, known->has_value(), has_ended});
  }
  return changes;
}

Result<void> write_changes(const std::vector<SourceChange>& changes, FrontierWriter& frontier) {
  for (const SourceChange& change : changes) {
    auto added = frontier.add(source_entry(change.url));
    if (!added) return fail(std::move(added.error()));
    if (!change.is_known)
      if (auto ok = frontier.put_source(change.source); !ok) return ok;
    if (change.has_ended)
      if (auto ok = frontier.requeue(change.url); !ok) return fail(std::move(ok.error()));
  }
  return {};
}

std::vector<SourceRecord> configured_sources(const CrawlSites& sites, WallTime now) {
  std::vector<SourceRecord> sources;
  for (const CrawlSite& site : sites.all()) {
    sources.push_back(new_source(site, site.start.without_fragment(), "hub_page", "given", now));
    const auto pin = [&](const std::string& href, std::string_view kind) {
      const auto url = Url::parse(href);
      if (url) sources.push_back(new_source(site, url->without_fragment(), kind, "given", now));
    };
    for (const std::string& feed : site.options.feeds) pin(feed, "feed");
    for (const std::string& sitemap : site.options.sitemaps) pin(sitemap, "sitemap");
  }
  return sources;
}

/// The sources of sites with a manual schedule: due whenever somebody begins a run.
Result<std::vector<Url>> manual_sources(FrontierReader& reader, const CrawlSites& sites) {
  auto sources = reader.sources();
  if (!sources) return fail(std::move(sources.error()));
  std::vector<Url> urls;
  for (const SourceRecord& source : *sources) {
    const CrawlSite* site = sites.find(source.site_url);
    if (site == nullptr || site->schedule.kind != ScheduleKind::kManual) continue;
    if (auto url = Url::parse(source.url)) urls.push_back(std::move(*url));
  }
  return urls;
}

Result<void> write(ArticleStore& store, const FrontierWork& work) {
  auto woken = store.save_pages({}, work);
  if (!woken) return fail(std::move(woken.error()));
  return {};
}

/// Waits that an earlier run wrote down by a clock that was ahead.
Result<void> mend_times(ArticleStore& store, FrontierReader& reader, WallTime now) {
  const auto by = set_back_since_last_run(reader, now);
  if (!by) return fail(by.error());
  if (!*by) return {};
  log(LogLevel::kWarning, "crawler",
      "the clock was set back by " + std::to_string((*by)->count() / 1000) +
          " s or more since the last run: what waits is due as much earlier");
  const auto work = follow_set_back(reader, **by);
  if (!work) return fail(work.error());
  return write(store, *work);
}

struct MovedSource {
  SourceRecord source;
  EntryUpdate update;
};

/// The known sources of sites with times of their own whose schedule says another time than the
/// queue: it was edited, or the time zone.
Result<std::vector<MovedSource>> moved_sources(FrontierReader& reader, const CrawlSites& sites) {
  auto sources = reader.sources();
  if (!sources) return fail(std::move(sources.error()));
  std::vector<MovedSource> moved;
  for (SourceRecord& source : *sources) {
    const CrawlSite* site = sites.find(source.site_url);
    const auto url = Url::parse(source.url);
    if (site == nullptr || !url || !site->schedule.is_fixed()) continue;
    auto entry = reader.find(*url);
    if (!entry) return fail(std::move(entry.error()));
    const std::int64_t last_ms = rhythm_of_json(source.rhythm).last_poll_ms;
    if (!*entry || (*entry)->state != QueueState::kWaiting || last_ms == 0) continue;
    const auto due =
        Schedule(site->schedule)
            .next_spread_after(WallTime(std::chrono::milliseconds(last_ms)), (*entry)->url);
    if (!due || due->time_since_epoch().count() == (*entry)->due_ms) continue;
    source.next_check_at = iso_time(*due);
    moved.push_back({std::move(source),
                     {(*entry)->id, QueueState::kWaiting, (*entry)->kind, (*entry)->attempts,
                      due->time_since_epoch().count(), (*entry)->reason, (*entry)->revisit}});
  }
  return moved;
}

}  // namespace

Result<void> keep_sources(ArticleStore& store, FrontierReader& reader,
                          const std::vector<SourceRecord>& sources) {
  auto changes = changes_of(reader, sources);
  if (!changes) return fail(std::move(changes.error()));
  return write(store, [&](std::span<const Saved>, FrontierWriter& frontier) {
    return write_changes(*changes, frontier);
  });
}

Result<FrontierWork> reschedule(FrontierReader& reader, const CrawlSites& sites) {
  auto moved = moved_sources(reader, sites);
  if (!moved) return fail(std::move(moved.error()));
  return FrontierWork([moved = std::move(*moved)](std::span<const Saved>,
                                                  FrontierWriter& frontier) -> Result<void> {
    for (const MovedSource& one : moved) {
      if (auto ok = frontier.put_source(one.source); !ok) return ok;
      if (auto ok = frontier.update(one.update); !ok) return ok;
    }
    return {};
  });
}

Result<std::int64_t> begin_crawl(ArticleStore& store, FrontierReader& reader,
                                 const CrawlSites& sites, const Config& config, WallTime now) {
  if (auto ok = mend_times(store, reader, now); !ok) return fail(std::move(ok.error()));
  auto changes = changes_of(reader, configured_sources(sites, now));
  if (!changes) return fail(std::move(changes.error()));
  auto manual = manual_sources(reader, sites);
  if (!manual) return fail(std::move(manual.error()));
  const auto moved = reschedule(reader, sites);
  if (!moved) return fail(moved.error());
  std::int64_t id = 0;
  const auto work = [&](std::span<const Saved> saved, FrontierWriter& frontier) -> Result<void> {
    if (auto ok = write_changes(*changes, frontier); !ok) return ok;
    if (auto ok = (*moved)(saved, frontier); !ok) return ok;
    for (const Url& url : *manual)
      if (auto ok = frontier.requeue(url); !ok) return fail(std::move(ok.error()));
    auto crawl = frontier.begin_crawl(iso_time(now), config.fetch.user_agent);
    if (!crawl) return fail(std::move(crawl.error()));
    id = *crawl;
    return {};
  };
  if (auto ok = write(store, work); !ok) return fail(std::move(ok.error()));
  return id;
}

Result<void> give_up_suspects(ArticleStore& store, FrontierReader& reader, ReadingMarks& marks) {
  std::vector<EntryUpdate> updates;
  for (const std::int64_t id : marks.suspects()) {
    auto entry = reader.entry(id);
    if (!entry) return fail(std::move(entry.error()));
    if (!*entry) continue;
    EntryUpdate update{.id = id, .state = QueueState::kFailed, .kind = (*entry)->kind};
    update.attempts = (*entry)->attempts;
    update.reason = "the program crashed twice while it read this page";
    log(LogLevel::kError, "crawler", (*entry)->url + ": " + update.reason + ": it is given up");
    updates.push_back(std::move(update));
  }
  auto ok = write(store, [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
    for (const EntryUpdate& update : updates)
      if (auto done = frontier.update(update); !done) return done;
    return {};
  });
  if (!ok) return ok;
  for (const EntryUpdate& update : updates) marks.forget(update.id);
  return {};
}

Result<void> end_crawl(ArticleStore& store, std::int64_t id, const CrawlEnd& end, WallTime now) {
  return write(store, [&](std::span<const Saved>, FrontierWriter& frontier) -> Result<void> {
    for (const TrapChanges& changes : end.traps)
      if (auto ok = frontier.put_traps(changes); !ok) return ok;
    return frontier.end_crawl(id, iso_time(now), end.status, end.stats_json);
  });
}

}  // namespace cuttings
