// fault_shim: an LD_PRELOAD library for tests. Counts what a program does to the files below one
// directory, and makes the N-th of these calls fail, or all from the N-th on.
//
//   CUTTINGS_FAULT_DIR      the directory; nothing outside it is counted or touched
//   CUTTINGS_FAULT_KIND     enospc, eio: the call fails so and does nothing
//                           torn: half of what was to be written is written, then it fails by EIO
//                           short: half is written, and the call says so (no error)
//                           sync: only fsync and fdatasync are counted, and fail by EIO
//   CUTTINGS_FAULT_AT       N, from 1; absent or 0: nothing fails
//   CUTTINGS_FAULT_LASTING  set: all later calls fail too
//   CUTTINGS_FAULT_LOG      a file outside the directory: a line "N call path" for each counted
//   call
//
// Counted: write, pwrite, writev, fsync, fdatasync, ftruncate, truncate, rename, unlink. What libc
// does within itself (stdio, mkstemp) cannot be seen from here.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

enum class Kind { kNone, kNoRoom, kInputOutput, kTorn, kShort, kSync };

struct Plan {
  std::string directory;
  Kind kind = Kind::kNone;
  long at = 0;
  bool is_lasting = false;
  int log = -1;
  std::atomic<long> count = 0;
};

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Kind kind_named(std::string_view name) {
  if (name == "enospc") return Kind::kNoRoom;
  if (name == "eio") return Kind::kInputOutput;
  if (name == "torn") return Kind::kTorn;
  if (name == "short") return Kind::kShort;
  if (name == "sync") return Kind::kSync;
  return Kind::kNone;
}

/// Never destroyed: other threads may write while the program ends.
Plan& plan() {
  static Plan& made = *[] {
    auto* const fresh = new Plan;
    fresh->directory = variable("CUTTINGS_FAULT_DIR");
    fresh->kind = kind_named(variable("CUTTINGS_FAULT_KIND"));
    fresh->at = std::atol(variable("CUTTINGS_FAULT_AT").c_str());
    fresh->is_lasting = !variable("CUTTINGS_FAULT_LASTING").empty();
    const std::string log = variable("CUTTINGS_FAULT_LOG");
    if (!log.empty())
      fresh->log = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return fresh;
  }();
  return made;
}

/// The function that this one stands before.
template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor) {
  std::array<char, PATH_MAX> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = readlink(link.c_str(), path.data(), path.size());
  return size < 0 ? std::string() : std::string(path.data(), static_cast<std::size_t>(size));
}

std::string absolute(const char* path) {
  if (*path == '/') return path;
  std::array<char, PATH_MAX> here{};
  return getcwd(here.data(), here.size()) == nullptr ? "" : std::string(here.data()) + "/" + path;
}

bool is_within(std::string_view path) {
  const std::string& directory = plan().directory;
  return !directory.empty() && path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

/// Counts a call on `path`; what becomes of it.
Kind fate(const char* call, const std::string& path) {
  if (!is_within(path)) return Kind::kNone;
  Plan& all = plan();
  const bool is_sync = std::string_view(call).ends_with("sync");
  if (all.kind == Kind::kSync && !is_sync) return Kind::kNone;
  const long number = ++all.count;
  if (all.log >= 0) {
    const std::string line = std::to_string(number) + " " + call + " " + path + "\n";
    (void)syscall(SYS_write, all.log, line.data(), line.size());
  }
  const bool is_hit = all.at > 0 && (number == all.at || (all.is_lasting && number > all.at));
  return is_hit ? all.kind : Kind::kNone;
}

/// -1 with the error of `kind`, for a call that writes nothing.
int failure(Kind kind) {
  errno = kind == Kind::kNoRoom ? ENOSPC : EIO;
  return -1;
}

bool fails(Kind kind) { return kind != Kind::kNone && kind != Kind::kShort; }

/// A write of `size` bytes: `put` writes so many for real.
template <class Put>
ssize_t write_some(const char* call, int descriptor, std::size_t size, Put put) {
  const Kind kind = fate(call, path_of(descriptor));
  if (kind == Kind::kNone || (kind == Kind::kShort && size < 2)) return put(size);
  if (kind == Kind::kShort) return put(size / 2);
  if (kind == Kind::kTorn) (void)put(size / 2);
  return failure(kind);
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
  return write_some("write", descriptor, size,
                    [&](std::size_t some) { return next(descriptor, bytes, some); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  static auto* const next = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return write_some("pwrite", descriptor, size,
                    [&](std::size_t some) { return next(descriptor, bytes, some, offset); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  return pwrite(descriptor, bytes, size, offset);
}

// Only its first part is written when not all is to be: a legal short write.
ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  static auto* const next = real<ssize_t(int, const struct iovec*, int)>("writev");
  const Kind kind = fate("writev", path_of(descriptor));
  if (kind == Kind::kNone) return next(descriptor, parts, count);
  if (kind == Kind::kShort) return next(descriptor, parts, std::max(1, count / 2));
  return failure(kind);
}

int fsync(int descriptor) {
  static auto* const next = real<int(int)>("fsync");
  const Kind kind = fate("fsync", path_of(descriptor));
  return fails(kind) ? failure(kind) : next(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const next = real<int(int)>("fdatasync");
  const Kind kind = fate("fdatasync", path_of(descriptor));
  return fails(kind) ? failure(kind) : next(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
  static auto* const next = real<int(int, off_t)>("ftruncate");
  const Kind kind = fate("ftruncate", path_of(descriptor));
  return fails(kind) ? failure(kind) : next(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept { return ftruncate(descriptor, size); }

int truncate(const char* path, off_t size) noexcept {
  static auto* const next = real<int(const char*, off_t)>("truncate");
  const Kind kind = fate("truncate", absolute(path));
  return fails(kind) ? failure(kind) : next(path, size);
}

int rename(const char* from, const char* to) noexcept {
  static auto* const next = real<int(const char*, const char*)>("rename");
  const Kind kind = fate("rename", absolute(to));
  return fails(kind) ? failure(kind) : next(from, to);
}

int unlink(const char* path) noexcept {
  static auto* const next = real<int(const char*)>("unlink");
  const Kind kind = fate("unlink", absolute(path));
  return fails(kind) ? failure(kind) : next(path);
}

}  // extern "C"
