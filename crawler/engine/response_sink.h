#pragma once
// ResponseSink: takes one response's header lines and body bytes as they come off the wire, decodes
// the body, and ends the transfer when a limit is passed. Knows no libcurl.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/engine/content_decoder.h"
#include "crawler/fetch_failure.h"
#include "crawler/fetch_result.h"

namespace cuttings {

enum class WhenTooLong {
  kFail,      ///< kTooLarge: half a page is no page
  kKeepHead,  ///< end the transfer well with what fits: robots.txt
};

struct SinkLimits {
  std::size_t max_header_bytes = 0;  ///< headers, 1xx responses and trailers together
  std::size_t max_wire_bytes = 0;    ///< of the body as sent
  std::size_t max_body_bytes = 0;    ///< of the body decoded
  WhenTooLong when_too_long = WhenTooLong::kFail;
  BodyWanted body = BodyWanted::kDecoded;
};

/// One response, one thread.
class ResponseSink {
 public:
  explicit ResponseSink(const SinkLimits& limits) : limits_(limits) {}

  /// One header line with its line end; also status lines, the blank line, and trailers.
  /// False: stop the transfer (see failure()).
  bool take_header_line(std::string_view line);
  /// Body bytes without transfer coding. False: stop the transfer (see failure(), is_cut()).
  bool take_body(std::string_view bytes);
  /// The transfer ended well: sees to it that nothing of the coded body is missing.
  void finish();
  /// The transfer broke off: body() is what came of it. False: see failure(), is_cut().
  bool decode_held();

  /// Why the transfer had to stop; kNone otherwise.
  const FetchFailure& failure() const { return failure_; }
  /// The body was cut at a limit, on purpose.
  bool is_cut() const { return is_cut_; }

  int status() const { return status_; }
  /// Status line to blank line of the last response, raw bytes.
  std::string& head() { return head_; }
  std::string& body() { return body_; }
  std::string& raw_body() { return raw_body_; }
  /// The body was not decoded, as nobody wanted that: body() is empty.
  bool is_body_as_sent() const { return is_as_sent_; }
  /// Of the last response, names lower case, folded lines joined; without trailers.
  std::vector<std::pair<std::string, std::string>>& headers() { return headers_; }

 private:
  void begin_response(std::string_view status_line);
  void take_field(std::string_view line);
  bool begin_body();
  bool may_stay_as_sent(bool tells_end) const;
  bool make_decoder();
  bool begin_gzip_transfer(std::string_view first_bytes);
  bool may_be_held(std::string_view first_bytes) const;
  bool has_room_decoded();
  bool hold_or_decode(std::string_view bytes);
  bool decode(std::string_view bytes);
  bool cut_decoded();
  bool stop(FetchError error, std::string reason, std::string hint = {});
  bool cut(std::string reason, std::string option);

  SinkLimits limits_;
  FetchFailure failure_;
  bool is_cut_ = false, is_head_complete_ = false, is_as_sent_ = false;
  bool is_held_ = false;  ///< raw_body_ is gzip that is to be decoded once it is whole
  int status_ = 0;
  std::size_t header_bytes_ = 0;
  std::string head_, body_, raw_body_;
  std::string codings_;  ///< Content-Encoding, several headers joined by commas
  std::vector<std::pair<std::string, std::string>> headers_;
  std::optional<ContentDecoder> decoder_;
};

}  // namespace cuttings
