#pragma once
// WarcReader: reads WARC records one by one, gzip member by member or plain, in bounded memory.

#include <array>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/warc/member_stream.h"
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

enum class Damage {
  kEnds,      ///< an error is the last that is heard of the file
  kIsPassed,  ///< the next call of next() goes on with the next record that is found
};

struct WarcReaderLimits {
  std::size_t max_header_bytes = 64 << 10;
  std::size_t max_block_bytes = 64 << 20;  ///< memory stays below it
  LargeBlocks large_blocks = LargeBlocks::kRefuse;
  GzipFraming framing = GzipFraming::kMemberPerRecord;
  Damage damage = Damage::kEnds;
  std::uint64_t stream_bytes = 0;  ///< of a stream that is not packed; 0: not known
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

  /// The next record; empty at the end. Error kParse, kTooLarge with the offset of the record, and
  /// where damage is passed what was passed over: after it, the next record, or empty when none was
  /// found. O(record); O(bytes passed over) behind damage.
  Result<std::optional<WarcRecord>> next();
  /// True after an error of next() that came of the stream's end within a record: all before is
  /// sound, and so is the part that is there.
  bool was_cut_off() const { return was_cut_off_; }

 private:
  using Crossing = MemberStream::Crossing;

  Result<std::optional<WarcRecord>> read_record();
  Result<bool> begin_record();
  std::string_view data();
  bool is_at_next_member() const;
  bool is_between_members() const { return stream_.has_members() && !stream_.is_gzip(); }
  Result<bool> need(std::size_t bytes, Crossing crossing);
  Result<bool> need(std::size_t bytes);
  bool is_lenient() const { return limits_.framing == GzipFraming::kAny; }
  bool has_bare_line_ends();
  Result<std::size_t> find_header_end();
  Result<void> check_large(std::size_t header_size, std::size_t length);
  Result<void> pass_over(std::size_t length);
  Result<std::size_t> size_of_end(std::size_t at);
  Result<std::size_t> size_of_any_end(std::size_t at);
  Result<void> take_line_ends();
  Result<void> finish_record(WarcRecord& record, std::size_t header_size, std::size_t size);
  void note_framing(bool goes_on);
  tl::unexpected<Error> cut_off(std::string_view where);
  tl::unexpected<Error> broken(std::string_view what, ErrorCode code = ErrorCode::kParse) const;

  tl::unexpected<Error> pass_damage(Error error);
  bool find_next_record();
  bool find_next_member();
  bool find_next_line();
  std::string place() const;

  MemberStream stream_;
  WarcReaderLimits limits_;
  std::uint64_t record_offset_ = 0;
  std::uint64_t record_begin_ = 0;   // unpacked
  std::string record_name_;          // "response of URL", when its header could be read
  bool is_member_record_ = false;    // it begins where a gzip member does
  bool has_member_records_ = false;  // such a one ended where its member did
  bool has_other_records_ = false;   // one did not
  bool is_corrupt_ = false;          // the gzip data at hand
  std::array<std::uint64_t, 2> no_blank_line_to_{};  // unpacked; of CRLF, of LF
  bool was_cut_off_ = false;
};

}  // namespace cuttings
