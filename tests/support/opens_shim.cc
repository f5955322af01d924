// opens_shim: an LD_PRELOAD library for tests. Writes down who opens the files of a store, since a
// close() of the database by anybody but SQLite drops its locks (the locks of POSIX are a
// process's, https://www.sqlite.org/howtocorrupt.html, 2.2).
//
//   CUTTINGS_OPENS_STORE  the path of the database; its -wal, -shm and -journal count as well
//   CUTTINGS_OPENS_LOG    a line "sqlite PATH" or "foreign PATH, by MODULE" for each open

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

bool is_of_store(const char* path) {
  const char* const store = getenv("CUTTINGS_OPENS_STORE");
  if (store == nullptr || path == nullptr) return false;
  const std::string_view name(path), database(store);
  const std::string_view base = database.substr(database.rfind('/') + 1);
  const std::size_t at = name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1;
  const std::string_view file = name.substr(at);
  if (!file.starts_with(base)) return false;
  const std::string_view rest = file.substr(base.size());
  return rest.empty() || rest == "-wal" || rest == "-shm" || rest == "-journal";
}

void note(const char* path, void* caller) {
  if (!is_of_store(path)) return;
  Dl_info info{};
  const bool is_known = dladdr(caller, &info) != 0 && info.dli_fname != nullptr;
  const bool is_sqlite = is_known && strstr(info.dli_fname, "libsqlite3") != nullptr;
  const std::string line = is_sqlite ? std::string("sqlite ") + path + "\n"
                                     : std::string("foreign ") + path + ", by " +
                                           (is_known ? info.dli_fname : "?") + "\n";
  const char* const log = getenv("CUTTINGS_OPENS_LOG");
  if (log == nullptr) return;
  const long descriptor =
      syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return;
  (void)!write(static_cast<int>(descriptor), line.data(), line.size());
  close(static_cast<int>(descriptor));
}

int open_at(int directory, const char* path, int flags, unsigned mode) {
  return static_cast<int>(syscall(SYS_openat, directory, path, flags, mode));
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

#define READ_MODE(flags, mode)                    \
  unsigned mode = 0;                              \
  if (((flags) & (O_CREAT | __O_TMPFILE)) != 0) { \
    va_list list;                                 \
    va_start(list, flags);                        \
    mode = va_arg(list, unsigned);                \
    va_end(list);                                 \
  }

extern "C" {

int open(const char* path, int flags, ...) {
  READ_MODE(flags, mode)
  note(path, __builtin_return_address(0));
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  READ_MODE(flags, mode)
  note(path, __builtin_return_address(0));
  return open_at(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int directory, const char* path, int flags, ...) {
  READ_MODE(flags, mode)
  note(path, __builtin_return_address(0));
  return open_at(directory, path, flags, mode);
}
int openat64(int directory, const char* path, int flags, ...) {
  READ_MODE(flags, mode)
  note(path, __builtin_return_address(0));
  return open_at(directory, path, flags | O_LARGEFILE, mode);
}
FILE* fopen(const char* path, const char* mode) {
  note(path, __builtin_return_address(0));
  static auto* const next = real<FILE*(const char*, const char*)>("fopen");
  return next(path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
  note(path, __builtin_return_address(0));
  static auto* const next = real<FILE*(const char*, const char*)>("fopen64");
  return next(path, mode);
}

}  // extern "C"
