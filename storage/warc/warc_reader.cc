#include "storage/warc/warc_reader.h"

#include <algorithm>
#include <charconv>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;
constexpr std::string_view kLineEnd = "\r\n", kBlankLine = "\r\n\r\n";
constexpr std::string_view kBareLineEnd = "\n", kBareBlankLine = "\n\n";
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kVersionBegin = "WARC/", kGzipMagic = "\x1f\x8b";

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
    : stream_(stream), limits_(limits), offset_(start_offset) {}

tl::unexpected<Error> WarcReader::broken(std::string_view what, ErrorCode code) const {
  return fail(code,
              "warc record at byte " + std::to_string(record_offset_) + ": " + std::string(what));
}

// A finished gzip member that holds less than the record claims is broken, not cut off.
tl::unexpected<Error> WarcReader::cut_off(std::string_view where) {
  const bool is_begun = is_gzip_ || data_.starts_with(kVersionBegin) || data_ == "\x1f";
  was_cut_off_ = !is_member_done_ && (where != "header" || is_begun);
  return broken("cut off within its " + std::string(where));
}

bool WarcReader::refill_raw() {
  const std::size_t before = raw_.size();
  raw_.resize(before + kReadBytes);
  stream_.read(raw_.data() + before, static_cast<std::streamsize>(kReadBytes));
  raw_.resize(before + static_cast<std::size_t>(stream_.gcount()));
  return raw_.size() > before;
}

// A file that another program packed as a stream, in blocks or twice, is one stream (RFC
// 1952, 2.2).
bool WarcReader::begin_next_member() {
  while (raw_.size() < 2 && refill_raw()) {
  }
  is_member_done_ = !raw_.starts_with(kGzipMagic);
  return !is_member_done_;
}

// Adds plain bytes to data_. In a gzip file never past the end of the member at hand, unless the
// framing is any and a record is not at its end.
WarcReader::Fill WarcReader::fill() {
  if (is_member_done_ && (!may_cross_members_ || !begin_next_member())) return Fill::kMemberEnd;
  if (raw_.empty() && !refill_raw()) return Fill::kEnd;
  if (!is_gzip_) {
    data_ += raw_;
    offset_ += raw_.size();
    raw_.clear();
    return Fill::kGrew;
  }
  const auto [state, consumed] = inflater_.step(raw_, data_);
  raw_.erase(0, consumed);
  offset_ += consumed;
  if (state == GzipInflater::State::kCorrupt) return Fill::kCorrupt;
  is_member_done_ = state == GzipInflater::State::kMemberEnd;
  return Fill::kGrew;
}

// True when data_ holds `bytes`; false when the file or member ends before.
Result<bool> WarcReader::need(std::size_t bytes) {
  while (data_.size() < bytes) {
    const Fill filled = fill();
    if (filled == Fill::kCorrupt) return broken("the gzip data is corrupt");
    if (filled != Fill::kGrew) return false;
  }
  return true;
}

// Lines that end with LF alone are no WARC, but are taken of others.
bool WarcReader::has_bare_line_ends() const {
  const std::size_t end = data_.find('\n');
  return is_lenient() && end != std::string::npos && end > 0 && data_[end - 1] != '\r';
}

Result<std::size_t> WarcReader::find_header_end() {
  std::size_t searched = 0;
  while (true) {
    const std::size_t end =
        data_.find(has_bare_line_ends() ? kBareBlankLine : kBlankLine, searched);
    if (end != std::string::npos) return end;
    if (data_.size() > limits_.max_header_bytes)
      return broken("its header is too long", ErrorCode::kTooLarge);
    searched = data_.size() > 3 ? data_.size() - 3 : 0;
    auto grew = need(data_.size() + 1);
    if (!grew) return fail(std::move(grew.error()));
    if (!*grew) return cut_off("header");
  }
}

Result<void> WarcReader::take_block(WarcRecord& record, std::size_t length) {
  auto has_block = need(length);
  if (!has_block) return fail(std::move(has_block.error()));
  if (!*has_block) return cut_off("block");
  record.block = data_.substr(0, length);
  data_.erase(0, length);
  return {};
}

Result<void> WarcReader::pass_over(std::size_t length) {
  while (length > 0) {
    auto grew = need(1);
    if (!grew) return fail(std::move(grew.error()));
    if (!*grew) return cut_off("block");
    const std::size_t piece = std::min(length, data_.size());
    data_.erase(0, piece);
    length -= piece;
  }
  return {};
}

// After the block: CRLF CRLF.
Result<void> WarcReader::take_end() {
  auto has_end = need(kBlankLine.size());
  if (!has_end) return fail(std::move(has_end.error()));
  if (!*has_end && kBlankLine.starts_with(data_)) return cut_off("end");
  if (!*has_end || !data_.starts_with(kBlankLine)) return broken("its length is wrong");
  data_.erase(0, kBlankLine.size());
  return {};
}

// Takes line ends, however many; how many there were.
Result<std::size_t> WarcReader::take_line_ends() {
  std::size_t count = 0;
  while (true) {
    const std::size_t size = std::min(data_.find_first_not_of(kLineEnds), data_.size());
    data_.erase(0, size);
    count += size;
    if (!data_.empty()) return count;
    auto grew = need(1);
    if (!grew) return fail(std::move(grew.error()));
    if (!*grew) return count;
  }
}

// The same of others, some of whom write one line end, or none, or without CR: then a record must
// follow, or the end.
Result<void> WarcReader::take_any_end() {
  auto has_end = need(kBlankLine.size());
  if (!has_end) return fail(std::move(has_end.error()));
  if (data_.starts_with(kBlankLine)) {
    data_.erase(0, kBlankLine.size());
    return {};
  }
  auto line_ends = take_line_ends();
  if (!line_ends) return fail(std::move(line_ends.error()));
  if (data_.empty()) return *line_ends > 0 ? Result<void>() : cut_off("end");
  auto has_more = need(kVersionBegin.size());
  if (!has_more) return fail(std::move(has_more.error()));
  if (!*has_more || !data_.starts_with(kVersionBegin)) return broken("its length is wrong");
  return {};
}

// After the block, and in a gzip file the end of the member.
Result<void> WarcReader::finish_record(WarcRecord& record) {
  if (auto ok = is_lenient() ? take_any_end() : take_end(); !ok) return ok;
  may_cross_members_ = false;
  if (is_gzip_) {
    auto goes_on = need(data_.size() + 1);
    if (!goes_on) return fail(std::move(goes_on.error()));
    if (!*goes_on && !is_member_done_) return cut_off("end");
    if (*goes_on && limits_.framing == GzipFraming::kMemberPerRecord)
      return broken("its gzip member does not end with it");
  }
  record.length = offset_ - data_.size() - record_offset_;
  return {};
}

// False at the end of the stream.
Result<bool> WarcReader::begin_record() {
  may_cross_members_ = is_lenient();
  do {
    if (data_.empty()) {
      while (raw_.size() < 2 && refill_raw()) {
      }
      if (raw_.empty()) return false;
      is_gzip_ = raw_.starts_with(kGzipMagic);
      is_member_done_ = false;
    }
    record_offset_ = offset_ - data_.size();
    if (!is_lenient()) return true;
    if (auto ok = take_line_ends(); !ok) return fail(std::move(ok.error()));
  } while (data_.empty());
  return true;
}

Result<std::optional<WarcRecord>> WarcReader::next() {
  auto has_record = begin_record();
  if (!has_record) return fail(std::move(has_record.error()));
  if (!*has_record) return std::optional<WarcRecord>();
  WarcRecord record;
  record.offset = record_offset_;
  auto header_end = find_header_end();
  if (!header_end) return fail(std::move(header_end.error()));
  const bool is_bare = has_bare_line_ends();
  if (!parse_fields(std::string_view(data_).substr(0, *header_end), record,
                    is_bare ? kBareLineEnd : kLineEnd))
    return broken("its header is malformed");
  const auto length = parse_length(record.field("Content-Length"));
  if (!length) return broken("it has no proper content-length");
  record.is_passed_over = *length > limits_.max_block_bytes;
  if (record.is_passed_over && limits_.large_blocks == LargeBlocks::kRefuse)
    return broken("its block of " + std::to_string(*length) + " bytes is too large",
                  ErrorCode::kTooLarge);
  data_.erase(0, *header_end + (is_bare ? kBareBlankLine : kBlankLine).size());
  auto block = record.is_passed_over ? pass_over(*length) : take_block(record, *length);
  if (!block) return fail(std::move(block.error()));
  if (auto ok = finish_record(record); !ok) return fail(std::move(ok.error()));
  return std::optional<WarcRecord>(std::move(record));
}

}  // namespace cuttings
