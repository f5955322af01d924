#include "storage/warc/warc_reader.h"

#include <algorithm>
#include <charconv>

#include "config/base/text.h"
#include "storage/warc/header_syntax.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxLineEnds = 64;  // behind a block; more may follow, but are not looked at
constexpr std::size_t kMinLargeBytes = 16 << 20;  // of a large block: looked at before it goes
constexpr std::size_t kMaxUrlShown = 200;
constexpr std::string_view kBareLineEnd = "\n", kBareBlankLine = "\n\n";
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kVersionBegin = "WARC/", kNextVersionBegin = "\nWARC/";
constexpr std::size_t kVersionLineBytes = 10;  // of "\nWARC/1.1\r"

std::string_view take_line(std::string_view& text, std::string_view line_end) {
  const std::size_t end = text.find(line_end);
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + line_end.size());
  return line;
}

// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#named-fields:
// "name: value" lines; a line that begins with white space goes on with the one before.
bool parse_fields(std::string_view header, WarcRecord& record,
                  std::string_view line_end = kLineEnd) {
  record.version = std::string(take_line(header, line_end));
  if (!record.version.starts_with("WARC/")) return false;
  while (!header.empty()) {
    const std::string_view line = take_line(header, line_end);
    if (line.empty()) continue;
    if (is_ascii_space(line.front())) {
      if (record.fields.empty()) return false;
      std::string& value = record.fields.back().second;
      value.append(value.empty() ? "" : " ").append(trim_ascii(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    record.fields.emplace_back(trim_ascii(line.substr(0, colon)),
                               trim_ascii(line.substr(colon + 1)));
  }
  return true;
}

std::optional<std::size_t> parse_length(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

// Where a line of `text`, but the first, says that a record begins; npos for nowhere.
std::size_t find_version_line(std::string_view text) {
  for (std::size_t at = text.find(kNextVersionBegin); at != std::string_view::npos;
       at = text.find(kNextVersionBegin, at + 1)) {
    const std::string_view line = text.substr(at, kVersionLineBytes);
    if (line.size() == kVersionLineBytes && is_ascii_digit(line[6]) && line[7] == '.' &&
        is_ascii_digit(line[8]) && kLineEnds.find(line[9]) != std::string_view::npos)
      return at + 1;
  }
  return std::string_view::npos;
}

std::string name_of(const WarcRecord& record) {
  return std::string(record.field("WARC-Type")) + " of " +
         std::string(record.field("WARC-Target-URI").substr(0, kMaxUrlShown));
}

}  // namespace

std::string_view WarcRecord::field(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (equals_ignoring_ascii_case(key, name)) return value;
  return {};
}

std::optional<RecordView> parse_record_view(std::string_view plain) {
  RecordView view;
  const std::size_t end = plain.find(kBlankLine);
  if (end == std::string_view::npos) return {};
  if (!parse_fields(plain.substr(0, end), view.record)) return {};
  const auto length = parse_length(view.record.field("Content-Length"));
  const std::size_t begin = end + kBlankLine.size();
  const std::size_t rest = plain.size() - begin;
  if (!length || rest < kBlankLine.size() || *length != rest - kBlankLine.size() ||
      !plain.ends_with(kBlankLine))
    return {};
  view.record.length = plain.size();
  view.block = plain.substr(begin, *length);
  return view;
}

std::optional<WarcRecord> parse_record(std::string plain) {
  auto view = parse_record_view(plain);
  if (!view) return {};
  const auto begin = static_cast<std::size_t>(view->block.data() - plain.data());
  plain.resize(begin + view->block.size());
  plain.erase(0, begin);
  view->record.block = std::move(plain);
  return std::move(view->record);
}

WarcReader::WarcReader(std::istream& stream, std::uint64_t start_offset, WarcReaderLimits limits)
    : stream_(stream, start_offset), limits_(limits) {}

tl::unexpected<Error> WarcReader::broken(std::string_view what, ErrorCode code) const {
  return fail(code,
              "warc record at byte " + std::to_string(record_offset_) + ": " + std::string(what));
}

// A finished gzip member that holds less than the record claims is broken, not cut off.
tl::unexpected<Error> WarcReader::cut_off(std::string_view where) {
  const bool is_member_end = data().size() < stream_.data().size();
  if (is_member_end || is_at_next_member()) return broken("its length is wrong");
  const bool is_begun = stream_.is_gzip() || data().starts_with(kVersionBegin) || data() == "\x1f";
  was_cut_off_ = !stream_.is_member_done() && (where != "header" || is_begun);
  return broken("cut off within its " + std::string(where));
}

// True when all of the record's gzip member was taken, and another that is a record follows.
bool WarcReader::is_at_next_member() const {
  return is_member_record_ && stream_.taken() > record_begin_ && stream_.is_at_member_begin() &&
         stream_.data().starts_with(kVersionBegin);
}

// What may be of the record: nothing of a later gzip member that begins as a record does.
std::string_view WarcReader::data() {
  if (!is_lenient() || !is_member_record_) return stream_.data();
  if (is_at_next_member()) return {};
  return stream_.data().substr(0, stream_.size_before_member_of(kVersionBegin));
}

// True when data() holds `bytes`; false when the file or member ends before.
Result<bool> WarcReader::need(std::size_t bytes, Crossing crossing) {
  while (data().size() < bytes) {
    if (data().size() < stream_.data().size()) return false;  // a later member's
    const auto filled = stream_.fill(crossing);
    is_corrupt_ = filled == MemberStream::Fill::kCorrupt;
    if (is_corrupt_) return broken("the gzip data is corrupt");
    if (filled != MemberStream::Fill::kGrew) return false;
  }
  return true;
}

Result<bool> WarcReader::need(std::size_t bytes) {
  return need(bytes, is_lenient() ? Crossing::kCross : Crossing::kStay);
}

// Lines that end with LF alone are no WARC, but are taken of others.
bool WarcReader::has_bare_line_ends() {
  const std::size_t end = data().substr(0, limits_.max_header_bytes).find('\n');
  return is_lenient() && end != std::string::npos && end > 0 && data()[end - 1] != '\r';
}

// What was searched in vain is not searched again for a record that begins within it.
Result<std::size_t> WarcReader::find_header_end() {
  while (true) {
    const bool is_bare = has_bare_line_ends();
    const std::string_view blank_line = is_bare ? kBareBlankLine : kBlankLine;
    std::uint64_t& searched = no_blank_line_to_[is_bare ? 1 : 0];
    searched = std::max(searched, stream_.taken());
    const std::string_view header = data().substr(0, limits_.max_header_bytes + blank_line.size());
    const std::size_t from = static_cast<std::size_t>(searched - stream_.taken());
    const std::size_t end = header.find(blank_line, from);
    if (end != std::string::npos) return end;
    if (header.size() >= blank_line.size())
      searched = std::max(searched, stream_.taken() + header.size() - blank_line.size() + 1);
    if (data().size() > limits_.max_header_bytes)
      return broken("its header is too long", ErrorCode::kTooLarge);
    auto grew = need(data().size() + 1);
    if (!grew) return fail(std::move(grew.error()));
    if (!*grew) return cut_off("header");
  }
}

// Whether there may be as much: what is passed over is gone when its length turns out to be wrong.
Result<void> WarcReader::check_large(std::size_t header_size, std::size_t length) {
  if (limits_.large_blocks == LargeBlocks::kRefuse)
    return broken("its block of " + std::to_string(length) + " bytes is too large",
                  ErrorCode::kTooLarge);
  const std::uint64_t end = limits_.stream_bytes;
  if (end != 0 && !stream_.is_gzip() && length > end - std::min(end, stream_.offset()))
    return cut_off("block");
  auto has_some = need(header_size + std::min(length, kMinLargeBytes));
  if (!has_some) return fail(std::move(has_some.error()));
  if (!*has_some) return cut_off("block");
  return {};
}

Result<void> WarcReader::pass_over(std::size_t length) {
  while (length > 0) {
    auto grew = need(1);
    if (!grew) return fail(std::move(grew.error()));
    if (!*grew) return cut_off("block");
    const std::size_t piece = std::min(length, data().size());
    stream_.take(piece);
    length -= piece;
  }
  return {};
}

// Of the CRLF CRLF behind the block, which ends at `at`.
Result<std::size_t> WarcReader::size_of_end(std::size_t at) {
  if (is_lenient()) return size_of_any_end(at);
  auto has_end = need(at + kBlankLine.size());
  if (!has_end) return fail(std::move(has_end.error()));
  const std::string_view rest = data().substr(at);
  if (!*has_end && kBlankLine.starts_with(rest)) return cut_off("end");
  if (!rest.starts_with(kBlankLine)) return broken("its length is wrong");
  return kBlankLine.size();
}

// The same of others, some of whom write one line end, or none, or without CR: then a record must
// follow, or the end.
Result<std::size_t> WarcReader::size_of_any_end(std::size_t at) {
  std::size_t size = 0;
  for (; size < kMaxLineEnds; ++size) {
    auto has_more = need(at + size + 1);
    if (!has_more) return fail(std::move(has_more.error()));
    const bool is_member_end = data().size() < stream_.data().size();
    if (!*has_more && size == 0 && !is_member_end) return cut_off("end");
    if (!*has_more) return size;
    const std::string_view rest = data().substr(at);
    if (rest.starts_with(kBlankLine)) return kBlankLine.size();
    if (kLineEnds.find(rest[size]) == std::string_view::npos) break;
  }
  auto has_more = need(at + size + kVersionBegin.size());
  if (!has_more) return fail(std::move(has_more.error()));
  const bool is_next = *has_more && data().substr(at + size).starts_with(kVersionBegin);
  if (!is_next && size < kMaxLineEnds) return broken("its length is wrong");
  return size;
}

// However many there are.
Result<void> WarcReader::take_line_ends() {
  while (true) {
    const std::size_t size = std::min(data().find_first_not_of(kLineEnds), data().size());
    stream_.take(size);
    if (!data().empty()) return {};
    auto grew = need(1);
    if (!grew) return fail(std::move(grew.error()));
    if (!*grew) return {};
  }
}

void WarcReader::note_framing(bool goes_on) {
  (is_member_record_ && !goes_on ? has_member_records_ : has_other_records_) = true;
}

// Behind the block, which ends at `size`, and in a gzip file to the end of the member.
Result<void> WarcReader::finish_record(WarcRecord& record, std::size_t header_size,
                                       std::size_t size) {
  auto end = size_of_end(size);
  if (!end) return fail(std::move(end.error()));
  if (stream_.is_gzip()) {
    auto goes_on = need(size + *end + 1, Crossing::kStay);
    if (!goes_on) return fail(std::move(goes_on.error()));
    if (!*goes_on && !stream_.is_member_done()) return cut_off("end");
    if (*goes_on && !is_lenient()) return broken("its gzip member does not end with it");
    note_framing(*goes_on);
  }
  record.block = data().substr(header_size, size - header_size);
  stream_.take(size + *end);
  record.length = stream_.end_offset() - record_offset_;
  return {};
}

// False at the end of the stream.
Result<bool> WarcReader::begin_record() {
  record_name_.clear();
  is_corrupt_ = is_member_record_ = false;
  do {
    if (!stream_.begin()) return false;
    record_offset_ = stream_.offset();
    if (!is_lenient()) return true;
    if (auto ok = take_line_ends(); !ok) return fail(std::move(ok.error()));
    const bool is_cut = stream_.is_gzip() && !stream_.is_member_done();
    if (stream_.data().empty() && is_cut) return cut_off("header");
  } while (stream_.data().empty());
  record_offset_ = stream_.offset();
  record_begin_ = stream_.taken();
  is_member_record_ = stream_.is_at_member_begin();
  if (!is_between_members()) return true;
  auto has_version = need(kVersionBegin.size());
  if (!has_version) return fail(std::move(has_version.error()));
  if (!data().starts_with(kVersionBegin)) return broken("no gzip member begins there");
  return true;
}

Result<std::optional<WarcRecord>> WarcReader::read_record() {
  auto has_record = begin_record();
  if (!has_record) return fail(std::move(has_record.error()));
  if (!*has_record) return std::optional<WarcRecord>();
  WarcRecord record;
  record.offset = record_offset_;
  auto header_end = find_header_end();
  if (!header_end) return fail(std::move(header_end.error()));
  const bool is_bare = has_bare_line_ends();
  if (!parse_fields(data().substr(0, *header_end), record, is_bare ? kBareLineEnd : kLineEnd))
    return broken("its header is malformed");
  record_name_ = name_of(record);
  const auto length = parse_length(record.field("Content-Length"));
  if (!length) return broken("it has no proper content-length");
  std::size_t header_size = *header_end + (is_bare ? kBareBlankLine : kBlankLine).size();
  std::size_t size = header_size;
  record.is_passed_over = *length > limits_.max_block_bytes;
  if (record.is_passed_over) {
    if (auto ok = check_large(header_size, *length); !ok) return fail(std::move(ok.error()));
    stream_.take(header_size);
    if (auto ok = pass_over(*length); !ok) return fail(std::move(ok.error()));
    header_size = size = 0;
  } else {
    size += *length;
    auto has_block = need(size);
    if (!has_block) return fail(std::move(has_block.error()));
    if (!*has_block) return cut_off("block");
  }
  if (auto ok = finish_record(record, header_size, size); !ok) return fail(std::move(ok.error()));
  return std::optional<WarcRecord>(std::move(record));
}

Result<std::optional<WarcRecord>> WarcReader::next() {
  auto record = read_record();
  if (record || limits_.damage == Damage::kEnds) return record;
  return pass_damage(std::move(record.error()));
}

// Where the next record begins.
std::string WarcReader::place() const {
  if (!stream_.is_gzip() || stream_.is_at_member_begin() || stream_.data().empty())
    return "byte " + std::to_string(stream_.offset());
  return "byte " + std::to_string(stream_.taken()) + " of what is unpacked";
}

tl::unexpected<Error> WarcReader::pass_damage(Error error) {
  const std::string name = record_name_.empty() ? std::string() : record_name_ + ", ";
  if (find_next_record())
    error.message += "; passed over: " + name + "all up to the record at " + place();
  return fail(std::move(error));
}

// False at the end of the stream.
bool WarcReader::find_next_record() {
  if (is_corrupt_ || is_between_members()) return stream_.skip_to_member_of(kVersionBegin);
  if (is_at_next_member()) return true;
  if (data().size() < stream_.data().size()) {
    stream_.take(data().size());
    return true;
  }
  return has_member_records_ && !has_other_records_ ? find_next_member() : find_next_line();
}

// In a file with a member a record: behind the member at hand.
bool WarcReader::find_next_member() {
  while (true) {
    stream_.take(stream_.data().size());
    const auto filled = stream_.fill(Crossing::kStay);
    if (filled == MemberStream::Fill::kGrew) continue;
    if (filled == MemberStream::Fill::kMemberEnd) return stream_.begin();
    return filled == MemberStream::Fill::kCorrupt && stream_.skip_to_member_of(kVersionBegin);
  }
}

// A line that begins as a record does, or a member.
bool WarcReader::find_next_line() {
  stream_.take(std::min<std::size_t>(1, stream_.data().size()));
  while (true) {
    const std::string_view all = stream_.data();
    const std::size_t at =
        std::min(find_version_line(all), stream_.size_before_member_of(kVersionBegin));
    if (at != std::string_view::npos) {
      stream_.take(at);
      return true;
    }
    stream_.take(all.size() - std::min(all.size(), kVersionLineBytes));
    const auto filled = stream_.fill(Crossing::kCross);
    if (filled == MemberStream::Fill::kGrew) continue;
    stream_.take(stream_.data().size());
    return filled != MemberStream::Fill::kEnd && stream_.skip_to_member_of(kVersionBegin);
  }
}

}  // namespace cuttings
