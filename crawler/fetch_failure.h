#pragma once
// FetchFailure: why a fetch ended badly, in parts that make one line for a person.

#include <string>
#include <string_view>

#include "crawler/fetch_result.h"

namespace cuttings {

struct FetchFailure {
  FetchError error = FetchError::kNone;
  std::string reason = {};  ///< "the name is unknown"; lower case, no full stop
  std::string hint = {};    ///< "check the spelling"; may be empty

  explicit operator bool() const { return error != FetchError::kNone; }
};

/// One line "cannot fetch URL: reason; hint", control characters escaped, UTF-8.
std::string failure_message(std::string_view url, const FetchFailure& failure);

/// Puts `failure` and its message into `result`, and takes away a body that is not whole.
void set_failure(FetchResult& result, const FetchFailure& failure);

}  // namespace cuttings
