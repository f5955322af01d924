#include "tools/input_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "config/base/edit_distance.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxNamesCompared = 1000;

// The name in the same folder that was probably meant, or "".
std::string nearest_file(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::vector<std::string> names;
  auto entry = std::filesystem::directory_iterator(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
    if (names.size() < kMaxNamesCompared) names.push_back(entry->path().filename().string());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string nearest(nearest_word(path.filename().string(), views));
  return nearest.empty() ? nearest : (path.parent_path() / nearest).string();
}

std::string advice_for_missing(const std::string& path) {
  if (path.starts_with("http://") || path.starts_with("https://"))
    return "to fetch a page use: cuttings get " + path;
  const std::string nearest = nearest_file(path);
  return nearest.empty() ? "check the path" : "did you mean " + nearest + "?";
}

tl::unexpected<Error> unreadable(const std::string& path) {
  const int code = errno;
  const bool is_missing = code == ENOENT || code == ENOTDIR;
  return fail(is_missing ? ErrorCode::kNotFound : ErrorCode::kIo,
              "cannot read " + display_name(path) + ": " + std::strerror(code),
              is_missing ? advice_for_missing(path) : "");
}

/// Of a regular file; empty for what else a descriptor may be.
std::optional<std::size_t> size_of_file(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return static_cast<std::size_t>(info.st_size);
}

}  // namespace

std::string display_name(const std::string& path) { return path == "-" ? "standard input" : path; }

bool is_pipe(const std::string& path) {
  std::error_code ignored;
  const auto kind = std::filesystem::status(path, ignored).type();
  using enum std::filesystem::file_type;
  return path == "-" || kind == fifo || kind == socket || kind == character;
}

bool wait_for_bytes(int descriptor) {
  constexpr int kLookMs = 500;
  pollfd waited{descriptor, POLLIN, 0};
  while (!is_stop_requested())
    if (const int ready = ::poll(&waited, 1, kLookMs); ready > 0 || (ready < 0 && errno != EINTR))
      return true;
  return false;
}

Result<InputStream> InputStream::open(const std::string& path) {
  const int fd =
      path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return unreadable(path);
  return InputStream(path, fd);
}

InputStream::InputStream(std::string path, int fd)
    : path_(std::move(path)), fd_(fd), is_regular_file_(size_of_file(fd).has_value()) {}

InputStream::InputStream(InputStream&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      is_regular_file_(other.is_regular_file_) {}

InputStream::~InputStream() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

std::optional<std::size_t> InputStream::size() const { return size_of_file(fd_); }

Result<std::size_t> InputStream::read(char* to, std::size_t capacity) {
  for (;;) {
    if (!is_regular_file_ && !wait_for_bytes(fd_))
      return fail(ErrorCode::kIo, "stopped before all of " + display_name(path_) + " was read");
    const ssize_t got = ::read(fd_, to, capacity);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR && errno != EAGAIN) return unreadable(path_);
  }
}

}  // namespace cuttings
