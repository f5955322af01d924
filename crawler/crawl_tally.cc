#include "crawler/crawl_tally.h"

#include <algorithm>
#include <utility>

#include "crawler/retry_policy.h"

namespace cuttings {

void CrawlTally::count(const CrawlPage& page) {
  links += page.new_links;
  const bool was_ready = page.entry.state == QueueState::kReady;
  queued += page.new_links - (was_ready ? 1 : 0);
  queued = std::max<std::int64_t>(0, queued);
  if (page.source && (!page.source_error.empty() || is_refused(page.error))) ++bad_sources;
  if (!page.was_fetched() || is_refused(page.error)) {
    ++refused;
    return;
  }
  ++fetches;
  if (page.source) {
    ++polls;
    return;
  }
  if (page.state == QueueState::kFailed) ++given_up;
  const bool has_failed = page.error != FetchError::kNone;
  if (has_failed && page.state == QueueState::kWaiting) ++retries;
  if (has_failed) return;
  if (page.outcome == SaveOutcome::kNew) ++new_articles;
  if (page.outcome == SaveOutcome::kChanged) ++changed;
  if (page.outcome == SaveOutcome::kUnchanged || page.outcome == SaveOutcome::kNotModified)
    ++unchanged;
  if (page.is_unread()) {
    ++unread;
    return;
  }
  const std::string& kind = page.capture.fetch.error_kind;
  const bool is_withheld = kind == "noarchive" || kind == "noindex";
  if (is_withheld) ++refused;
  if (page.outcome == SaveOutcome::kSkipped && !is_withheld) ++not_articles;
}

std::string CrawlTally::json() const {
  std::string text = "{";
  for (const auto& [name, value] : {std::pair{"fetches", fetches},
                                    {"new", new_articles},
                                    {"changed", changed},
                                    {"unchanged", unchanged},
                                    {"not_articles", not_articles},
                                    {"unread", unread},
                                    {"polls", polls},
                                    {"bad_sources", bad_sources},
                                    {"refused", refused},
                                    {"retries", retries},
                                    {"given_up", given_up},
                                    {"links", links}})
    text += (text.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":" + std::to_string(value);
  return text + "}";
}

}  // namespace cuttings
