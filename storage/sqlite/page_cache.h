#pragma once
// The memory of SQLite's page caches, for a process that lives for weeks.

namespace cuttings::sqlite {

/// Takes the memory for the pages that a writer and its readers cache at once, in one piece,
/// instead of page by page among what comes and goes. To be called once, before the first
/// Database::open(); later it changes nothing.
void reserve_page_cache();

}  // namespace cuttings::sqlite
