#include "crawler/page_commit.h"

#include <algorithm>
#include <utility>

#include "crawler/discovery/article_links.h"
#include "crawler/discovery/source_time.h"
#include "crawler/process_page.h"
#include "crawler/retry_policy.h"
#include "crawler/revisit_policy.h"
#include "crawler/rhythm_json.h"
#include "crawler/schedule.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxValidatorBytes = 1024;  // servers refuse requests of a few KB
constexpr std::chrono::milliseconds kOutageWait = std::chrono::minutes(1);

bool has_failed(const CrawlPage& page) {
  return page.error != FetchError::kNone && !is_refused(page.error);
}

/// As it was, but for a moment: it is asked when somebody answers again.
EntryUpdate after_outage(const CrawlPage& page) {
  EntryUpdate update{.id = page.entry.id, .state = QueueState::kWaiting, .kind = page.entry.kind};
  update.attempts = page.entry.attempts;
  update.reason = page.capture.fetch.error;
  update.due_ms = unix_ms(page.ended_at) + kOutageWait.count();
  return update;
}

/// Another attempt, or the end with its reason.
EntryUpdate after_failure(const CrawlPage& page, const Config& config) {
  if (page.is_outage) return after_outage(page);
  EntryUpdate update{.id = page.entry.id, .kind = page.entry.kind};
  update.attempts = page.entry.attempts + 1;
  update.reason = page.capture.fetch.error;
  const auto wait = retry_wait(page.error, page.status, update.attempts, config.crawl.retries);
  update.state = wait ? QueueState::kWaiting : QueueState::kFailed;
  if (wait) update.due_ms = unix_ms(page.ended_at) + wait->count();
  return update;
}

std::optional<std::int64_t> age_s(const CrawlPage& page) {
  if (!page.capture.article) return std::nullopt;
  const auto published = parse_source_time(page.capture.article->metadata.date_published);
  if (!published) return std::nullopt;
  return (unix_ms(page.ended_at) - unix_ms(*published)) / 1000;
}

void wait_for_revisit(EntryUpdate& update, RevisitRecord record, const CrawlPage& page) {
  update.state = QueueState::kWaiting;
  update.due_ms = unix_ms(page.ended_at) + record.interval_s * 1000;
  update.revisit = std::move(record);
}

void take_validators(RevisitRecord& record, const CrawlPage& page) {
  const FetchRecord& fetch = page.capture.fetch;
  if (page.status == 304) return;  // those that were asked with hold on
  // An error page's are not the page's: without any the next look gets an answer for certain.
  const auto kept = [&](const std::string& validator) {
    return page.status < 400 && validator.size() <= kMaxValidatorBytes ? validator : "";
  };
  record.etag = kept(fetch.etag);
  record.last_modified = kept(fetch.last_modified);
}

/// An article that was looked at again.
EntryUpdate after_look(const CrawlPage& page, Look look, const Config& config, SiteLooks& looks) {
  EntryUpdate update{.id = page.entry.id, .kind = QueueKind::kArticle};
  const RevisitPolicy policy(config.crawl.revisit);
  if (look != Look::kGone)
    looks.add(policy.step_of(page.entry.revisit.interval_s), look == Look::kChanged);
  auto next = policy.after(page.entry.revisit, look, looks);
  if (!next) {
    update.state = QueueState::kDone;
    update.reason = "gone: " + page.capture.fetch.error;
    return update;
  }
  if (look != Look::kGone) take_validators(*next, page);
  wait_for_revisit(update, std::move(*next), page);
  return update;
}

EntryUpdate after_fetch(const CrawlPage& page, const Saved& saved, const Config& config,
                        SiteLooks& looks) {
  const bool is_known = page.entry.kind == QueueKind::kArticle;
  const bool is_gone = page.status == 404 || page.status == 410;
  if (is_known && is_gone) return after_look(page, Look::kGone, config, looks);
  if (has_failed(page)) {
    EntryUpdate update = after_failure(page, config);
    // An article that cannot be fetched for a while is still on its curve.
    if (is_known && update.state == QueueState::kFailed)
      return after_look(page, Look::kUnchanged, config, looks);
    return update;
  }
  if (is_known) {
    const bool has_changed = saved.outcome == SaveOutcome::kChanged;
    return after_look(page, has_changed ? Look::kChanged : Look::kUnchanged, config, looks);
  }
  EntryUpdate update{.id = page.entry.id};
  if (is_refused(page.error)) {
    update.state = QueueState::kSkipped;
    update.reason = page.capture.fetch.error;
  } else if (page.is_article()) {
    update.kind = QueueKind::kArticle;
    RevisitRecord record = RevisitPolicy(config.crawl.revisit).first(age_s(page));
    take_validators(record, page);
    wait_for_revisit(update, std::move(record), page);
  } else {
    update.reason = page.capture.fetch.error;
  }
  return update;
}

/// At the times a person named, else by the source's own rhythm.
WallTime next_look(const CrawlPage& page, const SourceRhythm& rhythm) {
  if (!page.schedule.is_fixed()) return rhythm.next_due();
  const Schedule schedule(page.schedule);
  return schedule.next_spread_after(page.ended_at, page.entry.url).value_or(rhythm.next_due());
}

/// A poll of a source: when it is due again follows from what it gave.
EntryUpdate after_poll(CrawlPage& page, Result<void>& ok, FrontierWriter& frontier) {
  SourceRecord& source = *page.source;
  SourceRhythm rhythm(page.rhythm, rhythm_of_json(source.rhythm));
  SourcePoll poll;
  poll.at = page.ended_at;
  poll.new_entries = static_cast<int>(page.new_links);
  poll.is_failure = !page.source_error.empty();
  poll.ttl = page.ttl;
  poll.skip_hours = page.skip_hours;
  rhythm.record(poll);
  const WallTime next = next_look(page, rhythm);
  source.rhythm = rhythm_json(rhythm.state());
  source.last_checked_at = iso_time(page.ended_at);
  source.next_check_at = iso_time(next);
  source.last_error = page.source_error;
  source.error_count = poll.is_failure ? source.error_count + 1 : 0;
  source.is_silent = rhythm.is_silent(page.ended_at);
  source.entries_seen += page.new_links;
  if (page.new_links > 0) source.last_new_at = source.last_checked_at;
  source.hubs = page.hubs;
  ok = frontier.put_source(source);
  EntryUpdate update{
      .id = page.entry.id, .state = QueueState::kWaiting, .kind = QueueKind::kSource};
  update.due_ms = unix_ms(next);
  update.attempts = source.error_count;
  update.reason = page.source_error;
  update.revisit = page.entry.revisit;
  // Some servers answer with errors as long as validators are sent.
  if (page.source_error.empty() || page.status >= 400) take_validators(*update.revisit, page);
  return update;
}

Result<void> add_links(CrawlPage& page, FrontierWriter& frontier) {
  for (const NewUrl& link : page.links) {
    auto added = frontier.add(link);
    if (!added) return fail(std::move(added.error()));
    if (*added == Added::kKnown) continue;
    ++page.new_links;
    const auto url = Url::parse(link.url);
    if (url && looks_like_article(*url, {}) > kArticleLink) ++page.new_article_links;
  }
  for (const SourceRecord& source : page.new_sources) {
    const auto url = Url::parse(source.url);
    if (!url) continue;
    NewUrl entry = source_entry(*url);
    if (page.source) entry.depth = page.entry.depth + 1;  // of an index within an index
    auto added = frontier.add(entry);
    if (!added) return fail(std::move(added.error()));
    if (*added == Added::kKnown) continue;
    ++page.new_links;
    if (auto ok = frontier.put_source(source); !ok) return ok;
  }
  return {};
}

/// The article's further pages were fetched with it.
Result<void> add_further(const CrawlPage& page, FrontierWriter& frontier) {
  for (const Capture& further : page.further) {
    const auto url = Url::parse(further.fetch.url);
    if (!url || !further.fetch.error_kind.empty()) continue;
    NewUrl alias = NewUrl::of(*url);
    alias.found_by = FoundBy::kLink;
    alias.found_via = page.entry.id;
    if (auto ok = frontier.add_alias(alias, page.entry.url); !ok) return ok;
  }
  return {};
}

/// Where the page redirects to was fetched with it.
Result<void> add_alias(const CrawlPage& page, FrontierWriter& frontier) {
  const FetchRecord& fetch = page.capture.fetch;
  if (fetch.final_url == page.entry.url) return {};
  const auto url = Url::parse(fetch.final_url), own = Url::parse(page.entry.url);
  if (page.error != FetchError::kNone || !url || !url->is_http() || !own) return {};
  NewUrl alias = NewUrl::of(*url);
  if (alias.key == NewUrl::of(*own).key) return {};
  alias.found_by = FoundBy::kRedirect;
  alias.found_via = page.entry.id;
  return frontier.add_alias(alias, page.entry.url);
}

Result<void> commit_fetched(CrawlPage& page, const Saved& saved, const Config& config,
                            FrontierWriter& frontier) {
  page.outcome = saved.outcome;
  if (auto ok = add_further(page, frontier); !ok) return ok;
  if (auto ok = add_links(page, frontier); !ok) return ok;
  Result<void> ok;
  EntryUpdate update;
  if (page.source && page.is_outage) {
    update = after_outage(page);
  } else if (page.source) {
    update = after_poll(page, ok, frontier);
  } else {
    // Other pages of the batch may have changed what is known of the site's articles.
    auto host = frontier.host(page.entry.host_id);
    if (!host) return fail(std::move(host.error()));
    const std::string before = *host ? (*host)->revisit_looks : "";
    SiteLooks looks = SiteLooks::of(before);
    update = after_fetch(page, saved, config, looks);
    ok = add_alias(page, frontier);
    if (ok && looks.text() != before) ok = frontier.put_looks(page.entry.host_id, looks.text());
  }
  if (!ok) return ok;
  page.state = update.state;
  page.due_ms = update.due_ms;
  return frontier.update(update);
}

}  // namespace

Result<void> commit_page(CrawlPage& page, const Saved* saved, const Config& config,
                         FrontierWriter& frontier) {
  if (saved == nullptr) {
    page.outcome = SaveOutcome::kSkipped;
    page.state = QueueState::kSkipped;
    return frontier.update({.id = page.entry.id,
                            .state = QueueState::kSkipped,
                            .kind = page.entry.kind,
                            .reason = page.refusal});
  }
  if (auto ok = commit_fetched(page, *saved, config, frontier); !ok) return ok;
  return page.host.id == 0 ? Result<void>() : frontier.put_host(page.host);
}

}  // namespace cuttings
