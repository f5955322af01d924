#include "storage/warc/warc_input.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <istream>
#include <streambuf>

#include "config/base/text.h"
#include "storage/warc/compact_record.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;

struct CloseArchive {
  void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, CloseArchive>;

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         equals_ignoring_ascii_case(text.substr(text.size() - end.size()), end);
}

// The bytes of a file without zstd and without the ZIP of a WACZ. Gzip stays: WarcReader knows its
// members, and checks their sums, which libarchive does not.
class UnpackedBytes final : public std::streambuf {
 public:
  UnpackedBytes(ArchiveHandle handle, int descriptor)
      : handle_(std::move(handle)), descriptor_(descriptor) {}
  ~UnpackedBytes() override {
    handle_.reset();
    if (descriptor_ > STDIN_FILENO) close(descriptor_);
  }

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

  ArchiveHandle handle_;
  int descriptor_;
  bool has_entry_ = false, is_zip_ = false, found_ = false;
  std::string error_;
  std::array<char, kReadBytes> buffer_{};
};

tl::unexpected<Error> unreadable(const std::string& path, std::string_view reason, ErrorCode code) {
  return fail(code,
              "cannot read " + (path == "-" ? "standard input" : path) + ": " + std::string(reason),
              code == ErrorCode::kNotFound ? "check the path" : "");
}

WarcReaderLimits lenient_limits() {
  WarcReaderLimits limits;
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
  Parts(ArchiveHandle handle, int descriptor)
      : bytes(std::move(handle), descriptor), stream(&bytes), reader(stream, 0, lenient_limits()) {}
  UnpackedBytes bytes;
  std::istream stream;
  WarcReader reader;
};

WarcInput::WarcInput(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
WarcInput::WarcInput(WarcInput&&) noexcept = default;
WarcInput::~WarcInput() = default;

Result<WarcInput> WarcInput::open(const std::string& path) {
  const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return unreadable(path, std::strerror(errno),
                      errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo);
  ArchiveHandle handle(archive_read_new());
  archive_read_support_filter_zstd(handle.get());
  archive_read_support_format_raw(handle.get());
  archive_read_support_format_empty(handle.get());
  archive_read_support_format_zip(handle.get());
  if (archive_read_open_fd(handle.get(), descriptor, kReadBytes) != ARCHIVE_OK) {
    auto error = unreadable(path, archive_error_string(handle.get()), ErrorCode::kIo);
    if (descriptor > STDIN_FILENO) close(descriptor);
    return error;
  }
  return WarcInput(std::make_unique<Parts>(std::move(handle), descriptor));
}

Result<std::optional<WarcRecord>> WarcInput::next() {
  auto record = parts_->reader.next();
  if (!parts_->bytes.error().empty()) return fail(ErrorCode::kParse, parts_->bytes.error());
  if (record && *record && !(*record)->is_passed_over && !restore_block(**record))
    return fail(ErrorCode::kParse, "warc record at byte " + std::to_string((*record)->offset) +
                                       ": its body cannot be packed as it came");
  return record;
}

}  // namespace cuttings
