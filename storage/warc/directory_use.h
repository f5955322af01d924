#pragma once
// DirectoryUse: tells other stores that somebody writes into a WARC directory they share.

#include <string>

namespace cuttings {

/// A shared lock on the directory while it lives (flock: it goes with the process, too). It keeps
/// nobody out: it only says that files in the making are not leftovers. One thread.
class DirectoryUse {
 public:
  DirectoryUse() = default;
  explicit DirectoryUse(const std::string& directory);
  DirectoryUse(DirectoryUse&& other) noexcept;
  DirectoryUse& operator=(DirectoryUse&&) = delete;
  ~DirectoryUse();

  /// True when nobody else uses it, and nobody begins to before share() is called. Also where there
  /// are no such locks (some network file systems).
  bool try_alone();
  /// Lets others in.
  void share();

 private:
  int descriptor_ = -1;
};

}  // namespace cuttings
