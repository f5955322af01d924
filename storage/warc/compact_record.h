#pragma once
// A WARC record as a compact file has it: a body that came as gzip is there as what is in it, and a
// field more says how to pack it again, bit by bit. docs/warc.md, "Compact files".

#include <optional>
#include <string>
#include <string_view>

#include "storage/warc/warc_record.h"

namespace cuttings {

/// The field, the first of a record that has it.
inline constexpr std::string_view kRecodedField = "Cuttings-Recoded";

/// The form of `plain` (a record, unpacked and whole) from which restore_record() makes exactly
/// these bytes again; `plain` itself when nothing is gained. Empty when it cannot be kept so: it is
/// no record, has the field already, or tells its length in another way than we do. Any thread.
/// O(n), see unpack_gzip().
std::optional<std::string> compact_record(std::string_view plain);

/// What compact_record() was given; empty when it is not of that form. Any thread. O(n).
std::optional<std::string> restore_record(std::string_view compact);

/// The same for a record that was parsed; true when its block is now as it was sent. One without
/// the field is. `length` and `offset` stay.
bool restore_block(WarcRecord& record);

}  // namespace cuttings
