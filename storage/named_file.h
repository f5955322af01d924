#pragma once
// NamedFile: a file that somebody has open, and the name it had then.

#include <sys/types.h>

#include <string>

namespace cuttings {

/// Knows by its inode whether the name still leads to the same file: who writes to a file that was
/// moved or removed writes where nobody will look. It opens nothing.
class NamedFile {
 public:
  /// The file that `path` names now; none when there is none.
  explicit NamedFile(std::string path);
  /// The file behind an open descriptor, which was opened by `path`.
  NamedFile(std::string path, int descriptor);

  const std::string& path() const { return path_; }
  /// False when it was moved, removed or replaced since; true of none.
  bool is_in_place() const;

 private:
  std::string path_;
  bool is_known_ = false;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace cuttings
