#include "storage/warc/warc_reader.h"

#include <algorithm>
#include <charconv>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;
constexpr std::string_view kBlankLine = "\r\n\r\n";

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find("\r\n");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  return line;
}

// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#named-fields:
// "name: value" lines; a line that begins with white space goes on with the one before.
bool parse_fields(std::string_view header, WarcRecord& record) {
  record.version = std::string(take_line(header));
  if (!record.version.starts_with("WARC/")) return false;
  while (!header.empty()) {
    const std::string_view line = take_line(header);
    if (line.empty()) continue;
    if (is_ascii_space(line.front())) {
      if (record.fields.empty()) return false;
      record.fields.back().second += " " + std::string(trim_ascii(line));
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
  const bool is_begun = is_gzip_ || data_.starts_with("WARC/") || data_ == "\x1f";
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

// Adds plain bytes to data_. In a gzip file never past the end of the member at hand.
WarcReader::Fill WarcReader::fill() {
  if (is_member_done_) return Fill::kMemberEnd;
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

Result<std::size_t> WarcReader::find_header_end() {
  std::size_t searched = 0;
  while (true) {
    const std::size_t end = data_.find(kBlankLine, searched);
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

// After the block: CRLF CRLF, and in a gzip file the end of the member.
Result<void> WarcReader::finish_record(WarcRecord& record) {
  auto has_end = need(kBlankLine.size());
  if (!has_end) return fail(std::move(has_end.error()));
  if (!*has_end && kBlankLine.starts_with(data_)) return cut_off("end");
  if (!*has_end || !data_.starts_with(kBlankLine)) return broken("its length is wrong");
  data_.erase(0, kBlankLine.size());
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

Result<std::optional<WarcRecord>> WarcReader::next() {
  record_offset_ = offset_ - data_.size();
  if (data_.empty()) {
    while (raw_.size() < 2 && refill_raw()) {
    }
    if (raw_.empty()) return std::optional<WarcRecord>();
    is_gzip_ = raw_.starts_with("\x1f\x8b");
    is_member_done_ = false;
  }
  WarcRecord record;
  record.offset = record_offset_;
  auto header_end = find_header_end();
  if (!header_end) return fail(std::move(header_end.error()));
  if (!parse_fields(std::string_view(data_).substr(0, *header_end), record))
    return broken("its header is malformed");
  const auto length = parse_length(record.field("Content-Length"));
  if (!length) return broken("it has no proper content-length");
  record.is_passed_over = *length > limits_.max_block_bytes;
  if (record.is_passed_over && limits_.large_blocks == LargeBlocks::kRefuse)
    return broken("its block of " + std::to_string(*length) + " bytes is too large",
                  ErrorCode::kTooLarge);
  data_.erase(0, *header_end + kBlankLine.size());
  auto block = record.is_passed_over ? pass_over(*length) : take_block(record, *length);
  if (!block) return fail(std::move(block.error()));
  if (auto ok = finish_record(record); !ok) return fail(std::move(ok.error()));
  return std::optional<WarcRecord>(std::move(record));
}

}  // namespace cuttings
