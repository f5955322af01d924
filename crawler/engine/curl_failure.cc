#include "crawler/engine/curl_failure.h"

#include <string>

#include "config/base/text.h"

namespace cuttings {
namespace {

FetchFailure explain_connect(std::string detail, const ConnectTrace& trace) {
  if (!trace.local_error.empty())
    return {FetchError::kLocal, "no socket can be made here: " + trace.local_error,
            "lower max_concurrent or raise the limit of open files"};
  if (trace.sockets_blocked > 0 && trace.sockets_blocked == trace.sockets_asked)
    return {FetchError::kBlockedAddress, trace.blocked_reason,
            "--allow-private opens private addresses, allow_networks a network"};
  return {FetchError::kConnect, "no connection: " + std::move(detail),
          "check that the server is up"};
}

FetchFailure explain_timeout(std::string_view detail, const FetchOptions& options) {
  if (contains_ignoring_ascii_case(detail, "too slow"))
    return {FetchError::kTooSlow,
            "the server sent less than " + std::to_string(options.low_speed_bytes_per_s) +
                " bytes a second for " + std::to_string(options.low_speed_time_s) + " s",
            "try again later"};
  return {FetchError::kTimeout, "no whole answer in time: " + std::string(detail),
          "try again later or with a larger --timeout"};
}

FetchFailure explain_garbage(std::string detail) {
  return {FetchError::kProtocol, "the answer is not HTTP as it should be: " + std::move(detail),
          "the server is broken, or it is no web server"};
}

/// A connection that broke: before the answer it was never made, within it the answer is cut off.
FetchFailure explain_broken(std::string detail, int status) {
  if (status != 0)
    return {FetchError::kTruncated, "the answer was cut off: " + std::move(detail), "try again"};
  return {FetchError::kConnect, "the server broke the connection off: " + std::move(detail),
          "try again later"};
}

}  // namespace

FetchFailure explain_curl_failure(CURLcode code, std::string_view detail_text,
                                  const ConnectTrace& trace, int status,
                                  const FetchOptions& options) {
  std::string detail(detail_text.empty() ? curl_easy_strerror(code) : detail_text);
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return {FetchError::kInvalidUrl, std::move(detail), "check the address"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {FetchError::kDns, "the name is not known: " + detail,
              "check the spelling and this machine's network"};
    case CURLE_COULDNT_CONNECT:
    case CURLE_ABORTED_BY_CALLBACK:
      return explain_connect(std::move(detail), trace);
    case CURLE_OPERATION_TIMEDOUT:
      return explain_timeout(detail, options);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_USE_SSL_FAILED:
      return {FetchError::kTls, "no TLS connection: " + detail,
              "check that the server speaks https on this port"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CACERT_BADFILE:
      return {FetchError::kTls, "the server's identity cannot be trusted: " + detail,
              "tell the site's owner; for a private authority set ca_file"};
    case CURLE_RECV_ERROR:  // also for chunks that are none
      if (contains_ignoring_ascii_case(detail, "chunk")) return explain_garbage(std::move(detail));
      [[fallthrough]];
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2_STREAM:
      return explain_broken(std::move(detail), status);
    case CURLE_GOT_NOTHING:
      return {FetchError::kProtocol, "the server closed the connection without an answer",
              "try again later"};
    case CURLE_FILESIZE_EXCEEDED:
      return {FetchError::kTooLarge,
              "the body is longer than " + std::to_string(options.max_wire_bytes) + " bytes",
              "raise max_wire_bytes if it is meant"};
    case CURLE_OUT_OF_MEMORY:  // what 7.88 says of a header line over 100 KiB
      return {FetchError::kHeaderTooLarge, "a header line is longer than 100 KiB",
              "the server is broken"};
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9, as the scheme was checked before
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_WRITE_ERROR:  // our own stops have their reason already
      return explain_garbage(std::move(detail));
    case CURLE_BAD_CONTENT_ENCODING:
      return {FetchError::kBadEncoding, std::move(detail), "the server is broken"};
    case CURLE_BAD_FUNCTION_ARGUMENT:  // of a trailer that is none, too
      if (contains_ignoring_ascii_case(detail, "chunk")) return explain_garbage(std::move(detail));
      [[fallthrough]];
    default:
      return {FetchError::kLocal, detail + " (libcurl code " + std::to_string(code) + ")",
              "this is our trouble, not the site's; please report it"};
  }
}

}  // namespace cuttings
