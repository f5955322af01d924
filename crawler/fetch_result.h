#pragma once
// FetchRequest, FetchResult: what is asked and what came back, as plain values.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "config/base/clock.h"
#include "config/base/url.h"
#include "storage/warc/http_exchange.h"

namespace cuttings {

enum class FetchError {
  kNone,
  kInvalidUrl,
  kBlockedScheme,
  kBlockedAddress,
  kRobotsDenied,
  kRobotsUnreachable,
  kDns,
  kConnect,
  kTls,
  kTimeout,
  kTooSlow,
  kTooLarge,
  kHeaderTooLarge,
  kBadEncoding,
  kTruncated,
  kProtocol,
  kTooManyRedirects,
  kRedirectLoop,
  kBadRedirect,
  kHttpStatus,
  kLocal,
  kCancelled,
  kTakenDown,   ///< db takedown removed its article
  kOutOfScope,  ///< a redirect leads out of the crawl's scope; last, as stores hold the numbers
};
/// "dns", "blocked_address", ...: stable, as stored in fetches.error_kind; "" for kNone.
std::string_view fetch_error_name(FetchError error);

/// What is wanted of a body that came with a content coding.
enum class BodyWanted {
  kDecoded,
  kAsSent,  ///< for who only keeps it; decoded all the same where nothing else tells that it is
            ///< whole
};

struct FetchRequest {
  std::string url;
  std::string etag = {};           ///< sent as If-None-Match when not empty
  std::string last_modified = {};  ///< sent as If-Modified-Since when not empty
  BodyWanted body = BodyWanted::kDecoded;
};

struct FetchResult {
  std::string url;                     ///< as asked
  std::string final_url;               ///< the last URL asked
  std::vector<std::string> redirects;  ///< URLs that redirected, in order, without final_url
  FetchError error = FetchError::kNone;
  std::string message;  ///< what, where and why, one line; empty without an error
  int status = 0;       ///< of the last response; 0 when none came
  std::vector<std::pair<std::string, std::string>>
      headers;                   ///< of the last response, names lower case
  std::string body;              ///< content decoding undone
  bool is_cut_off = false;       ///< out of a WARC record, which says so or whose coding ends early
  bool is_body_as_sent = false;  ///< then it is empty, and in the last exchange alone
  std::vector<HttpExchange> exchanges;  ///< one a hop, robots.txt not among them
  WallTime started_at{};
  std::int64_t duration_ms = 0;

  bool is_ok() const { return error == FetchError::kNone && status >= 200 && status < 300; }
  /// First header called `lower_case_name`, or empty.
  std::string_view header(std::string_view lower_case_name) const;
};

}  // namespace cuttings
