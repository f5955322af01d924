#pragma once
// HttpExchange: one request and its response as they crossed the wire: what a WARC keeps.

#include <string>

#include "config/base/clock.h"

namespace cuttings {

struct HttpExchange {
  std::string url;            ///< the URL that was asked, absolute
  std::string request_bytes;  ///< request line, headers, blank line, body; raw bytes
  std::string response_head;  ///< status line, headers, blank line; raw bytes
  std::string
      response_body;  ///< content-encoded as the server sent it, transfer coding (chunks) removed
  std::string protocol;      ///< "http/1.1", "h2": WARC-Protocol
  std::string peer_address;  ///< "203.0.113.7", IPv6 without brackets
  WallTime started_at{};
  bool is_truncated = false;  ///< the body was cut by a limit or a broken transfer
  std::string truncation_reason =
      {};  ///< WARC-Truncated: "length", "time", "disconnect", "unspecified"
};

}  // namespace cuttings
