#pragma once
// WarcFileReader: the records of one of a store's WARC files in the order of the file, whether it
// is a plain or a compact one.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "config/base/result.h"
#include "storage/warc/read_record.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// One thread. In bounded memory: a record, or a frame of a compact file.
class WarcFileReader {
 public:
  /// Error kIo; kParse: a compact file without a sound table.
  static Result<WarcFileReader> open(const std::string& path, BodyForm form);
  WarcFileReader(WarcFileReader&&) noexcept;
  ~WarcFileReader();

  /// The next record, its offset and length as read_record() wants them; empty at the end. Error
  /// kParse, kTooLarge, with the file's name: nothing more can be read. O(record).
  Result<std::optional<WarcRecord>> next();
  /// Bytes of the file that the last record takes; in a compact file its share of the frame's.
  std::uint64_t packed_length() const;

 private:
  class Source;
  class GzipSource;
  class CompactSource;
  explicit WarcFileReader(std::unique_ptr<Source> source);
  std::unique_ptr<Source> source_;
};

/// The records of the next frame of a compact file, `plain`, which begins at `plain_offset` of what
/// is in the file. Empty at the frame's end. Error kParse: no whole record begins at `at`. `at`
/// goes on behind the record.
Result<std::optional<WarcRecord>> next_of_frame(std::string_view plain, std::uint64_t plain_offset,
                                                BodyForm form, std::size_t& at);

}  // namespace cuttings
