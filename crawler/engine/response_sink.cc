#include "crawler/engine/response_sink.h"

#include <algorithm>
#include <charconv>

#include "config/base/text.h"

namespace cuttings {

bool ResponseSink::take_header_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > limits_.max_header_bytes)
    return stop(
        FetchError::kHeaderTooLarge,
        "headers and trailers go past " + std::to_string(limits_.max_header_bytes) + " bytes",
        "raise max_header_bytes if the server is sound");
  const bool is_interim = status_ >= 100 && status_ < 200;
  if (is_head_complete_ && !is_interim) return true;  // a trailer: counted, not kept
  if (line.starts_with("HTTP/") && (head_.empty() || is_head_complete_)) {
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
  std::string codings, length;
  for (const auto& [name, value] : headers_) {
    if (name == "content-encoding") codings += (codings.empty() ? "" : ",") + value;
    if (name != "content-length") continue;
    if (!length.empty() && length != value)
      return stop(FetchError::kProtocol, "the response gives two different lengths",
                  "the server is broken, tell its owner");
    length = value;
  }
  auto decoder = ContentDecoder::create(codings, limits_.max_body_bytes);
  if (!decoder)
    return stop(FetchError::kBadEncoding, decoder.error().message, "the server is broken");
  decoder_.emplace(std::move(*decoder));
  return true;
}

bool ResponseSink::take_body(std::string_view bytes) {
  if (!decoder_) return stop(FetchError::kProtocol, "a body came before the headers ended");
  const std::size_t room = limits_.max_wire_bytes - raw_body_.size();
  const bool is_too_long = bytes.size() > room;
  bytes = bytes.substr(0, room);
  raw_body_.append(bytes);
  const DecodeStatus status = decoder_->feed(bytes, body_);
  if (status == DecodeStatus::kCorrupt)
    return stop(FetchError::kBadEncoding, "the body is not of the content coding it claims",
                "the server is broken or the body was damaged on its way");
  if (status == DecodeStatus::kTooLarge)
    return cut("the body decodes to more than " + std::to_string(limits_.max_body_bytes),
               "max_body_bytes");
  if (is_too_long)
    return cut("the body is longer than " + std::to_string(limits_.max_wire_bytes),
               "max_wire_bytes");
  return true;
}

void ResponseSink::finish() {
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
