#pragma once
// Gzip members (RFC 1952), one a WARC record; libdeflate packs them and
// unpacks whole ones, zlib unpacks streams; both stay in gzip.cc.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cuttings {

enum class GzipEffort {
  kFull,  ///< level 6: as small as zlib's
  kFast,  ///< level 1: for what is compressed already, or small
  kNone,  ///< level 0: for what is compressed already
};

/// `bytes` as one gzip member. Empty only when there is no memory. Any thread, each of which keeps
/// a compressor (0.3 MB). O(n).
std::string gzip_member(std::string_view bytes, GzipEffort effort = GzipEffort::kFull);

/// What is in `member`, which is one gzip member and nothing else, at most `max_bytes`; twice as
/// fast as GzipInflater. Empty when it is not that, or damaged. Any thread. O(n).
std::optional<std::string> gunzip_member(std::string_view member, std::size_t max_bytes);

/// As gunzip_member(), member after member into the same buffer. One thread.
class MemberUnpacker {
 public:
  /// Valid until the next call, which may give back the buffer of a very large member.
  std::optional<std::string_view> unpack(std::string_view member, std::size_t max_bytes);

 private:
  std::string plain_;
};

/// Inflates a stream of gzip members piece by piece. One thread.
class GzipInflater {
 public:
  enum class State { kMore, kMemberEnd, kCorrupt };
  struct Step {
    State state;
    std::size_t consumed;  ///< bytes of `input` used up
  };

  GzipInflater();
  ~GzipInflater();
  GzipInflater(const GzipInflater&) = delete;
  GzipInflater& operator=(const GzipInflater&) = delete;

  static constexpr std::size_t kMaxStep = 64 << 10;
  /// Appends at most `max_bytes` to `out`. After kMemberEnd the next call begins a new member.
  Step step(std::string_view input, std::string& out, std::size_t max_bytes = kMaxStep);
  /// The next step begins a new member, whatever became of the one at hand.
  void begin_member();

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace cuttings
