#pragma once
// Answers no good server gives, as handlers for LoopbackSite. All end when the client goes away.

#include <string>

#include "tests/support/loopback_site.h"

namespace cuttings::bad_answers {

/// Sends exactly these bytes and closes.
LoopbackSite::Handler raw(std::string bytes);
/// Sends these bytes, then resets the connection.
LoopbackSite::Handler raw_then_reset(std::string bytes);
/// Sends these bytes, then nothing more, and keeps the connection open.
LoopbackSite::Handler raw_then_silence(std::string bytes);
/// Sends `first`, then `again` for ever.
LoopbackSite::Handler endless(std::string first, std::string again);
/// A good answer to all its bytes but in steps of `step_bytes` every `pause_ms`.
LoopbackSite::Handler drip(std::string bytes, std::size_t step_bytes, int pause_ms);

/// 10 GB of zeros, compressed while it is sent; `codings` as the Content-Encoding header has them
/// ("gzip", "br", "zstd", "deflate", or "gzip, gzip").
LoopbackSite::Handler bomb(std::string codings);

}  // namespace cuttings::bad_answers
