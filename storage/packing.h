#pragma once
// Packing: a capture on its way into the WARC file, packed before or here, by all cores.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/capture.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

struct Packing {
  const Capture* capture = nullptr;     ///< null: nothing of it goes there
  std::optional<Revisit> revisit = {};  ///< what its last exchange repeats
  WarcPlace repeated = {};              ///< of the record that holds these bytes, then
  PackedCapture own = {};               ///< when Capture::packed would not do
  WarcPlace place = {};                 ///< of the last response, once it is written

  /// What of the capture is to be written.
  const PackedCapture& packed() const { return own.exchanges.empty() ? capture->packed : own; }
};

/// The body as the store knows it: decoded, or as sent when nobody decoded it. Lives as long as
/// `capture` is left alone.
std::string_view body_of(const Capture& capture);

/// SHA-256 of body_of() in hex; computed when it was not before. Any thread. O(n).
std::string body_sha256_of(const Capture& capture);

/// All exchanges as WARC records, the last as one that repeats `revisit`, for the file of
/// `warcinfo_id`; and the digest of the body. `effort` as pack_exchange() has it. Any thread. O(n).
PackedCapture pack_capture(const Capture& capture, const std::optional<Revisit>& revisit,
                           std::string_view warcinfo_id, GzipEffort effort = GzipEffort::kFull);

/// Fills in `own` where the capture was not packed before, or not so. Takes all cores when it is
/// worth it.
void pack_in_parallel(std::span<Packing> packings, std::string_view warcinfo_id);

}  // namespace cuttings
