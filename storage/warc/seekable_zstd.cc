#include "storage/warc/seekable_zstd.h"

#include <zstd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "config/base/digest.h"
#include "config/base/folder.h"
#include "config/base/parallel.h"
#include "storage/warc/little_endian.h"
#include "storage/whole_file.h"

namespace cuttings {
namespace {

// 34 MB/s; level 9 packs twice as fast and 1.5 % larger, level 19 a tenth as fast and 7 % smaller
// (docs/benchmarks.md, "Compact files").
constexpr int kLevel = 12;
// What a reader takes memory for: a frame of ours has 4 MiB or one record (warc_reader.h: 64 MiB),
// whose body may be unpacked by 32 MiB (compact_record.cc).
constexpr std::uint64_t kMaxFrameBytes = 128 << 20;
constexpr std::uint32_t kTableMagic = 0x184D2A5E, kFooterMagic = 0x8F92EAB1;
constexpr std::uint32_t kNoteMagic = 0x184D2A50;  // a skippable frame (RFC 8878, section 3.1.2)
constexpr std::size_t kSkippableHeader = 8, kEntry = 8, kFooter = 9;
constexpr std::size_t kDigest = 32;      // in front of the note: skippable frames have no checksum
constexpr std::size_t kFrameDigest = 8;  // enough to see an accident

struct FreeZstdCompressor {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeZstdDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// One call packs a whole frame, so that its header tells the size.
std::string packed(std::string_view plain) {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeZstdCompressor> context(ZSTD_createCCtx());
  if (!context) return {};
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(plain.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), out.data(), out.size(), plain.data(), plain.size());
  out.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return out;
}

bool unpack(std::string_view bytes, std::string& plain) {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeZstdDecompressor> context(ZSTD_createDCtx());
  return context && ZSTD_decompressDCtx(context.get(), plain.data(), plain.size(), bytes.data(),
                                        bytes.size()) == plain.size();
}

}  // namespace

SeekableZstdWriter::SeekableZstdWriter(std::string path)
    : path_(std::move(path)), out_(path_, std::ios::binary | std::ios::trunc) {}

Result<SeekableZstdWriter> SeekableZstdWriter::create(const std::string& path) {
  SeekableZstdWriter writer(path);
  std::error_code error;
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  if (!writer.out_ || error)
    return fail(ErrorCode::kStore, "cannot make " + path,
                "check that its directory may be written");
  return writer;
}

Result<void> SeekableZstdWriter::write(std::string_view bytes, std::uint64_t plain_length) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  append_le32(entries_, bytes.size());
  append_le32(entries_, plain_length);
  ++frames_;
  if (out_) return {};
  return fail(ErrorCode::kStore, "cannot write " + path_,
              "make room on the disk, then run the same command again");
}

Result<void> SeekableZstdWriter::append(const std::vector<std::string>& plain) {
  std::vector<std::string> frames(plain.size());
  for_each_in_parallel(plain.size(), core_count(),
                       [&](std::size_t i) { frames[i] = packed(plain[i]); });
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (frames[i].empty()) return fail(ErrorCode::kInternal, "zstd cannot pack: out of memory");
    digests_ += sha256_bytes(frames[i]).substr(0, kFrameDigest);
    if (auto ok = write(frames[i], plain[i].size()); !ok) return ok;
  }
  return {};
}

Result<void> SeekableZstdWriter::finish(std::string_view note) {
  const std::string content = digests_ + std::string(note);
  std::string bytes;
  append_le32(bytes, kNoteMagic);
  append_le32(bytes, kDigest + content.size());
  bytes += sha256_bytes(content) + content;
  if (auto ok = write(bytes, 0); !ok) return ok;
  std::string table;
  append_le32(table, kTableMagic);
  append_le32(table, entries_.size() + kFooter);
  table += entries_;
  append_le32(table, frames_);
  table += '\0';  // descriptor: no checksums here, the frames have their own
  append_le32(table, kFooterMagic);
  out_.write(table.data(), static_cast<std::streamsize>(table.size()));
  out_.close();
  if (!out_)
    return fail(ErrorCode::kStore, "cannot write " + path_,
                "make room on the disk, then run the same command again");
  if (auto ok = sync_to_disk(path_); !ok) return ok;
  return sync_to_disk(folder_of(path_));
}

SeekableZstd::SeekableZstd(std::string path)
    : path_(std::move(path)), in_(path_, std::ios::binary) {}

Result<SeekableZstd> SeekableZstd::open(const std::string& path) {
  SeekableZstd file(path);
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || !file.in_) return fail(ErrorCode::kIo, path + " cannot be read");
  if (auto ok = file.read_table(size); !ok) return fail(std::move(ok.error()));
  return file;
}

Result<std::string> SeekableZstd::read_bytes(std::uint64_t offset, std::uint64_t length) {
  std::string bytes(length, '\0');
  in_.clear();
  in_.seekg(static_cast<std::streamoff>(offset));
  if (!in_.read(bytes.data(), static_cast<std::streamsize>(length)))
    return fail(ErrorCode::kIo, path_ + " cannot be read");
  return bytes;
}

// The frames of the table fill the file to the table, the last of them is the note.
Result<void> SeekableZstd::read_table(std::uint64_t file_size) {
  const auto broken = [&] {
    return fail(ErrorCode::kParse, path_ + ": the table of frames at its end is damaged",
                "zstd -dc still unpacks what stands before it");
  };
  if (file_size < kSkippableHeader + kFooter) return broken();
  auto footer = read_bytes(file_size - kFooter, kFooter);
  if (!footer) return fail(std::move(footer.error()));
  const std::uint64_t count = read_le32(*footer, 0);
  const std::uint64_t table = kSkippableHeader + count * kEntry + kFooter;
  if (read_le32(*footer, 5) != kFooterMagic || (*footer)[4] != 0 || count == 0 || table > file_size)
    return broken();
  auto bytes = read_bytes(file_size - table, table);
  if (!bytes) return fail(std::move(bytes.error()));
  if (read_le32(*bytes, 0) != kTableMagic || read_le32(*bytes, 4) != table - kSkippableHeader)
    return broken();
  ZstdFrame frame;
  for (std::uint64_t i = 0; i < count; ++i) {
    frame.offset += frame.length;
    frame.plain_offset += frame.plain_length;
    frame.length = read_le32(*bytes, kSkippableHeader + i * kEntry);
    frame.plain_length = read_le32(*bytes, kSkippableHeader + i * kEntry + 4);
    if (frame.plain_length > kMaxFrameBytes || frame.length > file_size) return broken();
    frames_.push_back(frame);
  }
  if (frame.offset + frame.length != file_size - table || frame.plain_length != 0) return broken();
  note_ = frame;
  frames_.pop_back();
  return {};
}

std::uint64_t SeekableZstd::plain_size() const {
  return frames_.empty() ? 0 : frames_.back().plain_offset + frames_.back().plain_length;
}

std::size_t SeekableZstd::frame_at(std::uint64_t plain_offset) const {
  if (plain_offset >= plain_size()) return frames_.size();
  const auto behind = std::upper_bound(
      frames_.begin(), frames_.end(), plain_offset,
      [](std::uint64_t offset, const ZstdFrame& frame) { return offset < frame.plain_offset; });
  return static_cast<std::size_t>(behind - frames_.begin()) - 1;
}

Result<std::string> SeekableZstd::read(const ZstdFrame& frame) {
  auto bytes = read_bytes(frame.offset, frame.length);
  if (!bytes) return bytes;
  std::string plain;
  if (ZSTD_getFrameContentSize(bytes->data(), bytes->size()) == frame.plain_length) {
    plain.resize(frame.plain_length);
    if (unpack(*bytes, plain)) return plain;
  }
  return fail(ErrorCode::kParse,
              path_ + ": the frame at byte " + std::to_string(frame.offset) + " is damaged");
}

Result<ZstdNote> SeekableZstd::note() {
  auto bytes = read_bytes(note_.offset, note_.length);
  if (!bytes) return fail(std::move(bytes.error()));
  const std::size_t digests = frames_.size() * kFrameDigest;
  const bool is_whole = bytes->size() >= kSkippableHeader + kDigest + digests &&
                        read_le32(*bytes, 0) == kNoteMagic &&
                        read_le32(*bytes, 4) == bytes->size() - kSkippableHeader;
  if (is_whole) {
    const std::string content = bytes->substr(kSkippableHeader + kDigest);
    if (std::string_view(*bytes).substr(kSkippableHeader, kDigest) == sha256_bytes(content)) {
      ZstdNote note{{}, content.substr(digests)};
      for (std::size_t at = 0; at < digests; at += kFrameDigest)
        note.digests.push_back(content.substr(at, kFrameDigest));
      return note;
    }
  }
  return fail(ErrorCode::kParse, path_ + ": the note behind its records is damaged",
              "the records themselves may be sound: cuttings db verify");
}

Result<bool> SeekableZstd::is_as_written(std::size_t i, const ZstdNote& note) {
  auto bytes = read_bytes(frames_[i].offset, frames_[i].length);
  if (!bytes) return fail(std::move(bytes.error()));
  return sha256_bytes(*bytes).substr(0, kFrameDigest) == note.digests[i];
}

}  // namespace cuttings
