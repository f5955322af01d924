#include "storage/warc/member_stream.h"

#include <algorithm>

namespace cuttings {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;
constexpr std::size_t kKeptRawBytes = 64 << 10;    // behind: what a damaged member may have eaten
constexpr std::size_t kMinDroppedBytes = 1 << 20;  // at once, so that little is moved about
constexpr std::string_view kGzipMagic = "\x1f\x8b";
// RFC 1952, section 2.3.1: deflate is the one method, and three flags are reserved.
constexpr std::string_view kMemberBegin = "\x1f\x8b\x08";
constexpr std::size_t kFlagByte = 3;
constexpr unsigned char kReservedFlags = 0xE0;
constexpr std::size_t kProbedBytes = 1024;  // a long header, and the first bytes behind it

}  // namespace

MemberStream::MemberStream(std::istream& stream, std::uint64_t start_offset)
    : stream_(stream), raw_offset_(start_offset), searched_from_(start_offset) {}

bool MemberStream::refill_raw() {
  if (is_stream_over_) return false;
  if (raw_at_ > kKeptRawBytes) {
    const std::size_t gone = raw_at_ - kKeptRawBytes;
    raw_.erase(0, gone);
    raw_offset_ += gone;
    raw_at_ = kKeptRawBytes;
  }
  const std::size_t before = raw_.size();
  raw_.resize(before + kReadBytes);
  stream_.read(raw_.data() + before, static_cast<std::streamsize>(kReadBytes));
  raw_.resize(before + static_cast<std::size_t>(stream_.gcount()));
  is_stream_over_ = raw_.size() == before;
  return !is_stream_over_;
}

void MemberStream::take(std::size_t size) {
  at_ += size;
  if (at_ == data_.size() || (at_ >= kMinDroppedBytes && at_ >= data_.size() / 2)) {
    data_.erase(0, at_);
    base_ += at_;
    at_ = 0;
  }
  while (begins_.size() > 1 && begins_[1].position <= taken()) begins_.pop_front();
  if (wall_ && *wall_ <= taken()) wall_.reset();
}

void MemberStream::drop_data() { take(data_.size() - at_); }

// With enough of it at hand that the first step gives more than its first byte.
bool MemberStream::is_member_next() {
  while (unread().size() < kProbedBytes && refill_raw()) {
  }
  return unread().starts_with(kGzipMagic);
}

void MemberStream::note_member_begin() {
  has_members_ = true;
  is_member_done_ = false;
  begins_.push_back({base_ + data_.size(), offset_of_unread()});
  while (begins_.size() > 1 && begins_[1].position <= taken()) begins_.pop_front();
}

bool MemberStream::begin() {
  if (!data().empty()) return true;
  is_gzip_ = is_member_next();
  is_member_done_ = false;
  if (is_gzip_) note_member_begin();
  return !unread().empty();
}

MemberStream::Fill MemberStream::fill(Crossing crossing) {
  if (is_member_done_) {
    // A file that another program packed as a stream, in blocks or twice, is one stream (RFC
    // 1952, 2.2).
    if (crossing == Crossing::kStay || !is_member_next()) return Fill::kMemberEnd;
    note_member_begin();
  }
  if (unread().empty() && !refill_raw()) return Fill::kEnd;
  if (!is_gzip_) {
    // Among members little at once: it may be rubbish, and a member behind it is looked for anew.
    const std::string_view piece = unread().substr(0, has_members_ ? kProbedBytes : kReadBytes * 2);
    data_ += piece;
    raw_at_ += piece.size();
    return Fill::kGrew;
  }
  const auto [state, consumed] = inflater_.step(unread(), data_);
  raw_at_ += consumed;
  if (state == GzipInflater::State::kCorrupt) return Fill::kCorrupt;
  is_member_done_ = state == GzipInflater::State::kMemberEnd;
  return Fill::kGrew;
}

bool MemberStream::is_at_member_begin() const {
  return is_gzip_ && !begins_.empty() && begins_.front().position == taken();
}

std::size_t MemberStream::size_before_member_of(std::string_view text) {
  if (!wall_ && !begins_.empty() && begins_.back().position > taken() &&
      data().substr(begins_.back().position - taken()).starts_with(text))
    wall_ = begins_.back().position;
  return wall_ ? static_cast<std::size_t>(*wall_ - taken()) : std::string_view::npos;
}

std::uint64_t MemberStream::offset() const {
  if (is_gzip_ && !begins_.empty()) return begins_.front().offset;
  return offset_of_unread() - data().size();
}

// A few bytes of it are unpacked, not more: whoever writes one begin behind another gains nothing.
bool MemberStream::holds_member_of(std::string_view text) {
  while (unread().size() < kProbedBytes && refill_raw()) {
  }
  const std::string_view member = unread();
  if (member.size() <= kFlagByte ||
      (static_cast<unsigned char>(member[kFlagByte]) & kReservedFlags) != 0)
    return false;
  std::string first;
  inflater_.begin_member();
  const auto step = inflater_.step(member.substr(0, kProbedBytes), first, text.size());
  inflater_.begin_member();
  return step.state != GzipInflater::State::kCorrupt && first == text;
}

bool MemberStream::skip_to_member_of(std::string_view text) {
  const std::uint64_t damaged_at = is_gzip_ ? offset_of_unread() : offset();
  const std::uint64_t first = is_gzip_ && !begins_.empty() ? begins_.back().offset + 1 : offset();
  const std::uint64_t from = std::max({first, searched_from_, raw_offset_});
  drop_data();
  searched_from_ = damaged_at;
  raw_at_ = std::min(static_cast<std::size_t>(from - raw_offset_), raw_.size());
  is_member_done_ = false;
  while (true) {
    const std::size_t hit = unread().find(kMemberBegin);
    if (hit == std::string_view::npos) {
      raw_at_ += unread().size() - std::min(unread().size(), kMemberBegin.size() - 1);
      if (!refill_raw()) break;
      continue;
    }
    raw_at_ += hit;
    if (holds_member_of(text)) return begin();
    ++raw_at_;
  }
  raw_at_ = raw_.size();
  return false;
}

}  // namespace cuttings
