#pragma once
// Canonicalisation for identity: when two URLs are taken for the same page. Our choice, apart from
// parsing, which is the standard's.

#include "config/base/url.h"

namespace cuttings {

/// The URL under which a page is known. Never for fetching: a server may insist on what is dropped.
///
/// Dropped from an http or https URL: the fragment; user name and password (a secret is no key);
/// the dot after a host name; query fields that only track the reader (tracking_parameters.h); a
/// "?" with nothing behind it. Percent-encoded letters, digits, "-", ".", "_" and "~" are decoded,
/// other %xx are written in upper case (RFC 3986, section 6.2.2). The parser has already removed
/// default ports, dot segments and the host's upper case.
///
/// "#!" goes with the fragment: the server never sees it and we run no scripts, so two such URLs
/// bring the same bytes.
///
/// Never touched: scheme (http and https may differ), "www.", case of path and query, doubled and
/// trailing slashes, "index.html", order and repetition of query fields, "+" against "%20", session
/// identifiers. URLs of other schemes come back as they are.
///
/// Idempotent. Any thread. O(url).
Url canonical_url(const Url& url);

}  // namespace cuttings
