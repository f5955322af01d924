#pragma once
// A record of a store's WARC files by its place, whether its file is a plain or a compact one.

#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// Compact files: docs/warc.md. The offset and length of a record are those in what is in the file.
bool is_compact_name(std::string_view file);

/// How a body that came as gzip is wanted from a compact file.
enum class BodyForm {
  kAsSent,  ///< bit by bit as it came, as all digests have it
  kAsKept,  ///< unpacked, as it lies there; fields and head are the same but for Cuttings-Recoded
};

/// The record at `place`. Error kIo: the file is missing; kParse: there is no sound record. Any
/// thread, each of which keeps up to 16 MiB of compact files unpacked. O(record); O(frame) in a
/// compact file, unless the one before was near.
Result<WarcRecord> read_record(const std::string& directory, const WarcPlace& place,
                               BodyForm form = BodyForm::kAsSent);

/// As read_record(), without a copy: the block is valid until the next call of a function of this
/// header on the same thread, which keeps up to 4 MiB (or the record, when it is larger) for it.
Result<RecordView> view_record(const std::string& directory, const WarcPlace& place,
                               BodyForm form = BodyForm::kAsSent);

/// The same as the bytes of the record, unpacked and whole: from "WARC/" to the last line end.
Result<std::string> read_record_bytes(const std::string& directory, const WarcPlace& place);

}  // namespace cuttings
