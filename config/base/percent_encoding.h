#pragma once
// Percent-encoding of the URL standard (https://url.spec.whatwg.org/#percent-encoded-bytes).

#include <string>
#include <string_view>

namespace cuttings {

/// The standard's percent-encode sets: which ASCII bytes are written as %XX. Bytes outside
/// printable ASCII always are.
enum class PercentEncodeSet {
  kC0Control,
  kFragment,
  kQuery,
  kSpecialQuery,
  kPath,
  kUserinfo,
  kComponent
};

/// True when `byte` is written as %XX under `set`.
bool is_percent_encoded(char byte, PercentEncodeSet set);

/// Appends `bytes` to `out`, each byte of `set` as %XX (upper case). An existing "%" stays as it is
/// in all sets but kComponent. O(n).
void append_percent_encoded(std::string& out, std::string_view bytes, PercentEncodeSet set);

/// `bytes` with every %XX replaced by its byte; a "%" that two hex digits do not follow stays. The
/// result is raw bytes, perhaps not UTF-8. O(n).
std::string percent_decode(std::string_view bytes);

/// The value of a hex digit, or -1.
int hex_value(char digit);

}  // namespace cuttings
