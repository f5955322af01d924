#pragma once
// Exit codes of every program here, as docs and scripts may rely on them, and how many inputs make
// one.

#include "config/base/result.h"
#include "crawler/fetch_result.h"

namespace cuttings {

enum class ExitCode : int {
  kOk = 0,             ///< every input gave an article
  kSomeFailed = 1,     ///< some did not, or all failed for different reasons
  kUsage = 2,          ///< usage or configuration
  kNoArticle = 3,      ///< fetched, but no article found
  kNetwork = 4,        ///< network, TLS or DNS
  kRefused = 5,        ///< the server refused (HTTP status)
  kForbidden = 6,      ///< robots.txt or policy forbids
  kStore = 7,          ///< store: locked, full, newer than this program
  kInput = 8,          ///< input or output file
  kBug = 70,           ///< our bug
  kInterrupted = 130,  ///< stopped by SIGINT, can be resumed
  kTerminated = 143,   ///< stopped by SIGTERM, can be resumed
};

/// The code for an error of our own modules met while `get` or `clean` worked on an input.
ExitCode exit_code_for(ErrorCode code);
/// What went wrong with a fetch that failed.
ErrorCode error_code_for(FetchError error);
/// The code for a fetch that did not give a page.
ExitCode exit_code_for(FetchError error);

/// Sums the inputs of one run: kOk when all were, the common code when all failed alike, else
/// kSomeFailed.
class ExitTally {
 public:
  void add(ExitCode code);
  ExitCode total() const;
  std::size_t ok_count() const { return ok_; }
  std::size_t failed_count() const { return failed_; }

 private:
  std::size_t ok_ = 0;
  std::size_t failed_ = 0;
  ExitCode first_failure_ = ExitCode::kOk;
  bool is_mixed_ = false;
};

}  // namespace cuttings
