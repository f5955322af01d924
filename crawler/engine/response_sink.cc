#include "crawler/engine/response_sink.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "config/base/text.h"
#include "storage/warc/gzip.h"

namespace cuttings {
namespace {

/// A coding that a body may keep, and what its first byte is ("": any). One that begins otherwise
/// is decoded, so that a server that lies about it is found out.
struct KeptCoding {
  std::string_view name;
  std::string_view magic;
};
constexpr std::array<KeptCoding, 6> kKeptCodings = {{{"", ""},
                                                     {"gzip", "\x1f"},
                                                     {"x-gzip", "\x1f"},
                                                     {"deflate", ""},
                                                     {"br", ""},
                                                     {"zstd", "\x28"}}};

const KeptCoding* find_coding(std::string_view codings) {
  const auto* const found =
      std::find_if(kKeptCodings.begin(), kKeptCodings.end(), [&](const KeptCoding& coding) {
        return equals_ignoring_ascii_case(trim_ascii(codings), coding.name);
      });
  return found == kKeptCodings.end() ? nullptr : found;
}

}  // namespace

bool ResponseSink::take_header_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > limits_.max_header_bytes)
    return stop(
        FetchError::kHeaderTooLarge,
        "headers and trailers go past " + std::to_string(limits_.max_header_bytes) + " bytes",
        "raise max_header_bytes if the server is sound");
  const bool is_interim = status_ >= 100 && status_ < 200;
  if (is_head_complete_ && !is_interim) return true;  // a trailer: counted, not kept
  if (starts_with_ignoring_ascii_case(line, "HTTP/") && (head_.empty() || is_head_complete_)) {
    begin_response(line);
    return true;
  }
  head_.append(line);
  if (!trim_ascii(line).empty()) {
    take_field(line);
    return true;
  }
  is_head_complete_ = true;
  return (status_ >= 100 && status_ < 200) || begin_body();
}

void ResponseSink::begin_response(std::string_view status_line) {
  head_ = status_line;
  headers_.clear();
  is_head_complete_ = false;
  status_ = 0;
  const std::size_t space = status_line.find(' ');
  if (space == std::string_view::npos) return;
  const char* digits = status_line.data() + space + 1;
  std::from_chars(digits, status_line.data() + status_line.size(), status_);
  if (status_ < 100 || status_ > 999) status_ = 0;  // three digits: RFC 9112, section 4
}

void ResponseSink::take_field(std::string_view line) {
  const bool is_folded = line.front() == ' ' || line.front() == '\t';  // RFC 9112 5.2
  if (is_folded && !headers_.empty()) {
    headers_.back().second += " " + std::string(trim_ascii(line));
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  headers_.emplace_back(to_ascii_lower(trim_ascii(line.substr(0, colon))),
                        std::string(trim_ascii(line.substr(colon + 1))));
}

/// The head is whole: what it says about the body must make sense.
bool ResponseSink::begin_body() {
  std::string length;
  codings_.clear();
  bool tells_end = head_.starts_with("HTTP/2");
  for (const auto& [name, value] : headers_) {
    if (name == "content-encoding") codings_ += (codings_.empty() ? "" : ",") + value;
    if (name == "transfer-encoding" && contains_ignoring_ascii_case(value, "chunked"))
      tells_end = true;
    if (name != "content-length") continue;
    if (!length.empty() && length != value)
      return stop(FetchError::kProtocol, "the response gives two different lengths",
                  "the server is broken, tell its owner");
    length = value;
  }
  is_as_sent_ = may_stay_as_sent(tells_end || !length.empty());
  return is_as_sent_ || make_decoder();
}

/// A body without an end of its own (RFC 9112 6.3, item 8) is whole when its coding says so.
bool ResponseSink::may_stay_as_sent(bool tells_end) const {
  const bool is_page = status_ >= 200 && status_ < 300 && status_ != 206;
  return limits_.body == BodyWanted::kAsSent && is_page && tells_end && find_coding(codings_);
}

bool ResponseSink::make_decoder() {
  auto decoder = ContentDecoder::create(codings_, limits_.max_body_bytes);
  if (!decoder)
    return stop(FetchError::kBadEncoding, decoder.error().message, "the server is broken");
  decoder_.emplace(std::move(*decoder));
  return true;
}

bool ResponseSink::take_body(std::string_view bytes) {
  if (!decoder_ && !is_as_sent_)
    return stop(FetchError::kProtocol, "a body came before the headers ended");
  const std::size_t room = limits_.max_wire_bytes - raw_body_.size();
  const bool is_too_long = bytes.size() > room;
  bytes = bytes.substr(0, room);
  if (raw_body_.empty() && !begin_gzip_transfer(bytes)) return false;
  if (raw_body_.empty()) {
    is_as_sent_ = is_as_sent_ && bytes.starts_with(find_coding(codings_)->magic);
    is_held_ = may_be_held(bytes);
  }
  raw_body_.append(bytes);
  if (!(is_as_sent_ ? has_room_decoded() : hold_or_decode(bytes))) return false;
  if (is_too_long)
    return decode_held() && cut("the body is longer than " + std::to_string(limits_.max_wire_bytes),
                                "max_wire_bytes");
  return true;
}

/// gzip as a transfer coding (RFC 9112 7.2), which nobody asked for and libcurl leaves as it is
/// when it is not to decode. Undone where it is there: a tool that wrote a WARC may have removed
/// it.
bool ResponseSink::begin_gzip_transfer(std::string_view first_bytes) {
  const bool is_told = std::any_of(headers_.begin(), headers_.end(), [](const auto& field) {
    return field.first == "transfer-encoding" && contains_ignoring_ascii_case(field.second, "gzip");
  });
  if (!is_told || !trim_ascii(codings_).empty() || !first_bytes.starts_with("\x1f")) return true;
  codings_ = "gzip";
  is_as_sent_ = false;
  return make_decoder();
}

/// Bodies that are cut on purpose are decoded as they come, so that the cut is where it is due.
bool ResponseSink::may_be_held(std::string_view first_bytes) const {
  const KeptCoding* const coding = find_coding(codings_);
  return !is_as_sent_ && limits_.when_too_long == WhenTooLong::kFail && coding != nullptr &&
         coding->name.ends_with("gzip") && first_bytes.starts_with(coding->magic);
}

/// A body that is one gzip member of ordinary size is decoded at once, when it is whole: in half of
/// the time. Any other is decoded as it comes.
bool ResponseSink::hold_or_decode(std::string_view bytes) {
  constexpr std::size_t kMaxHeldBytes = 32 << 10;  // a bomb is stopped before it sent more
  if (!is_held_) return decode(bytes);
  return raw_body_.size() <= kMaxHeldBytes || decode_held();
}

bool ResponseSink::decode_held() {
  if (!std::exchange(is_held_, false)) return true;
  auto whole = gunzip_member(raw_body_, limits_.max_body_bytes);
  if (!whole) return decode(raw_body_);
  body_ = std::move(*whole);
  decoder_.reset();
  return true;
}

/// Of a body that is not decoded only one without coding is known to be too large.
bool ResponseSink::has_room_decoded() {
  const bool is_plain = trim_ascii(codings_).empty();
  return !is_plain || raw_body_.size() <= limits_.max_body_bytes || cut_decoded();
}

bool ResponseSink::decode(std::string_view bytes) {
  if (!decoder_ && !make_decoder()) return false;
  const DecodeStatus status = decoder_->feed(bytes, body_);
  if (status == DecodeStatus::kCorrupt)
    return stop(FetchError::kBadEncoding, "the body is not of the content coding it claims",
                "the server is broken or the body was damaged on its way");
  return status != DecodeStatus::kTooLarge || cut_decoded();
}

bool ResponseSink::cut_decoded() {
  return cut("the body decodes to more than " + std::to_string(limits_.max_body_bytes),
             "max_body_bytes");
}

void ResponseSink::finish() {
  if (!decode_held()) return;
  if (!is_head_complete_)  // libcurl takes a head that ends with the connection for a whole one
    (void)stop(FetchError::kTruncated, "the headers end early", "try again");
  if (decoder_ && !decoder_->is_complete())
    (void)stop(FetchError::kTruncated, "the compressed body ends early",
               "try again; the server or a proxy cut it");
}

bool ResponseSink::stop(FetchError error, std::string reason, std::string hint) {
  failure_ = {error, std::move(reason), std::move(hint)};
  return false;
}

bool ResponseSink::cut(std::string reason, std::string option) {
  is_cut_ = true;
  if (limits_.when_too_long == WhenTooLong::kKeepHead) return false;
  return stop(FetchError::kTooLarge, reason + " bytes", "raise " + option + " if it is meant");
}

}  // namespace cuttings
