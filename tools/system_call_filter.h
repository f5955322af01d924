#pragma once
// SystemCallFilter: what the sandbox (tools/sandbox.h) takes besides files: system calls that this
// program never makes and that code let in by a hole would want. By seccomp, which needs no
// privileges: https://docs.kernel.org/userspace-api/seccomp_filter.html. The only file that makes
// it.

#include "config/base/result.h"

namespace cuttings {

/// Whether the process may make sockets from here on.
enum class SandboxNetwork {
  kNone,
  kOpen,  ///< of the Internet, to names (AF_UNIX: nscd), and to ask for routes (AF_NETLINK)
};

/// From here on these fail with EPERM: running a program (also from memory, which Landlock lets
/// through), looking into other processes, mounts, namespaces, kernel modules and programs, clocks,
/// io_uring, other sockets than `network` says. For good, for this thread and those it starts.
/// Needs prctl(PR_SET_NO_NEW_PRIVS) before. Error kInvalidArgument: the kernel cannot.
Result<void> filter_system_calls(SandboxNetwork network);

}  // namespace cuttings
