#pragma once
// PackedExchange: an exchange as the gzip members that go into a WARC file. Packing is the dear
// part of writing one, and may be done on any thread before.

#include <optional>
#include <string>
#include <string_view>

#include "storage/warc/gzip.h"
#include "storage/warc/http_exchange.h"

namespace cuttings {

/// The capture that a response only repeats: then a `revisit` record without body is written.
struct Revisit {
  enum class Profile { kIdenticalPayload, kServerNotModified };
  Profile profile = Profile::kIdenticalPayload;
  std::string target_uri;  ///< of the earlier record
  std::string date;        ///< its WARC-Date

  bool operator==(const Revisit&) const = default;
};

struct PackedExchange {
  std::string warcinfo_id;         ///< of the file it was packed for
  std::optional<Revisit> revisit;  ///< what it was packed as
  std::string payload_sha256;      ///< of the response's body, in hex; "" when it is not in it
  std::string response;            ///< empty: there was no memory
  std::string request;             ///< empty for an exchange that was imported without
};

/// A response record (a revisit record with `revisit`: the head alone) and a request record,
/// concurrent to each other. `effort` is for a large body that came plain; with less than
/// kFull a smaller body that came packed is not packed again, too. Digests, dates and
/// departures: docs/decisions/0031. Any thread. O(n).
PackedExchange pack_exchange(const HttpExchange& exchange, const std::optional<Revisit>& revisit,
                             std::string_view warcinfo_id, GzipEffort effort = GzipEffort::kFull);

}  // namespace cuttings
