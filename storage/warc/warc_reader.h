#pragma once
// WarcReader: reads WARC records one by one, gzip member by member or plain, in bounded memory.

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/warc/gzip.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

enum class LargeBlocks {
  kRefuse,    ///< an error
  kPassOver,  ///< read to its end and forgotten: WarcRecord::is_passed_over
};
enum class GzipFraming {
  kMemberPerRecord,  ///< as ISO 28500 asks for; anything else is an error
  /// Also several records in one member, or one in several: then offset and length mean nothing;
  /// and what others make of line ends, in the header and behind the block.
  kAny,
};

struct WarcReaderLimits {
  std::size_t max_header_bytes = 64 << 10;
  std::size_t max_block_bytes = 64 << 20;  ///< memory stays below it
  LargeBlocks large_blocks = LargeBlocks::kRefuse;
  GzipFraming framing = GzipFraming::kMemberPerRecord;
};

/// A record whose block lies where it was read from.
struct RecordView {
  WarcRecord record;  ///< without its block
  std::string_view block;
};

/// As parse_record(); the block is a part of `plain`. O(header).
std::optional<RecordView> parse_record_view(std::string_view plain);

/// The record that `plain` is, unpacked and whole, with nothing behind it; its length is that of
/// `plain`. Empty when it is not that. O(n).
std::optional<WarcRecord> parse_record(std::string plain);

/// Reads from a stream that must outlive it. One thread.
class WarcReader {
 public:
  explicit WarcReader(std::istream& stream, std::uint64_t start_offset = 0,
                      WarcReaderLimits limits = {});

  /// The next record; empty at the end. Error kParse, kTooLarge with the offset of the record:
  /// after it, nothing more can be read. O(record).
  Result<std::optional<WarcRecord>> next();
  /// True after an error of next() that came of the stream's end within a record: all before is
  /// sound, and so is the part that is there.
  bool was_cut_off() const { return was_cut_off_; }

 private:
  enum class Fill { kGrew, kMemberEnd, kEnd, kCorrupt };
  Fill fill();
  bool refill_raw();
  Result<bool> need(std::size_t bytes);
  bool begin_next_member();
  bool is_lenient() const { return limits_.framing == GzipFraming::kAny; }
  bool has_bare_line_ends() const;
  Result<bool> begin_record();
  Result<std::size_t> find_header_end();
  Result<void> take_block(WarcRecord& record, std::size_t length);
  Result<void> pass_over(std::size_t length);
  Result<void> take_end();
  Result<std::size_t> take_line_ends();
  Result<void> take_any_end();
  Result<void> finish_record(WarcRecord& record);
  tl::unexpected<Error> cut_off(std::string_view where);
  tl::unexpected<Error> broken(std::string_view what, ErrorCode code = ErrorCode::kParse) const;

  std::istream& stream_;
  WarcReaderLimits limits_;
  GzipInflater inflater_;
  std::string raw_;       // read, not yet used
  std::string data_;      // plain bytes of the record at hand
  std::uint64_t offset_;  // in the file, of raw_'s first byte
  std::uint64_t record_offset_ = 0;
  bool is_gzip_ = false;
  bool is_member_done_ = false;
  bool may_cross_members_ = false;
  bool was_cut_off_ = false;
};

}  // namespace cuttings
