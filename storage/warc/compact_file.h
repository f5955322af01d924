#pragma once
// A plain WARC file as a compact one, and back: docs/warc.md, "Compact files".

#include <cstdint>
#include <map>
#include <string>

#include "config/base/result.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// Where each record of a file lies in the new one, by its old offset.
using NewPlaces = std::map<std::uint64_t, WarcPlace>;

/// Writes the records of `file`, a .warc.gz file of the directory, as the compact file `target`,
/// those of a host side by side; durable and read back on return. On all cores. Error kIo, kParse,
/// kTooLarge: a record is broken; kStore: the disk. Nothing can be said of `target` then. O(file).
Result<NewPlaces> compact_warc_file(const std::string& directory, const std::string& file,
                                    const std::string& target);

/// Writes what is in the compact file `file` as the .warc.gz file at `path`, record by record the
/// same bytes in the same order as before it was compact; durable on return. Errors as above.
/// O(file).
Result<NewPlaces> expand_warc_file(const std::string& directory, const std::string& file,
                                   const std::string& path);

}  // namespace cuttings
