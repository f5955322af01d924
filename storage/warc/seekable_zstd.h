#pragma once
// Zstd frames (RFC 8878) with a table of them at the end, so that one is read without those before:
// https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md
// `zstd -dc` reads such a file as any other.

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

struct ZstdFrame {
  std::uint64_t offset = 0, length = 0;              ///< in the file
  std::uint64_t plain_offset = 0, plain_length = 0;  ///< in what is in the file
};

/// What stands behind the frames, passed over by other readers.
struct ZstdNote {
  std::vector<std::string> digests;  ///< a frame: the first 8 bytes of SHA-256 over it as packed
  std::string text;                  ///< what finish() was given
};

/// Writes one file. Errors kStore: the disk; kInternal: no memory.
class SeekableZstdWriter {
 public:
  /// Makes the file, or empties it.
  static Result<SeekableZstdWriter> create(const std::string& path);

  /// A frame of each, none of which is empty or larger than 128 MiB; packed by all cores. O(n).
  Result<void> append(const std::vector<std::string>& plain);
  /// The note and the table of frames; durable on return.
  Result<void> finish(std::string_view note);

 private:
  explicit SeekableZstdWriter(std::string path);
  Result<void> write(std::string_view bytes, std::uint64_t plain_length);

  std::string path_;
  std::ofstream out_;
  std::string entries_;  // of the table
  std::string digests_;  // of the note
  std::uint32_t frames_ = 0;
};

/// Reads one file. One thread.
class SeekableZstd {
 public:
  /// Error kIo; kParse: it has no sound table of frames.
  static Result<SeekableZstd> open(const std::string& path);

  const std::vector<ZstdFrame>& frames() const { return frames_; }
  /// Of what is in it.
  std::uint64_t plain_size() const;
  /// Index of the frame that holds that byte of what is in the file; frames().size() when none.
  std::size_t frame_at(std::uint64_t plain_offset) const;
  /// What is in the frame. Error kParse: it is damaged; kIo. O(frame).
  Result<std::string> read(const ZstdFrame& frame);
  /// Errors as above.
  Result<ZstdNote> note();
  /// True when each bit of frames()[i] is as written: read() cannot see one that changes nothing of
  /// what is in it. Error kIo. O(frame).
  Result<bool> is_as_written(std::size_t i, const ZstdNote& note);

 private:
  explicit SeekableZstd(std::string path);
  Result<std::string> read_bytes(std::uint64_t offset, std::uint64_t length);
  Result<void> read_table(std::uint64_t file_size);

  std::string path_;
  std::ifstream in_;
  std::vector<ZstdFrame> frames_;
  ZstdFrame note_;
};

}  // namespace cuttings
