#pragma once
// The lines of a watch's control socket: one JSON object a line each way, as
// {"do":"block","what":"news.example.org"} and {"ok":true} or {"ok":false,"error":"..."}.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

enum class ControlVerb { kPause, kResume, kBlock, kUnblock, kRequeue, kStatus };

struct ControlRequest {
  ControlVerb verb = ControlVerb::kStatus;
  std::string what =
      {};  ///< the host of kBlock and kUnblock (as queue_host()), the URL of kRequeue
};

/// A longer line ends the connection: a URL of at most 8 KiB, escaped, fits (RFC 9110 4.1 asks
/// for 8,000 octets).
inline constexpr std::size_t kMaxControlLine = 32 * 1024;

/// Reads a request without its line break. Unknown members are ignored. Error kInvalidArgument:
/// what is wrong with it. Any bytes; O(bytes).
Result<ControlRequest> parse_control_line(std::string_view line);

/// Makes a request of words as typed: {"block", "news.example.org"}. Error kInvalidArgument.
Result<ControlRequest> control_request(const std::vector<std::string>& words);

/// The line that asks for it, with its line break.
std::string control_line(const ControlRequest& request);

struct ControlStatus {
  bool is_paused = false;
  std::int64_t fetches = 0, queued = 0, in_flight = 0, hosts = 0;
  std::vector<std::string> blocked = {};
};

/// Answers, with their line break.
std::string control_done();
std::string control_done(const ControlStatus& status);
std::string control_refusal(const Error& error);

/// The answer without its line break when it says ok; else its error (kInvalidArgument), or kParse.
Result<std::string> control_answer(std::string_view line);

}  // namespace cuttings
