#pragma once
// WarcEntry: what a record says of itself, without its block: enough to choose and to follow it.

#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// The fields of one record, as they stand in the file; "" for those it lacks.
struct WarcEntry {
  WarcPlace place;
  std::string type, uri, date, payload_digest;
  std::string refers_to_uri, refers_to_date;  ///< of a revisit record
  bool is_not_modified = false;               ///< a revisit by a server's 304
  std::uint64_t packed_bytes = 0;             ///< what it takes of the file
};

/// The records of the named files of a directory, file by file in their order; memory: some 300
/// bytes a record. Error kIo, kParse: a record is broken. O(bytes).
Result<std::vector<WarcEntry>> index_warc_files(const std::string& directory,
                                                const std::vector<std::string>& files);

}  // namespace cuttings
