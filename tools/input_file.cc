#include "tools/input_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "config/base/edit_distance.h"
#include "config/base/text.h"
#include "tools/stop_signals.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxNamesCompared = 1000;
constexpr std::size_t kMaxListBytes = 64u << 20;  // about 600,000 URLs; chosen by hand

// An open file descriptor; stdin is not closed. To open a pipe that nobody writes does not wait.
class InputHandle {
 public:
  explicit InputHandle(const std::string& path)
      : fd_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~InputHandle() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }
  InputHandle(const InputHandle&) = delete;
  InputHandle& operator=(const InputHandle&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

std::string display_name(const std::string& path) { return path == "-" ? "standard input" : path; }

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

// Waits until something can be read; false when the run is to stop. A signal does not end read().
bool wait_for_bytes(int fd) {
  constexpr int kLookMs = 500;
  pollfd waited{fd, POLLIN, 0};
  while (!is_stop_requested())
    if (const int ready = ::poll(&waited, 1, kLookMs); ready > 0 || (ready < 0 && errno != EINTR))
      return true;
  return false;
}

std::string megabytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

bool is_page_name(const std::filesystem::path& path) {
  const std::string extension = to_ascii_lower(path.extension().string());
  return extension == ".html" || extension == ".htm" || extension == ".xhtml" ||
         extension == ".txt" || is_saved_page_name(path.string());
}

}  // namespace

bool is_saved_page_name(std::string_view path) {
  const std::string end =
      to_ascii_lower(path.substr(path.size() - std::min(path.size(), std::size_t{6})));
  return end.ends_with(".mhtml") || end.ends_with(".mht");
}

Result<std::string> read_input(const std::string& path, std::size_t max_bytes) {
  const InputHandle input(path);
  if (input.fd() < 0) return unreadable(path);
  struct stat info {};
  const bool has_size = ::fstat(input.fd(), &info) == 0 && S_ISREG(info.st_mode);
  const std::size_t size = has_size ? static_cast<std::size_t>(info.st_size) : 0;
  const std::string too_large =
      display_name(path) + " holds more than " + megabytes(max_bytes) + ": too large";
  if (size > max_bytes) return fail(ErrorCode::kTooLarge, too_large);
  constexpr std::size_t kChunk = 64u << 10;
  std::string bytes;
  std::size_t used = 0;
  for (;;) {
    if (used > max_bytes) return fail(ErrorCode::kTooLarge, too_large);
    if (used == bytes.size()) bytes.resize(used == 0 ? std::max(size + 1, kChunk) : used + kChunk);
    if (!has_size && !wait_for_bytes(input.fd()))
      return fail(ErrorCode::kIo, "stopped before all of " + display_name(path) + " was read");
    const ssize_t got = ::read(input.fd(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return unreadable(path);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return bytes;
}

Result<std::vector<std::string>> read_list(const std::string& path) {
  Result<std::string> text = read_input(path, kMaxListBytes);
  if (!text) return fail(std::move(text.error()));
  std::vector<std::string> lines;
  for (const std::string_view line : split(*text, '\n')) {
    const std::string_view entry = trim_ascii(line);
    if (!entry.empty() && entry.front() != '#') lines.emplace_back(entry);
  }
  if (lines.empty())
    return fail(ErrorCode::kInvalidArgument, display_name(path) + " names nothing",
                "put one URL or file on a line");
  return lines;
}

Result<std::vector<std::string>> find_pages(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<std::string> pages;
  auto entry = fs::recursive_directory_iterator(directory, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;  // an entry that has gone meanwhile is no page
    if (entry->is_regular_file(ignored) && is_page_name(entry->path()))
      pages.push_back(entry->path().string());
  }
  if (error) return fail(ErrorCode::kIo, "cannot read " + directory + ": " + error.message());
  if (pages.empty())
    return fail(ErrorCode::kNotFound, "no page in " + directory,
                "pages are files called *.html, *.htm, *.xhtml, *.mhtml or *.txt");
  std::sort(pages.begin(), pages.end());
  return pages;
}

Result<std::vector<std::string>> expand_folders(const std::vector<std::string>& named) {
  std::vector<std::string> paths;
  for (const std::string& path : named) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      paths.push_back(path);
      continue;
    }
    Result<std::vector<std::string>> pages = find_pages(path);
    if (!pages) return fail(std::move(pages.error()));
    paths.insert(paths.end(), pages->begin(), pages->end());
  }
  return paths;
}

}  // namespace cuttings
