#include "tools/exit_code.h"

namespace cuttings {

ExitCode exit_code_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return ExitCode::kUsage;
    case ErrorCode::kParse:
    case ErrorCode::kTooLarge:
      return ExitCode::kNoArticle;
    case ErrorCode::kNotFound:
    case ErrorCode::kIo:
      return ExitCode::kInput;
    case ErrorCode::kNetwork:
      return ExitCode::kNetwork;
    case ErrorCode::kForbidden:
      return ExitCode::kForbidden;
    case ErrorCode::kStore:
    case ErrorCode::kFull:
    case ErrorCode::kBusy:
    case ErrorCode::kLocked:
      return ExitCode::kStore;
    case ErrorCode::kInternal:
      break;
  }
  return ExitCode::kBug;
}

ExitCode exit_code_for(FetchError error) {
  switch (error) {
    case FetchError::kNone:
      return ExitCode::kOk;
    case FetchError::kInvalidUrl:
      return ExitCode::kUsage;
    case FetchError::kBlockedScheme:
    case FetchError::kBlockedAddress:
    case FetchError::kRobotsDenied:
    case FetchError::kRobotsUnreachable:
    case FetchError::kTakenDown:
    case FetchError::kOutOfScope:
      return ExitCode::kForbidden;
    case FetchError::kTooLarge:
      return ExitCode::kNoArticle;
    case FetchError::kHttpStatus:
      return ExitCode::kRefused;
    case FetchError::kCancelled:
      return ExitCode::kInterrupted;
    case FetchError::kLocal:
      return ExitCode::kInput;
    default:
      return ExitCode::kNetwork;
  }
}

void ExitTally::add(ExitCode code) {
  if (code == ExitCode::kOk) {
    ++ok_;
    return;
  }
  if (failed_ > 0 && code != first_failure_) is_mixed_ = true;
  if (failed_ == 0) first_failure_ = code;
  ++failed_;
}

ExitCode ExitTally::total() const {
  if (failed_ == 0) return ExitCode::kOk;
  if (ok_ > 0 || is_mixed_) return ExitCode::kSomeFailed;
  return first_failure_;
}

}  // namespace cuttings
