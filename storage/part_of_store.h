#pragma once
// Files that nothing else may take the place of.

#include <string>

#include "config/base/result.h"

namespace cuttings {

/// Error kInvalidArgument when `path`, or what it is a link to, is the database of an archive that
/// was ever written, or SQLite's files beside it (its lock file shows it, no other file is opened),
/// or a WARC file by its name: no command writes one as its result.
Result<void> refuse_part_of_store(const std::string& path);

}  // namespace cuttings
