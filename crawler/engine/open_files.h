#pragma once
// What the limit on open files lets us do.

namespace cuttings {

/// How many pages may be in flight at once, at most `wanted`, at least 1. A page can hold five
/// files at once: two connection attempts, and the resolver's three; 64 are left to the store and
/// the rest. Any thread.
int affordable_pages(int wanted);

/// How many idle connections may be kept open for hosts that will be asked again, beside `pages` in
/// flight: a crawl goes round many more hosts than it asks at once, and each new connection costs
/// the host a handshake. At least `pages`. Any thread.
int affordable_idle_connections(int pages);

}  // namespace cuttings
