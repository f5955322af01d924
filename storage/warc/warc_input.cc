#include "storage/warc/warc_input.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <istream>
#include <streambuf>

#include "config/base/text.h"
#include "storage/warc/compact_record.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/zstd_input.h"

namespace cuttings {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;

struct FreeArchiveReader {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, FreeArchiveReader>;

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         equals_ignoring_ascii_case(text.substr(text.size() - end.size()), end);
}

// An open file. What may keep silent is read as it comes, for as long as somebody wants to wait.
struct OpenFile {
  OpenFile(int opened, WarcInput::Wait waits) : descriptor(opened), wait(std::move(waits)) {}
  ~OpenFile() {
    if (descriptor > STDIN_FILENO) close(descriptor);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  /// As read(2), when there is something; -1 with errno EINTR when nobody waits any more.
  ssize_t read_to(char* data, std::size_t size) {
    if (!ahead.empty()) {
      const std::size_t count = std::min(size, ahead.size());
      ahead.copy(data, count);
      ahead.erase(0, count);
      return static_cast<ssize_t>(count);
    }
    for (;;) {
      if (wait && !wait(descriptor)) {
        errno = EINTR;
        return -1;
      }
      const ssize_t got = ::read(descriptor, data, size);
      if (got >= 0 || (errno != EINTR && errno != EAGAIN)) return got;
    }
  }

  int descriptor;
  WarcInput::Wait wait;
  std::string ahead;  // read before their turn
  std::array<char, kReadBytes> buffer{};
};

la_ssize_t read_as_it_comes(archive* handle, void* data, const void** bytes) {
  auto& file = *static_cast<OpenFile*>(data);
  *bytes = file.buffer.data();
  const ssize_t got = file.read_to(file.buffer.data(), file.buffer.size());
  if (got < 0)
    archive_set_error(handle, errno, "%s",
                      errno == EINTR ? "stopped before all of it was read" : std::strerror(errno));
  return got;
}

std::optional<std::uint64_t> size_of_regular(int descriptor) {
  struct stat info {};
  if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) return {};
  return static_cast<std::uint64_t>(info.st_size);
}

bool is_regular(int descriptor) { return size_of_regular(descriptor).has_value(); }

// The first bytes, which are read again afterwards; fewer at the end of the file, and of one that
// cannot be read.
std::string first_bytes(OpenFile& file, std::size_t size) {
  std::string bytes(size, '\0');
  if (is_regular(file.descriptor)) {
    const ssize_t got = ::pread(file.descriptor, bytes.data(), size, 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }
  std::size_t count = 0;
  while (count < size) {
    const ssize_t got = file.read_to(bytes.data() + count, size - count);
    if (got <= 0) break;
    count += static_cast<std::size_t>(got);
  }
  bytes.resize(count);
  file.ahead = bytes;
  return bytes;
}

// Only a regular file can be sought in.
int open_archive(archive* handle, OpenFile& file) {
  if (is_regular(file.descriptor)) return archive_read_open_fd(handle, file.descriptor, kReadBytes);
  return archive_read_open(handle, &file, nullptr, read_as_it_comes, nullptr);
}

// The bytes of a file without the ZIP of a WACZ. Gzip stays: WarcReader knows its
// members, and checks their sums, which libarchive does not.
class UnpackedBytes final : public std::streambuf {
 public:
  UnpackedBytes(std::unique_ptr<OpenFile> file, ArchiveHandle handle)
      : file_(std::move(file)), handle_(std::move(handle)) {}

  const std::string& error() const { return error_; }

 protected:
  int_type underflow() override {
    while (error_.empty()) {
      if (!has_entry_ && !next_entry()) break;
      const la_ssize_t n = archive_read_data(handle_.get(), buffer_.data(), buffer_.size());
      if (n > 0) {
        setg(buffer_.data(), buffer_.data(), buffer_.data() + n);
        return traits_type::to_int_type(buffer_.front());
      }
      if (n < 0) note_error();
      has_entry_ = false;
    }
    return traits_type::eof();
  }

 private:
  // A raw stream is one entry called "data"; of a WACZ only the WARC files count.
  bool next_entry() {
    archive_entry* entry = nullptr;
    while (true) {
      const int code = archive_read_next_header(handle_.get(), &entry);
      if (code == ARCHIVE_EOF) return end_of_entries();
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
        note_error();
        return false;
      }
      const char* name = archive_entry_pathname(entry);
      is_zip_ = archive_format(handle_.get()) == ARCHIVE_FORMAT_ZIP;
      has_entry_ = !is_zip_ || (name != nullptr && std::string_view(name).starts_with("archive/") &&
                                is_warc_name(name));
      if (has_entry_) return found_ = true;
    }
  }

  bool end_of_entries() {
    if (is_zip_ && !found_) error_ = "it is a ZIP without archive/*.warc files: no WACZ";
    return false;
  }

  void note_error() {
    const char* reason = archive_error_string(handle_.get());
    error_ = reason != nullptr ? reason : "it cannot be unpacked";
  }

  std::unique_ptr<OpenFile> file_;  // handle_ reads from it
  ArchiveHandle handle_;
  bool has_entry_ = false, is_zip_ = false, found_ = false;
  std::string error_;
  std::array<char, kReadBytes> buffer_{};
};

tl::unexpected<Error> unreadable(const std::string& path, std::string_view reason, ErrorCode code) {
  return fail(code,
              "cannot read " + (path == "-" ? "standard input" : path) + ": " + std::string(reason),
              code == ErrorCode::kNotFound ? "check the path" : "");
}

WarcReaderLimits lenient_limits(Damage damage) {
  WarcReaderLimits limits;
  limits.damage = damage;
  limits.large_blocks = LargeBlocks::kPassOver;
  limits.framing = GzipFraming::kAny;
  return limits;
}

}  // namespace

bool is_warc_name(std::string_view path) {
  for (const std::string_view end : {".warc", ".warc.gz", ".warc.zst", ".wacz"})
    if (ends_with_ignoring_case(path, end)) return true;
  return false;
}

struct WarcInput::Parts {
  Parts(std::unique_ptr<std::streambuf> from, const std::string& why,
        const WarcReaderLimits& limits)
      : bytes(std::move(from)), error(why), stream(bytes.get()), reader(stream, 0, limits) {}
  std::unique_ptr<std::streambuf> bytes;
  const std::string& error;  // of bytes
  std::istream stream;
  WarcReader reader;
  bool is_over = false;
};

WarcInput::WarcInput(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
WarcInput::WarcInput(WarcInput&&) noexcept = default;
WarcInput::~WarcInput() = default;

Result<WarcInput> WarcInput::open(const std::string& path, Damage damage, Wait wait) {
  // A pipe is opened without waiting for its writer: that is what `wait` is for.
  const int flags = O_RDONLY | O_CLOEXEC | (wait ? O_NONBLOCK : 0);
  const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), flags);
  if (descriptor < 0)
    return unreadable(path, std::strerror(errno),
                      errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo);
  auto file = std::make_unique<OpenFile>(descriptor, std::move(wait));
  WarcReaderLimits limits = lenient_limits(damage);
  const std::string first = first_bytes(*file, 4);
  if (begins_zstd(first)) {
    auto bytes = std::make_unique<ZstdInput>(
        [kept = std::shared_ptr<OpenFile>(std::move(file))](char* data, std::size_t size) {
          return kept->read_to(data, size);
        });  // std::function copies
    const std::string& error = bytes->error();
    return WarcInput(std::make_unique<Parts>(std::move(bytes), error, limits));
  }
  if (first == "WARC") limits.stream_bytes = size_of_regular(file->descriptor).value_or(0);
  ArchiveHandle handle(archive_read_new());
  archive_read_support_format_raw(handle.get());
  archive_read_support_format_empty(handle.get());
  archive_read_support_format_zip(handle.get());
  if (open_archive(handle.get(), *file) != ARCHIVE_OK)
    return unreadable(path, archive_error_string(handle.get()), ErrorCode::kIo);
  auto bytes = std::make_unique<UnpackedBytes>(std::move(file), std::move(handle));
  const std::string& error = bytes->error();
  return WarcInput(std::make_unique<Parts>(std::move(bytes), error, limits));
}

Result<std::optional<WarcRecord>> WarcInput::next() {
  if (parts_->is_over) return std::optional<WarcRecord>();
  auto record = parts_->reader.next();
  const bool is_whole = record && *record;  // what stood before the damage is sound
  if (!is_whole && !parts_->error.empty()) {
    parts_->is_over = true;
    return fail(ErrorCode::kIo, parts_->error);
  }
  if (is_whole && !(*record)->is_passed_over && !restore_block(**record))
    return fail(ErrorCode::kParse, "warc record at byte " + std::to_string((*record)->offset) +
                                       ": its body cannot be packed as it came");
  return record;
}

}  // namespace cuttings
