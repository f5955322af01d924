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
    case ErrorCode::kRefused:
      return ExitCode::kRefused;
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

ErrorCode error_code_for(FetchError error) {
  switch (error) {
    case FetchError::kInvalidUrl:
      return ErrorCode::kInvalidArgument;
    case FetchError::kBlockedScheme:
    case FetchError::kBlockedAddress:
    case FetchError::kRobotsDenied:
    case FetchError::kRobotsUnreachable:
    case FetchError::kTakenDown:
    case FetchError::kOutOfScope:
      return ErrorCode::kForbidden;
    case FetchError::kTooLarge:
      return ErrorCode::kTooLarge;
    case FetchError::kHttpStatus:
      return ErrorCode::kRefused;
    case FetchError::kLocal:
      return ErrorCode::kIo;
    default:
      return ErrorCode::kNetwork;
  }
}

ExitCode exit_code_for(FetchError error) {
  if (error == FetchError::kNone) return ExitCode::kOk;
  if (error == FetchError::kCancelled) return ExitCode::kInterrupted;
  return exit_code_for(error_code_for(error));
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
