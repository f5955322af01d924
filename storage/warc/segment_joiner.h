#pragma once
// SegmentJoiner: WARC records that were written in several segments, put together again.

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/warc/warc_record.h"

namespace cuttings {

/// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#record-segmentation
/// True for the first segment of a record and for its continuations.
bool is_segment(const WarcRecord& record);

/// Takes segments in any order, of any number of records and files. One thread.
class SegmentJoiner {
 public:
  /// At most `max_bytes` are kept, blocks and fields: when they are exceeded, the record whose last
  /// segment came longest ago is given up.
  explicit SegmentJoiner(std::size_t max_bytes = 64 << 20) : max_bytes_(max_bytes) {}

  /// The whole record, when `segment` was the last that was wanting: fields, offset and length are
  /// the first segment's, but for what tells of segments, the block's digest and its length, and
  /// WARC-Truncated is the last one's.
  std::optional<WarcRecord> take(WarcRecord segment);

  /// One message for each record that was given up or is not whole by now, in the order in which
  /// they began, with its URL and what is wrong; then they are forgotten.
  std::vector<std::string> take_unjoined();

 private:
  struct Parts {
    std::string url;
    std::map<std::uint64_t, WarcRecord> segments;  // by number
    std::size_t bytes = 0, cost = 0;               // of the blocks; of all in memory
    bool is_too_large = false;  // one of its segments was passed over, or all of it was given up
  };
  using Known = std::list<std::pair<std::string, Parts>>;  // by the first segment's id, in the
                                                           // order in which they last grew
  Parts& parts_of(const WarcRecord& segment);
  void give_up(Parts& parts);

  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  Known known_;
  std::map<std::string, Known::iterator, std::less<>> by_id_;
};

}  // namespace cuttings
