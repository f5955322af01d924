#pragma once
// Which URLs are asked for at all, before any name is looked up.

#include "config/base/url.h"
#include "config/fetch_options.h"
#include "crawler/fetch_failure.h"

namespace cuttings {

/// kNone when `url` may be asked: http or https, no user name or password, a host without empty
/// labels, a port no other protocol speaks on (the Fetch standard's bad ports,
/// https://fetch.spec.whatwg.org/#port-blocking), at most options.max_url_bytes long. Any thread.
FetchFailure check_url(const Url& url, const FetchOptions& options);

}  // namespace cuttings
