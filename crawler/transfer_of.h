#pragma once
// transfer_of(): how a page came, told by its response, for the verdict.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractor/verdict/transfer.h"

namespace cuttings {

/// Of a response with these headers (names lower case) and `body` after content decoding. The two
/// lengths are known where the body was sent as it is: with one Content-Length (RFC 9110, section
/// 8.6), and neither coded nor in chunks. A live fetch that breaks is an error of its own; this is
/// for responses out of WARC files, which may hold the beginning of a body only. Any thread.
Transfer transfer_of(int status, const std::vector<std::pair<std::string, std::string>>& headers,
                     std::string_view body);

}  // namespace cuttings
