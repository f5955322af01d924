#pragma once
// Where the head of an HTTP message ends.

#include <cstddef>
#include <string_view>

namespace cuttings {

/// The size of the status line and the headers with the blank line behind them; all of `message`
/// when there is none. Lines end with CRLF or, as some servers have it and RFC 9112, section 2.2
/// lets a reader take it, with LF alone. Any thread. O(head).
std::size_t http_head_size(std::string_view message);

}  // namespace cuttings
