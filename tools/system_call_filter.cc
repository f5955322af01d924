#include "tools/system_call_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace cuttings {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
constexpr std::uint32_t kForeignCalls = 0x40000000;  // of the x32 ABI, on the same architecture
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t kForeignCalls = 0x80000000;  // there are none
#else
constexpr std::uint32_t kArchitecture = 0;
constexpr std::uint32_t kForeignCalls = 0;
#endif

constexpr std::uint32_t kDenied[] = {
    // other programs, also from memory
    SYS_execve,
    SYS_execveat,
    // other processes' memory and descriptors
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_getfd,
    SYS_kcmp,
    SYS_process_madvise,
    // what holes in the kernel are mostly reached by
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_personality,
    SYS_open_by_handle_at,
    SYS_unshare,
    SYS_setns,
    // the machine itself
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_move_mount,
    SYS_open_tree,
    SYS_fsopen,
    SYS_fsconfig,
    SYS_fsmount,
    SYS_fspick,
    SYS_mount_setattr,
    SYS_swapon,
    SYS_swapoff,
    SYS_reboot,
    SYS_acct,
    SYS_quotactl,
    SYS_syslog,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_clock_adjtime,
    SYS_adjtimex,
    SYS_vhangup,
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#ifdef SYS_iopl
    SYS_iopl,
    SYS_ioperm,
    SYS_modify_ldt,
#endif
};

// What getaddrinfo() and libcurl make.
constexpr std::uint32_t kSocketFamilies[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};

constexpr std::uint32_t kDeny = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);
constexpr std::uint16_t kLoad = BPF_LD | BPF_W | BPF_ABS;
constexpr std::uint16_t kIfEqual = BPF_JMP | BPF_JEQ | BPF_K;
constexpr std::uint16_t kReply = BPF_RET | BPF_K;
constexpr std::uint16_t kIfAtLeast = BPF_JMP | BPF_JGE | BPF_K;

/// Built front to back: a test answers at once or the next one comes, so that no jump is long.
class FilterProgram {
 public:
  void load(std::size_t offset) {
    instructions_.push_back(BPF_STMT(kLoad, static_cast<std::uint32_t>(offset)));
  }
  void answer_if(std::uint16_t test, std::uint32_t value, std::uint32_t reply) {
    instructions_.push_back(BPF_JUMP(test, value, 0, 1));
    answer(reply);
  }
  void answer_unless_equal(std::uint32_t value, std::uint32_t reply) {
    instructions_.push_back(BPF_JUMP(kIfEqual, value, 1, 0));
    answer(reply);
  }
  void answer(std::uint32_t reply) { instructions_.push_back(BPF_STMT(kReply, reply)); }

  /// Valid as long as this is.
  sock_fprog form() {
    return {static_cast<unsigned short>(instructions_.size()), instructions_.data()};
  }

 private:
  std::vector<sock_filter> instructions_;
};

FilterProgram program_for(SandboxNetwork network) {
  FilterProgram program;
  program.load(offsetof(seccomp_data, arch));
  program.answer_unless_equal(kArchitecture, kDeny);
  program.load(offsetof(seccomp_data, nr));
  program.answer_if(kIfAtLeast, kForeignCalls, kDeny);
  for (const std::uint32_t call : kDenied) program.answer_if(kIfEqual, call, kDeny);
  if (network == SandboxNetwork::kOpen) {
    program.answer_unless_equal(SYS_socket, SECCOMP_RET_ALLOW);
    program.load(offsetof(seccomp_data, args));
    for (const std::uint32_t family : kSocketFamilies)
      program.answer_if(kIfEqual, family, SECCOMP_RET_ALLOW);
    program.answer(kDeny);
    return program;
  }
  program.answer_if(kIfEqual, SYS_socket, kDeny);
  program.answer(SECCOMP_RET_ALLOW);
  return program;
}

}  // namespace

Result<void> filter_system_calls(SandboxNetwork network) {
  const auto unable = [](const std::string& reason) {
    return fail(ErrorCode::kInvalidArgument, "cannot filter system calls: " + reason,
                "sandbox = \"on\" goes on without");
  };
  if (kArchitecture == 0) return unable("not known for this processor");
  FilterProgram program = program_for(network);
  sock_fprog form = program.form();
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &form) == 0) return {};
  return unable(std::strerror(errno));
}

}  // namespace cuttings
