#pragma once
// Reading what a user named on the command line: pages, lists and folders.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

/// The bytes of `path` ("-" is stdin). Error kNotFound or kIo when it cannot be read, kTooLarge
/// when it holds more than `max_bytes` (no more than that is read).
Result<std::string> read_input(const std::string& path, std::size_t max_bytes);

/// The same of what is no page, where too large is just another way to be unreadable: kIo.
Result<std::string> read_whole_input(const std::string& path, std::size_t max_bytes);

/// The lines of a list of URLs or files, without blank ones and those that begin with "#".
/// Error kNotFound or kIo, also for more than 64 MiB; kInvalidArgument when nothing is left.
Result<std::vector<std::string>> read_list(const std::string& path);

/// `named` with each folder replaced by its pages (find_pages()).
Result<std::vector<std::string>> expand_folders(const std::vector<std::string>& named);

/// True for the names browsers give to a page that is saved as one file: *.mhtml, *.mht, any case.
bool is_saved_page_name(std::string_view path);

/// The pages (.html .htm .xhtml .mhtml .mht .txt, any case) in `directory` and below, sorted by
/// path. Symbolic links to folders are not followed. A folder below it that cannot be read stands
/// among them, so that who reads it tells. Error kIo when `directory` itself cannot be read,
/// kNotFound when it holds none.
Result<std::vector<std::string>> find_pages(const std::string& directory);

}  // namespace cuttings
