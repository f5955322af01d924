#include "tools/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "config/base/folder.h"
#include "config/base/log.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {
namespace {

// Newer than the header of Debian 12.
constexpr std::uint64_t kTruncate = 1ULL << 14;  // from version 3 (Linux 6.2)

constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kRead = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kVersion1 = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t kWriteFile = kReadFile | LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
constexpr std::uint64_t kWrite =
    (kVersion1 &
     ~(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK)) |
    LANDLOCK_ACCESS_FS_REFER | kTruncate;

// Read by libc, OpenSSL, libcurl and the allocator while the program runs.
constexpr std::array kSystemReadable = {
    "/etc",
    "/usr",
    "/lib",
    "/lib64",
    "/lib32",
    "/run/systemd/resolve",
    "/run/resolvconf",
    "/proc/self",
    "/proc/sys",
    "/proc/stat",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/sys/fs/cgroup",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
};
constexpr std::array kSystemWritable = {"/dev/null", "/dev/tty"};

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  explicit operator bool() const { return value_ >= 0; }

 private:
  int value_;
};

std::uint64_t known_rights(long version) {
  std::uint64_t rights = kVersion1;
  if (version >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) rights |= kTruncate;
  return rights;
}

Error unable(std::string_view doing) {
  const int reason = errno;
  const bool is_missing = reason == ENOSYS || reason == EOPNOTSUPP;
  return {ErrorCode::kInvalidArgument,
          "cannot enter the sandbox: " +
              (is_missing ? std::string("this kernel has no Landlock, or it is switched off")
                          : std::string(doing) + ": " + std::strerror(reason)),
          is_missing ? "it needs Linux 5.13 or later with landlock in /sys/kernel/security/lsm; "
                       "sandbox = \"on\" goes on without"
                     : ""};
}

/// Lets `path` and what is below it be used so. What is not there needs no rule.
Result<void> allow(int ruleset, std::uint64_t rights, const std::string& path) {
  const Descriptor place(open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status {};
  if (!place || fstat(place.get(), &status) != 0) return {};
  if (!S_ISDIR(status.st_mode)) rights &= kWriteFile;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = rights;
  rule.parent_fd = place.get();
  if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
    return fail(unable("allow " + path));
  return {};
}

Result<void> allow_all(int ruleset, std::uint64_t known, const SandboxPaths& paths) {
  std::vector<std::pair<std::string, std::uint64_t>> rules;
  for (const char* path : kSystemReadable) rules.emplace_back(path, kRead);
  for (const char* path : kSystemWritable) rules.emplace_back(path, kWriteFile);
  for (const char* name : {"SSL_CERT_FILE", "SSL_CERT_DIR"})
    if (const char* path = std::getenv(name)) rules.emplace_back(path, kRead);
  for (const std::string& path : paths.readable) rules.emplace_back(path, kRead);
  for (const std::string& path : paths.writable) rules.emplace_back(path, kWrite);
  for (const auto& [path, rights] : rules)
    if (auto ok = allow(ruleset, rights & known, path); !ok) return ok;
  return {};
}

Result<void> restrict_process(const SandboxPaths& paths) {
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return fail(unable("ask for Landlock"));
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = known_rights(version);
  const Descriptor ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0)));
  if (!ruleset) return fail(unable("make a ruleset"));
  if (auto ok = allow_all(ruleset.get(), attributes.handled_access_fs, paths); !ok) return ok;
  if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0)
    return fail(unable("restrict the process"));
  return {};
}

}  // namespace

SandboxPaths sandbox_paths(const Config& config, bool has_store) {
  SandboxPaths paths;
  paths.readable = config.extract.rules;
  if (!has_store) return paths;
  std::error_code ignored;
  const std::string real = std::filesystem::weakly_canonical(config.store.path, ignored).string();
  paths.writable = {folder_of(config.store.path), folder_of(real)};
  const std::string warc = warc_directory(config.store);
  paths.writable.push_back(std::filesystem::is_directory(warc, ignored) ? warc : folder_of(warc));
  return paths;
}

Result<void> enter_sandbox(SandboxWhen when, const SandboxPaths& paths, SandboxNetwork network) {
  if (when == SandboxWhen::kOff) return {};
  const auto settle = [when](Result<void> done) {
    if (done || when == SandboxWhen::kRequire) return done;
    log(LogLevel::kWarning, "sandbox", done.error().message + ": it goes on without");
    return Result<void>();
  };
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return settle(fail(unable("give up new privileges")));
  if (auto ok = settle(restrict_process(paths)); !ok) return ok;
  return settle(filter_system_calls(network));
}

}  // namespace cuttings
