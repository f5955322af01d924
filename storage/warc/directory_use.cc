#include "storage/warc/directory_use.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cuttings {

DirectoryUse::DirectoryUse(const std::string& directory)
    : descriptor_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}

DirectoryUse::DirectoryUse(DirectoryUse&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

DirectoryUse::~DirectoryUse() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool DirectoryUse::try_alone() {
  if (descriptor_ < 0) return false;
  return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void DirectoryUse::share() {
  if (descriptor_ < 0) return;
  while (::flock(descriptor_, LOCK_SH) != 0 && errno == EINTR) {
  }
}

}  // namespace cuttings
