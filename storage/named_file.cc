#include "storage/named_file.h"

#include <sys/stat.h>

#include <utility>

namespace cuttings {

NamedFile::NamedFile(std::string path) : path_(std::move(path)) {
  struct stat info {};
  is_known_ = ::stat(path_.c_str(), &info) == 0;
  device_ = info.st_dev;
  inode_ = info.st_ino;
}

NamedFile::NamedFile(std::string path, int descriptor) : path_(std::move(path)) {
  struct stat info {};
  is_known_ = ::fstat(descriptor, &info) == 0;
  device_ = info.st_dev;
  inode_ = info.st_ino;
}

bool NamedFile::is_in_place() const {
  if (!is_known_) return true;
  struct stat info {};
  return ::stat(path_.c_str(), &info) == 0 && info.st_dev == device_ && info.st_ino == inode_;
}

}  // namespace cuttings
