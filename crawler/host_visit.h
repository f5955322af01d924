#pragma once
// What a fetch tells of the host that was asked.

#include <chrono>
#include <optional>

#include "config/base/clock.h"
#include "crawler/fetch_result.h"
#include "crawler/host_schedule.h"

namespace cuttings {

/// False when nothing crossed the wire for it: its host owes no pause.
bool was_asked(const FetchResult& fetched);

/// The visit of the first host that `fetched` asked, which ended then; `crawl_delay` is that
/// host's, by its robots.txt.
HostVisit visit_of(const FetchResult& fetched, std::optional<std::chrono::milliseconds> crawl_delay,
                   WallTime ended_at);

}  // namespace cuttings
