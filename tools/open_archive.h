#pragma once
// open_archive(): the configured store, to read while others may write to it.

#include <memory>

#include "config/config.h"
#include "storage/archive_reader.h"
#include "tools/options.h"

namespace cuttings {

/// The error of a store that could not be opened: one that is not there is the store's fault (exit
/// code 7), not an input's.
Error store_error(Error error);

/// Error kStore with what to do when there is no store.
Result<std::unique_ptr<ArchiveReader>> open_archive(const Config& config);

/// As open_archive(), of the settings that `options` lead to.
Result<std::unique_ptr<ArchiveReader>> open_archive(const ConfigOptions& options);

/// The history of the article known by `url`, which may lack "https://" or "http://". Error
/// kNotFound with what to do when there is none.
Result<History> find_history(ArchiveReader& archive, const std::string& url, const Config& config);

/// The history of the article known by `url` in the configured store; as the functions above.
Result<History> read_history(const ConfigOptions& options, const std::string& url);

/// The words of a command line as one query. Error kInvalidArgument also where they hold nothing
/// that could be found: all articles would be the answer.
Result<SearchQuery> read_query(const std::vector<std::string>& words);

}  // namespace cuttings
