#pragma once
// Sandbox: takes from the process the right to open what it has no need for, so that a hole in a
// parser of pages cannot read or change a person's files. By Landlock, which needs no privileges:
// https://docs.kernel.org/userspace-api/landlock.html. The only file that makes these system calls.
// And the right to calls it never makes: tools/system_call_filter.h.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "config/config.h"
#include "tools/system_call_filter.h"

namespace cuttings {

/// Files and folders with all below them. What does not exist is left out.
struct SandboxPaths {
  std::vector<std::string> readable = {};
  std::vector<std::string> writable = {};  ///< also read, made and removed
};

/// What any command with this configuration needs besides the system's own files: its rules; with
/// a store, the folders of the store and of its WARC files.
SandboxPaths sandbox_paths(const Config& config, bool has_store);

/// From here on the process opens nothing but `paths`, the system's libraries, certificates and
/// settings (/usr, /lib, /etc), runs no program, and makes sockets as `network` says. What is open
/// stays open; signals are not touched. For good, for this thread and those it starts: to be called
/// before there are others. kOff does nothing. Error kInvalidArgument: kRequire, and the kernel
/// cannot; with kOn that is a warning in the log.
Result<void> enter_sandbox(SandboxWhen when, const SandboxPaths& paths, SandboxNetwork network);

}  // namespace cuttings
