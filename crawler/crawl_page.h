#pragma once
// CrawlPage: one URL on its way through the crawl, from the queue to the commit.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/schedule_spec.h"
#include "crawler/discovery/source_rhythm.h"
#include "crawler/fetch_result.h"
#include "extractor/extract.h"
#include "extractor/further_pages.h"
#include "storage/article_store.h"
#include "storage/capture.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// An article while its further pages are being fetched.
struct ArticleParts {
  Extraction first;  ///< its article is what has been joined so far
  PageChain pages;
  FurtherPages said;          ///< by the last page
  std::string wanted;         ///< the URL to fetch next
  bool wants_single = false;  ///< that one holds the whole article
};

struct CrawlPage {
  QueueEntry entry = {};
  std::optional<SourceRecord> source = {};  ///< of a source
  RhythmOptions rhythm = {};                ///< of its site
  ScheduleSpec schedule = {};               ///< likewise
  std::string refusal = {};  ///< why it is not fetched: a LinkRefusal's name; empty: it was
  HostRecord host = {};      ///< after the visit; id 0: nothing changed
  WallTime ended_at{};

  // What the fetch and its reading gave.
  FetchError error = FetchError::kNone;
  int status = 0;
  bool is_outage = false;  ///< nobody answers: it says nothing about this page
  Capture capture = {};
  std::optional<ArticleParts> parts = {};      ///< of an article that is not whole yet
  std::vector<Capture> further = {};           ///< of its further pages, in order: bytes only
  std::vector<NewUrl> links = {};              ///< to be made known
  std::vector<SourceRecord> new_sources = {};  ///< likewise
  std::string source_error = {};               ///< why a source could not be read; "" when it could
  std::vector<std::string> hubs = {};
  std::optional<std::chrono::minutes> ttl = {};
  std::uint32_t skip_hours = 0;

  // What the commit gave.
  SaveOutcome outcome = SaveOutcome::kFailed;
  QueueState state = QueueState::kDone;
  std::int64_t due_ms = 0;
  std::int64_t new_links = 0;          ///< URLs not known before, sources too
  std::int64_t new_article_links = 0;  ///< of them, by their look

  bool was_fetched() const { return refusal.empty(); }
  bool is_unread() const { return capture.fetch.error == kNotReadYet; }
  bool is_article() const { return capture.article.has_value(); }
};

}  // namespace cuttings
