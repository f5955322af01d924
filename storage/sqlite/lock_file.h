#pragma once
// LockFile: one writer a store, by flock on a file beside the database. The database file itself is
// never opened here: closing it would drop SQLite's locks (docs/decisions/0030).

#include <string>

#include "config/base/result.h"

namespace cuttings {

/// Held while it lives; the kernel lets go when the process dies, however it dies.
class LockFile {
 public:
  /// Error kBusy, naming the process that holds it; kIo when the file cannot be made.
  static Result<LockFile> acquire(const std::string& path);
  LockFile(LockFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile();

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace cuttings
