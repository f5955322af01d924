#include "tools/output_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "config/base/folder.h"
#include "storage/part_of_store.h"

namespace cuttings {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;

// The one temporary file of this process, for remove_temporary_output(). A signal handler may read
// it at any time: bytes first, then the flag.
std::array<char, 4096> temporary_name{};
volatile std::sig_atomic_t has_temporary = 0;

void remember_temporary(const std::string& name) {
  if (name.size() >= temporary_name.size()) return;
  std::memcpy(temporary_name.data(), name.c_str(), name.size() + 1);
  has_temporary = 1;
}

std::string reason() { return std::strerror(errno); }

bool is_device_or_pipe(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

bool is_directory(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

/// The open descriptor that `path` is a name of: to rename a file over such a name would take the
/// name from all others.
std::optional<int> descriptor_named(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view digits = path.substr(folder.size());
    int number = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size() && number >= 0) return number;
  }
  return std::nullopt;
}

/// Beside `target`, for mkostemp(). A name that is nearly as long as names may be loses its end.
std::string temporary_beside(const std::string& target) {
  constexpr std::string_view kEnd = ".XXXXXX";
  const std::size_t name_bytes = target.size() - (target.rfind('/') + 1);
  const std::size_t too_many = std::max<std::size_t>(name_bytes + kEnd.size(), NAME_MAX) - NAME_MAX;
  return target.substr(0, target.size() - std::min(too_many, name_bytes)) + std::string(kEnd);
}

// mkstemp makes files for the owner alone; a result is an ordinary file, or what the one was whose
// place it takes. On failure it is merely more private.
void give_mode(int fd, const std::string& target) {
  struct stat old {};
  if (::stat(target.c_str(), &old) == 0) {
    (void)!::fchown(fd, old.st_uid, old.st_gid);
    (void)::fchmod(fd, old.st_mode & 0777);
    return;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  (void)::fchmod(fd, 0666 & ~mask);
}

}  // namespace

Result<ExitCode> write_whole(const std::string& path, std::string_view text) {
  Result<OutputFile> file = OutputFile::open(path);
  if (!file) return fail(std::move(file.error()));
  Result<void> written = file->write(text);
  if (written) written = file->commit();
  if (!written && !file->is_closed_pipe()) return fail(std::move(written.error()));
  return ExitCode::kOk;
}

void remove_temporary_output() noexcept {
  if (has_temporary != 0) ::unlink(temporary_name.data());
}

std::string output_folder(const std::string& path) { return folder_of(behind_links(path)); }

OutputFile::OutputFile(std::string target, std::string temporary, int fd)
    : target_(std::move(target)), temporary_(std::move(temporary)), fd_(fd) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)),
      fd_(std::exchange(other.fd_, -1)),
      buffer_(std::move(other.buffer_)),
      is_closed_pipe_(other.is_closed_pipe_) {
  other.temporary_.clear();
}

OutputFile::~OutputFile() {
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
    has_temporary = 0;
  }
  if (fd_ >= 0 && fd_ != STDOUT_FILENO) ::close(fd_);
}

Result<OutputFile> OutputFile::open(const std::string& named) {
  if (named.empty() || named == "-") return OutputFile("", "", STDOUT_FILENO);
  if (const auto descriptor = descriptor_named(named)) {
    const int fd = ::fcntl(*descriptor, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return fail(ErrorCode::kIo, "cannot write " + named + ": " + reason());
    return OutputFile(named, "", fd);
  }
  const std::string path = behind_links(named);
  if (is_directory(path))
    return fail(ErrorCode::kIo, "cannot write " + path + ": it is a directory",
                "name a file with -o");
  if (is_device_or_pipe(path)) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return fail(ErrorCode::kIo, "cannot write " + path + ": " + reason());
    return OutputFile(path, "", fd);
  }
  if (auto ok = refuse_part_of_store(path); !ok) return fail(std::move(ok.error()));
  std::string temporary = temporary_beside(path);
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0)
    return fail(ErrorCode::kIo, "cannot write " + path + ": " + reason(),
                "check that its folder exists and may be written");
  give_mode(fd, path);
  remember_temporary(temporary);
  return OutputFile(path, temporary, fd);
}

Result<void> OutputFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() < kBlockBytes) return {};
  return flush();
}

Result<void> OutputFile::flush() {
  const std::string bytes = std::exchange(buffer_, {});
  return write_out(bytes);
}

Result<void> OutputFile::write_out(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      is_closed_pipe_ = errno == EPIPE;
      const std::string name = is_stdout() ? "standard output" : target_;
      return fail(ErrorCode::kIo, "cannot write " + name + ": " + reason(),
                  errno == ENOSPC ? "free some space and run it again" : "");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> OutputFile::commit() { return commit_as(target_); }

Result<std::string> OutputFile::commit_partial() {
  const std::string name = temporary_.empty() ? target_ : target_ + ".partial";
  Result<void> done = commit_as(name);
  if (!done) return fail(std::move(done.error()));
  return name;
}

Result<void> OutputFile::commit_as(const std::string& name) {
  if (Result<void> rest = flush(); !rest) return rest;
  if (temporary_.empty()) return {};
  if (::fsync(fd_) != 0 || ::rename(temporary_.c_str(), name.c_str()) != 0)
    return fail(ErrorCode::kIo, "cannot finish " + name + ": " + reason());
  temporary_.clear();
  has_temporary = 0;
  return {};
}

}  // namespace cuttings
