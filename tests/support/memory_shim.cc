// memory_shim: an LD_PRELOAD library for tests: the N-th allocation of a program fails, or all from
// the N-th on, as when there is no memory.
//
//   CUTTINGS_NO_MEMORY_AT       N, from 1; absent or 0: nothing fails
//   CUTTINGS_NO_MEMORY_LASTING  set: all later ones fail too, for the next 10,000
//   CUTTINGS_MEMORY_LOG         a file into which the number of allocations is written at the end

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* pointer, std::size_t size);

namespace {

constexpr long kLastingFor = 10'000;

std::atomic<long> counted = 0;
long fails_at = 0;
bool is_lasting = false;
std::atomic<bool> is_ready = false;

__attribute__((constructor)) void read_plan() {
  const char* const at = getenv("CUTTINGS_NO_MEMORY_AT");
  fails_at = at == nullptr ? 0 : atol(at);
  is_lasting = getenv("CUTTINGS_NO_MEMORY_LASTING") != nullptr;
  is_ready = true;
}

__attribute__((destructor)) void tell_count() {
  const long count = counted;
  is_ready = false;
  const char* const path = getenv("CUTTINGS_MEMORY_LOG");
  const int log = path == nullptr ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (log < 0) return;
  dprintf(log, "%ld\n", count);
  close(log);
}

bool fails() {
  if (!is_ready) return false;
  const long number = ++counted;
  if (fails_at == 0 || number < fails_at) return false;
  if (number > fails_at && (!is_lasting || number > fails_at + kLastingFor)) return false;
  errno = ENOMEM;
  return true;
}

}  // namespace

extern "C" void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }
extern "C" void* calloc(std::size_t count, std::size_t size) {
  return fails() ? nullptr : __libc_calloc(count, size);
}
extern "C" void* realloc(void* pointer, std::size_t size) {
  return fails() ? nullptr : __libc_realloc(pointer, size);
}
