// trespass_shim: an LD_PRELOAD library for tests of the sandbox. When the program parses a page it
// does what a hole in the parser would let a page do, in the process itself, and writes to stderr
// how each attempt ended ("trespass read: Permission denied").
//
//   CUTTINGS_TRESPASS_READ    a file to be opened for reading
//   CUTTINGS_TRESPASS_WRITE   a file to be made
//   CUTTINGS_TRESPASS_RUN     a program to be run, from its file and from memory
//   CUTTINGS_TRESPASS_CALLS   set: to make a socket, to read memory as that of another process is
//                             read, to leave a namespace
//   CUTTINGS_WITHOUT_LANDLOCK set: the kernel seems to have no Landlock

#include <dlfcn.h>
#include <fcntl.h>
#include <gumbo.h>
#include <sched.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr long kCreateRuleset = 444;  // landlock_create_ruleset(2)

void tell(const char* what, int reason) {
  dprintf(STDERR_FILENO, "trespass %s: %s\n", what, reason == 0 ? "done" : strerror(reason));
}

void try_open(const char* what, const char* variable, int flags) {
  const char* const path = getenv(variable);
  if (path == nullptr) return;
  const int descriptor = open(path, flags | O_CLOEXEC, 0600);
  tell(what, descriptor < 0 ? errno : 0);
  if (descriptor >= 0) close(descriptor);
}

void try_run() {
  const char* const path = getenv("CUTTINGS_TRESPASS_RUN");
  if (path == nullptr) return;
  char* const arguments[] = {strdup(path), nullptr};
  char* const environment[] = {nullptr};
  pid_t child = 0;
  const int reason = posix_spawn(&child, path, nullptr, nullptr, arguments, environment);
  tell("run", reason);
  if (reason == 0) waitpid(child, nullptr, 0);
  free(arguments[0]);
}

// A copy that lies in no folder.
int copy_in_memory(const char* path) {
  const int from = open(path, O_RDONLY | O_CLOEXEC), to = memfd_create("copy", MFD_CLOEXEC);
  char bytes[65536];
  for (ssize_t read_bytes = 0; (read_bytes = read(from, bytes, sizeof(bytes))) > 0;)
    if (write(to, bytes, static_cast<std::size_t>(read_bytes)) != read_bytes) break;
  close(from);
  return to;
}

void try_run_from_memory() {
  const char* const path = getenv("CUTTINGS_TRESPASS_RUN");
  if (path == nullptr) return;
  const int copy = copy_in_memory(path);
  char name[] = "copy";
  char* const arguments[] = {name, nullptr};
  char* const environment[] = {nullptr};
  const pid_t child = fork();
  if (child == 0) {
    fexecve(copy, arguments, environment);
    _exit(errno);
  }
  int status = 0;
  waitpid(child, &status, 0);
  tell("run from memory", WEXITSTATUS(status));
  close(copy);
}

void try_calls() {
  if (getenv("CUTTINGS_TRESPASS_CALLS") == nullptr) return;
  const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  tell("socket", made < 0 ? errno : 0);
  if (made >= 0) close(made);
  char there = 'x', here = ' ';
  const iovec local{&here, 1}, remote{&there, 1};
  tell("peek", process_vm_readv(getpid(), &local, 1, &remote, 1, 0) < 0 ? errno : 0);
  tell("namespace", unshare(CLONE_SYSVSEM) < 0 ? errno : 0);
}

}  // namespace

extern "C" GumboOutput* gumbo_parse_with_options(const GumboOptions* options, const char* buffer,
                                                 std::size_t length) {
  try_open("read", "CUTTINGS_TRESPASS_READ", O_RDONLY);
  try_open("write", "CUTTINGS_TRESPASS_WRITE", O_WRONLY | O_CREAT);
  try_run();
  try_run_from_memory();
  try_calls();
  using Parse = GumboOutput* (*)(const GumboOptions*, const char*, std::size_t);
  static const auto next = reinterpret_cast<Parse>(::dlsym(RTLD_NEXT, "gumbo_parse_with_options"));
  return next(options, buffer, length);
}

extern "C" long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  if (number == kCreateRuleset && getenv("CUTTINGS_WITHOUT_LANDLOCK") != nullptr) {
    errno = ENOSYS;
    return -1;
  }
  using Call = long (*)(long, long, long, long, long, long, long);
  static const auto next = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "syscall"));
  return next(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
              arguments[5]);
}
