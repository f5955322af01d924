#pragma once
// ReadingMarks: which page was being read when the program crashed, so that the next run does not
// crash on it again and again.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

/// A small file beside the store, mapped into memory: marks cost no system call, and survive the
/// program, though not the machine. A handler of SIGSEGV, SIGBUS, SIGILL, SIGFPE and SIGABRT
/// notes the crash and then lets what was there before act; kill -9 notes nothing. One at a time.
class ReadingMarks {
  struct Slot;

 public:
  static constexpr std::uint32_t kCrashes = 2;  ///< after which an entry is suspect

  /// Opens or makes the file at `path` and sets the handler. Error kIo.
  static Result<std::unique_ptr<ReadingMarks>> open(const std::string& path);
  ~ReadingMarks();  ///< takes the file away when nothing is known of any entry

  /// Queue entries during whose reading the program crashed kCrashes times or more.
  std::vector<std::int64_t> suspects() const;
  /// What is known of `entry` is forgotten: the store knows it now.
  void forget(std::int64_t entry);

  /// As long as it lives its thread reads `entry`. `marks` may be null. Any thread.
  class Reading {
   public:
    Reading(ReadingMarks* marks, std::int64_t entry);
    ~Reading();
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

   private:
    Slot* slot_ = nullptr;
  };

 private:
  struct File;

  explicit ReadingMarks(std::string path, File* file);
  void collect();

  std::string path_;
  File* file_;
};

}  // namespace cuttings
