#pragma once
// What a libcurl result code means to us.

#include <string_view>

#include <curl/curl.h>

#include "config/fetch_options.h"
#include "crawler/engine/curl_transfer.h"
#include "crawler/fetch_failure.h"

namespace cuttings {

/// Never kNone; `code` is not CURLE_OK. `detail` is libcurl's own text, `status` 0 when no response
/// had begun.
FetchFailure explain_curl_failure(CURLcode code, std::string_view detail, const ConnectTrace& trace,
                                  int status, const FetchOptions& options);

}  // namespace cuttings
