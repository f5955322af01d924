#pragma once
// warc_member(): a record as its gzip member, ready to be written.

#include <string>
#include <string_view>

#include "storage/warc/gzip.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// "<urn:uuid:...>" of random bits (RFC 4122, section 4.4).
std::string new_record_id();

/// "sha256:" and 64 hex digits, as WARC-Block-Digest has them.
std::string warc_digest(std::string_view bytes);

/// The record with `fields` (those without a value are left out, controls within values too), its
/// WARC-Block-Digest and Content-Length, as one gzip member. Empty only when there is no memory.
std::string warc_member(const WarcFields& fields, std::string_view block,
                        GzipEffort effort = GzipEffort::kFull);

}  // namespace cuttings
