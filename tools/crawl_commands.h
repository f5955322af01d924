#pragma once
// The subcommands of `cuttings crawl`, a file each, and what they share.

#include <memory>
#include <string>

#include "config/config.h"
#include "storage/frontier_store.h"
#include "tools/command.h"

namespace cuttings {

// Each adds one subcommand to `crawl` and sets `run` when it is parsed. Both outlive parsing.
void add_crawl_init_command(CLI::App& crawl, CommandRun& run);
void add_crawl_add_command(CLI::App& crawl, CommandRun& run);
void add_crawl_run_command(CLI::App& crawl, CommandRun& run);
void add_crawl_watch_command(CLI::App& crawl, CommandRun& run);
void add_crawl_import_command(CLI::App& crawl, CommandRun& run);
void add_crawl_status_command(CLI::App& crawl, CommandRun& run);
void add_crawl_why_command(CLI::App& crawl, CommandRun& run);
void add_crawl_retry_command(CLI::App& crawl, CommandRun& run);
void add_crawl_control_command(CLI::App& crawl, CommandRun& run);

/// The frontier of the configured store, to look at. Error kStore with what to do when there is no
/// store.
Result<std::unique_ptr<FrontierReader>> open_frontier(const Config& config);

/// The URL a person typed: "example.org" is meant as https. Error kInvalidArgument.
Result<Url> parse_site_url(const std::string& typed);

/// "in 4m05s", "2m10s ago", "now"; "never" for 0.
std::string moment_words(std::int64_t unix_ms, WallTime now);

}  // namespace cuttings
