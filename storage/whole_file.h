#pragma once
// Files that survive: one that appears whole or not at all, and what is in it at a power cut.

#include <functional>
#include <string>

#include "config/base/result.h"

namespace cuttings {

/// Calls `write` with a name beside the file that `named` is or leads to ("PATH.partial"), then
/// gives that file its name. When `write` fails, or a name cannot be given, nothing is left and
/// what stood there stands. One that was killed leaves PATH.partial, which the next call
/// overwrites. Error kInvalidArgument for a device, pipe or folder; kIo, and those of `write`.
Result<void> write_whole_file(const std::string& named,
                              const std::function<Result<void>(const std::string&)>& write);

/// What is in the file, or the names in the directory, survive a power cut; "" is the working
/// directory. Error kIo.
Result<void> sync_to_disk(const std::string& path);

}  // namespace cuttings
