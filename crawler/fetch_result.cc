#include "crawler/fetch_result.h"

#include "config/base/text.h"
#include "crawler/fetch_failure.h"

namespace cuttings {

std::string_view fetch_error_name(FetchError error) {
  switch (error) {
    case FetchError::kNone:
      return "";
    case FetchError::kInvalidUrl:
      return "invalid_url";
    case FetchError::kBlockedScheme:
      return "blocked_scheme";
    case FetchError::kBlockedAddress:
      return "blocked_address";
    case FetchError::kRobotsDenied:
      return "robots_denied";
    case FetchError::kRobotsUnreachable:
      return "robots_unreachable";
    case FetchError::kDns:
      return "dns";
    case FetchError::kConnect:
      return "connect";
    case FetchError::kTls:
      return "tls";
    case FetchError::kTimeout:
      return "timeout";
    case FetchError::kTooSlow:
      return "too_slow";
    case FetchError::kTooLarge:
      return "too_large";
    case FetchError::kHeaderTooLarge:
      return "header_too_large";
    case FetchError::kBadEncoding:
      return "bad_encoding";
    case FetchError::kTruncated:
      return "truncated";
    case FetchError::kProtocol:
      return "protocol";
    case FetchError::kTooManyRedirects:
      return "too_many_redirects";
    case FetchError::kRedirectLoop:
      return "redirect_loop";
    case FetchError::kBadRedirect:
      return "bad_redirect";
    case FetchError::kHttpStatus:
      return "http_status";
    case FetchError::kLocal:
      return "local";
    case FetchError::kTakenDown:
      return "taken_down";
    case FetchError::kOutOfScope:
      return "out_of_scope";
    case FetchError::kCancelled:
      return "cancelled";
  }
  return "unknown";
}

std::string_view FetchResult::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

std::string failure_message(std::string_view url, const FetchFailure& failure) {
  std::string line = "cannot fetch " + std::string(url) + ": " + failure.reason;
  if (!failure.hint.empty()) line += "; " + failure.hint;
  return escape_for_terminal(to_valid_utf8(line), LineMode::kOneLine);
}

void set_failure(FetchResult& result, const FetchFailure& failure) {
  result.error = failure.error;
  result.message =
      failure_message(result.final_url.empty() ? result.url : result.final_url, failure);
  // The body of an error page is whole; of everything else only a part may have come.
  if (failure.error != FetchError::kHttpStatus) result.body.clear();
}

}  // namespace cuttings
