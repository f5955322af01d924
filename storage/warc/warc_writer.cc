#include "storage/warc/warc_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include "config/base/log.h"
#include "config/base/text.h"
#include "storage/iso_time.h"
#include "storage/named_file.h"
#include "storage/warc/warc_member.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

constexpr std::size_t kTimePrefixLength = std::string_view("cuttings-YYYYMMDDhhmmss").size();

tl::unexpected<Error> io_error(std::string_view doing, const std::string& path) {
  const int reason = errno;
  const bool is_full = reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
  return fail(is_full ? ErrorCode::kFull : ErrorCode::kStore,
              "cannot " + std::string(doing) + " " + path + ": " + std::strerror(reason),
              is_full ? "make room on the disk, then run the same command again"
                      : "check that the directory exists and may be written");
}

Result<void> write_all(int descriptor, std::string_view bytes, std::uint64_t offset,
                       const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return {};
}

Result<void> sync_directory(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return io_error("open", path);
  const bool ok = fsync(descriptor) == 0;
  auto error = io_error("sync", path);
  close(descriptor);
  if (!ok) return error;
  return {};
}

// Where the last whole record at or after `offset` ends; empty when what follows it is not merely
// unfinished, or could not be read: then nothing may be cut.
std::optional<std::uint64_t> end_of_whole_records(const std::string& path, std::uint64_t offset) {
  std::ifstream stream(path, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(offset));
  WarcReader reader(stream, offset);
  std::uint64_t end = offset;
  auto record = reader.next();
  for (; record && *record; record = reader.next()) end = (*record)->offset + (*record)->length;
  if (!stream.is_open() || stream.bad()) return {};
  if (!record && !reader.was_cut_off()) return {};
  return end;
}

std::string compact_time(WallTime time) {
  std::string digits;
  for (const char c : iso_time(time))
    if (is_ascii_digit(c)) digits += c;
  return digits.substr(0, 14);
}

}  // namespace

WarcWriter::WarcWriter(WarcWriter&& other) noexcept
    : options_(std::move(other.options_)),
      clock_(other.clock_),
      file_(std::move(other.file_)),
      warcinfo_id_(std::move(other.warcinfo_id_)),
      size_(other.size_),
      serial_(other.serial_),
      use_(std::move(other.use_)),
      descriptor_(other.descriptor_) {
  other.descriptor_ = -1;
}

WarcWriter::~WarcWriter() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::string WarcWriter::path_of(std::string_view file) const {
  return options_.directory + "/" + std::string(file);
}

Result<WarcWriter> WarcWriter::open(WarcWriterOptions options, const WarcPlace& last,
                                    const Clock& clock) {
  std::error_code error;
  std::filesystem::create_directories(options.directory, error);
  if (error)
    return fail(ErrorCode::kStore, "cannot make " + options.directory + ": " + error.message(),
                "check that its parent directory may be written");
  WarcWriter writer(std::move(options), clock);
  // What another store is writing here at this moment is no leftover of a kill.
  const bool is_alone = writer.use_.try_alone();
  auto mended = is_alone ? writer.mend_newer_files(last.file) : Result<void>();
  writer.use_.share();
  if (!mended) return fail(std::move(mended.error()));
  if (last.file.empty() || writer.options_.last_file == LastFile::kLeave) return writer;
  if (auto ok = writer.continue_file(last); !ok) return fail(std::move(ok.error()));
  return writer;
}

Result<void> WarcWriter::continue_file(const WarcPlace& last) {
  const std::string path = path_of(last.file);
  const std::uint64_t wanted = last.offset + last.length;
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error || size < wanted) {  // leave it alone, begin a new one
    log(LogLevel::kWarning, "storage",
        path +
            (error ? ", the archive's newest WARC file, is missing: is another disk to be mounted"
                     " there?"
                   : ", the archive's newest WARC file, is shorter than it was") +
            " Another one is begun; `cuttings db check` tells what cannot be read");
    return {};
  }
  if (size - wanted > kMaxTailBytes) return {};  // not left by a kill: leave it, begin a new file
  if (size > wanted && !end_of_whole_records(path, wanted)) return {};  // strange bytes: the same
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor_ < 0) return io_error("open", path);
  if (wanted < size && ftruncate(descriptor_, static_cast<off_t>(wanted)) != 0)
    return io_error("cut the uncommitted records of", path);
  file_ = last.file;
  size_ = wanted;
  return {};
}

// A kill between the making of a file and the commit that names it leaves a file nobody knows, of
// the second of the known one or later. Few at most: one a kill.
Result<void> WarcWriter::mend_newer_files(std::string_view than) const {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(options_.directory, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("cuttings-") || !name.ends_with(".warc.gz") || name == than) continue;
    if (name.substr(0, kTimePrefixLength) < than.substr(0, kTimePrefixLength)) continue;
    const std::string path = path_of(name);
    const auto end = end_of_whole_records(path, 0);
    if (!end || (*end > 0 && *end == std::filesystem::file_size(path, error))) continue;
    const int result =
        *end == 0 ? unlink(path.c_str()) : truncate(path.c_str(), static_cast<off_t>(*end));
    if (result != 0) return io_error("cut the unfinished record of", path);
  }
  return {};
}

Result<void> WarcWriter::close_file() {
  if (auto ok = sync(); !ok) return ok;
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
  file_.clear();
  warcinfo_id_.clear();
  size_ = 0;
  return {};
}

Result<void> WarcWriter::begin_file() {
  if (auto ok = close_file(); !ok) return ok;
  std::array<char, 16> serial{};
  std::snprintf(serial.data(), serial.size(), "%05d", ++serial_);
  const std::string name = "cuttings-" + compact_time(clock_->wall_now()) + "-" + serial.data() +
                           "-" + new_record_id().substr(10, 8) + ".warc.gz";
  const std::string path = path_of(name);
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor_ < 0) return io_error("make", path);
  file_ = name;
  if (auto ok = sync_directory(options_.directory); !ok) return ok;
  warcinfo_id_ = new_record_id();
  const std::string block = "software: " + options_.software +
                            "\r\nformat: WARC File Format 1.1\r\nconformsTo: "
                            "https://iipc.github.io/warc-specifications/specifications/warc-format/"
                            "warc-1.1/\r\n";
  auto place = append_member(warc_member({{"WARC-Type", "warcinfo"},
                                          {"WARC-Record-ID", warcinfo_id_},
                                          {"WARC-Date", iso_time(clock_->wall_now())},
                                          {"WARC-Filename", name},
                                          {"Content-Type", "application/warc-fields"}},
                                         block));
  if (!place) return fail(std::move(place.error()));
  return {};
}

Result<WarcPlace> WarcWriter::append_member(std::string_view member) {
  if (member.empty()) return fail(ErrorCode::kIo, "cannot compress a record: out of memory");
  if (auto ok = write_all(descriptor_, member, size_, path_of(file_)); !ok)
    return fail(std::move(ok.error()));
  WarcPlace place{file_, size_, member.size()};
  size_ += member.size();
  return place;
}

Result<void> WarcWriter::make_room() {
  if (descriptor_ >= 0 && !NamedFile(path_of(file_), descriptor_).is_in_place()) {
    log(LogLevel::kWarning, "storage",
        path_of(file_) + " was moved or removed while it is written; another file is begun");
    return begin_file();
  }
  const std::uint64_t room = std::min(kMaxTailBytes, options_.max_file_bytes / 4);
  if (descriptor_ >= 0 && size_ + room < options_.max_file_bytes) return {};
  return begin_file();
}

Result<WarcPlace> WarcWriter::append(const HttpExchange& exchange,
                                     const std::optional<Revisit>& revisit,
                                     const PackedExchange* packed) {
  if (descriptor_ < 0 || size_ >= options_.max_file_bytes)
    if (auto ok = begin_file(); !ok) return fail(std::move(ok.error()));
  PackedExchange fresh;
  if (packed == nullptr || packed->warcinfo_id != warcinfo_id_ || packed->revisit != revisit) {
    fresh = pack_exchange(exchange, revisit, warcinfo_id_);
    packed = &fresh;
  }
  auto place = append_member(packed->response);
  if (!place || exchange.request_bytes.empty()) return place;  // imported without its request
  if (auto request = append_member(packed->request); !request) return request;
  return place;
}

Result<void> WarcWriter::sync() {
  if (descriptor_ >= 0 && fdatasync(descriptor_) != 0) return io_error("sync", path_of(file_));
  return {};
}

Result<void> WarcWriter::rewind_to(const WarcPlace& place) {
  if (place.file == file_ && descriptor_ >= 0) {
    size_ = place.offset;
    if (ftruncate(descriptor_, static_cast<off_t>(size_)) != 0)
      return io_error("cut", path_of(file_));
    return {};
  }
  // A file begun since holds nothing wanted: leave the fresh one, go back to the older.
  if (descriptor_ >= 0) {
    close(descriptor_);
    descriptor_ = -1;
    std::error_code ignored;  // a leftover file with unwanted records is harmless
    std::filesystem::remove(path_of(file_), ignored);
  }
  file_.clear();
  warcinfo_id_.clear();
  size_ = 0;
  return place.file.empty() ? Result<void>() : continue_file(place);
}

}  // namespace cuttings
