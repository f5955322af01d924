#pragma once
// Tells an OutageWatch how fetches end, and the log when an outage begins and ends.

#include <cstdint>

#include "config/base/clock.h"
#include "crawler/fetch_result.h"
#include "crawler/outage_watch.h"

namespace cuttings {

/// Takes in how a fetch of that host ended at `now`; true when it failed because nobody answers.
bool note_answer(OutageWatch& outage, std::int64_t host_id, const FetchResult& fetched,
                 SteadyTime now);

}  // namespace cuttings
