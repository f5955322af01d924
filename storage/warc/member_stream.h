#pragma once
// MemberStream: what is in a stream of gzip members, or in one that is not packed, and where in it
// a member begins.

#include <cstdint>
#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "storage/warc/gzip.h"

namespace cuttings {

/// Reads from a stream that must outlive it. What was not taken stays in memory. One thread.
class MemberStream {
 public:
  enum class Fill { kGrew, kMemberEnd, kEnd, kCorrupt };
  enum class Crossing { kStay, kCross };  ///< of the end of a gzip member

  MemberStream(std::istream& stream, std::uint64_t start_offset);

  /// What is there and was not taken; valid until the next call that is not const.
  std::string_view data() const { return std::string_view(data_).substr(at_); }
  /// Forgets the first `size` bytes of it.
  void take(std::size_t size);

  /// Where there is no data, finds out what stands next. False at the end of the stream.
  bool begin();
  /// Adds to data(). kMemberEnd: at the end of a member, which another may follow.
  Fill fill(Crossing crossing);

  bool is_gzip() const { return is_gzip_; }
  /// True for a stream that holds a gzip member anywhere so far.
  bool has_members() const { return has_members_; }
  bool is_member_done() const { return is_member_done_; }
  /// True when data() begins where a member does.
  bool is_at_member_begin() const;
  /// How much of data() stands before a later member that begins with `text`, as far as that
  /// member was the last to be looked at; npos when there is none.
  std::size_t size_before_member_of(std::string_view text);

  /// In the stream, of data()'s first byte; in a gzip file of the member that it is in.
  std::uint64_t offset() const;
  /// In the stream, of the end of what was taken; in a gzip file of what was unpacked.
  std::uint64_t end_offset() const { return is_gzip_ ? offset_of_unread() : offset(); }
  /// Bytes taken so far, unpacked.
  std::uint64_t taken() const { return base_ + at_; }

  /// Drops data() and goes on with the next gzip member that begins with `text`, looked for from
  /// behind the begin of the member at hand, but not before the last place of such a search. False
  /// at the end of the stream. O(bytes passed over), each of which is looked at twice at most.
  bool skip_to_member_of(std::string_view text);

 private:
  struct Begin {
    std::uint64_t position;  // unpacked, from the begin of the stream
    std::uint64_t offset;    // in the stream
  };

  bool refill_raw();
  std::string_view unread() const { return std::string_view(raw_).substr(raw_at_); }
  std::uint64_t offset_of_unread() const { return raw_offset_ + raw_at_; }
  bool is_member_next();
  void note_member_begin();
  bool holds_member_of(std::string_view text);
  void drop_data();

  std::istream& stream_;
  GzipInflater inflater_;
  std::string raw_;                    // the last bytes that were unpacked, and those not yet
  std::size_t raw_at_ = 0;             // of the latter
  std::uint64_t raw_offset_;           // in the stream, of raw_'s first byte
  std::string data_;                   // unpacked
  std::size_t at_ = 0;                 // of what was not taken
  std::uint64_t base_ = 0;             // taken and gone from data_
  std::deque<Begin> begins_;           // of the member at hand and later ones
  std::optional<std::uint64_t> wall_;  // where a later member begins with what was asked for
  std::uint64_t searched_from_ = 0;    // in the stream: no search goes back before it
  bool is_stream_over_ = false;
  bool is_gzip_ = false;
  bool has_members_ = false;
  bool is_member_done_ = false;
};

}  // namespace cuttings
