#pragma once
// What a command that reads page after page does with the memory it frees.

namespace cuttings {

/// Lets the allocator keep what one page has freed for the next one, in place of giving it back to
/// the system and asking for it anew: half of the page faults of a run, and 6 % of its time
/// (docs/benchmarks.md). What a large page needed beyond that goes back. Call it before the first
/// page; for commands that end, not for a watch (crawler/engine/memory_trim.h).
void keep_freed_memory();

}  // namespace cuttings
