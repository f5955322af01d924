#include "crawler/reading_marks.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace cuttings {

/// An entry that is being read. `has_crashed` is all that a signal handler writes.
struct ReadingMarks::Slot {
  std::atomic<std::int64_t> entry;  ///< 0: free
  std::atomic<std::uint32_t> has_crashed;
};

struct ReadingMarks::File {
  static constexpr std::uint64_t kMagic = 0x31736b72614d7543;  // "CuMarks1"
  struct Known {
    std::int64_t entry;
    std::uint32_t crashes;
  };
  std::uint64_t magic;
  std::array<Slot, 256> slots;  // one a thread that reads; who finds none free is not marked
  std::array<Known, 64> known;  // entries with crashes; the first is forgotten when it is full
};

namespace {

constexpr std::array kCrashSignals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

thread_local std::atomic<std::uint32_t>* crash_note = nullptr;
std::array<struct sigaction, kCrashSignals.size()> former_actions;

void note_crash(int signal) {
  if (crash_note != nullptr) crash_note->store(1, std::memory_order_relaxed);
  for (std::size_t i = 0; i < kCrashSignals.size(); ++i)
    if (kCrashSignals[i] == signal) ::sigaction(signal, &former_actions[i], nullptr);
  (void)::raise(signal);  // comes when this handler has returned
}

void set_handlers() {
  static const bool once = [] {
    struct sigaction action = {};
    action.sa_handler = note_crash;
    action.sa_flags = SA_ONSTACK;
    for (std::size_t i = 0; i < kCrashSignals.size(); ++i)
      ::sigaction(kCrashSignals[i], &action, &former_actions[i]);
    return true;
  }();
  (void)once;
}

}  // namespace

Result<std::unique_ptr<ReadingMarks>> ReadingMarks::open(const std::string& path) {
  static_assert(std::atomic<std::int64_t>::is_always_lock_free);
  const auto failed = [&](int error) {
    return fail(ErrorCode::kIo, "cannot use " + path + ": " + std::strerror(error));
  };
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0) return failed(errno);
  struct stat status = {};
  const bool is_ours = ::fstat(fd, &status) == 0 && status.st_size == sizeof(File);
  // One of another size is none of ours: all zeros in its place. Its room is taken now, since a
  // full disk would show as SIGBUS later.
  if (!is_ours) {
    const int error = ::ftruncate(fd, 0) != 0 ? errno : ::posix_fallocate(fd, 0, sizeof(File));
    if (error != 0) {
      ::close(fd);
      ::unlink(path.c_str());
      return failed(error);
    }
  }
  void* const memory = ::mmap(nullptr, sizeof(File), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  ::close(fd);
  if (memory == MAP_FAILED) return failed(errno);
  std::unique_ptr<ReadingMarks> marks(new ReadingMarks(path, static_cast<File*>(memory)));
  marks->collect();
  set_handlers();
  return marks;
}

ReadingMarks::ReadingMarks(std::string path, File* file) : path_(std::move(path)), file_(file) {}

ReadingMarks::~ReadingMarks() {
  const bool is_empty = std::all_of(file_->known.begin(), file_->known.end(),
                                    [](const File::Known& known) { return known.entry == 0; });
  ::munmap(file_, sizeof(File));
  if (is_empty) ::unlink(path_.c_str());
}

/// Counts the crashes that an earlier run left in its slots.
void ReadingMarks::collect() {
  if (file_->magic != File::kMagic) std::memset(static_cast<void*>(file_), 0, sizeof(File));
  file_->magic = File::kMagic;
  for (Slot& slot : file_->slots) {
    const std::int64_t entry = slot.entry.exchange(0);
    if (slot.has_crashed.exchange(0) == 0 || entry == 0) continue;
    auto known = std::find_if(file_->known.begin(), file_->known.end(), [&](const auto& one) {
      return one.entry == entry || one.entry == 0;
    });
    if (known == file_->known.end()) {
      known = std::shift_left(file_->known.begin(), file_->known.end(), 1);
      *known = {};
    }
    *known = {entry, known->crashes + 1};
  }
}

std::vector<std::int64_t> ReadingMarks::suspects() const {
  std::vector<std::int64_t> entries;
  for (const File::Known& known : file_->known)
    if (known.entry != 0 && known.crashes >= kCrashes) entries.push_back(known.entry);
  return entries;
}

void ReadingMarks::forget(std::int64_t entry) {
  const auto end = std::remove_if(file_->known.begin(), file_->known.end(),
                                  [&](const auto& known) { return known.entry == entry; });
  std::fill(end, file_->known.end(), File::Known{});
}

ReadingMarks::Reading::Reading(ReadingMarks* marks, std::int64_t entry) {
  if (marks == nullptr) return;
  for (Slot& slot : marks->file_->slots) {
    std::int64_t free = 0;
    if (!slot.entry.compare_exchange_strong(free, entry)) continue;
    slot_ = &slot;
    crash_note = &slot.has_crashed;
    return;
  }
}

ReadingMarks::Reading::~Reading() {
  if (slot_ == nullptr) return;
  crash_note = nullptr;
  slot_->entry = 0;
}

}  // namespace cuttings
