#pragma once
// Which failed fetches are tried again, and when.

#include <chrono>
#include <optional>

#include "crawler/fetch_result.h"

namespace cuttings {

/// The wait before another attempt at a fetch that ended in `error` (and `status`), which was the
/// `attempts`th failed one in a row (from 1); empty: it is given up. Tried again: HTTP 408, 429,
/// 500, 502, 503 and 504, DNS, addresses that are blocked, connections, TLS, time-outs, transfers
/// that broke, at most `retries` times, each wait four times the one before, up to 6 h; a host that
/// cannot be reached for about a day, unless `retries` is 0; an unreadable robots.txt without end,
/// at last once a day, as nothing is asked for it. Any thread.
std::optional<std::chrono::milliseconds> retry_wait(FetchError error, int status, int attempts,
                                                    int retries);

/// The fetch told nothing of the host that was meant: nobody answered, or the way led to an address
/// that must not be asked, as behind a captive portal.
bool reached_nobody(const FetchResult& fetched);
/// It is not asked for: a rule says so, of robots.txt or of the crawl's scope.
bool is_refused(FetchError error);
/// No answer came from the host at all: its own trouble, not the page's.
bool is_unreachable(FetchError error);

}  // namespace cuttings
