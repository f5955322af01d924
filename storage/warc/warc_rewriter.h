#pragma once
// rewrite_warc_file(): a WARC file again, without some of its records.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "config/base/result.h"
#include "storage/warc/removal_plan.h"
#include "storage/warc/warc_index.h"

namespace cuttings {

struct WarcRewrite {
  const std::string& directory;
  const std::vector<WarcEntry>& entries;     ///< of all files
  const std::vector<RecordChange>& changes;  ///< one an entry
  std::string removed_at, reason;            ///< told where a record stood
};

/// Writes the records of `file`, plain or compact, as a new plain file `target`, durable on return;
/// the old one stays. Where each record lies now, by its old offset; removed ones are not in it.
/// Error kIo, kParse: nothing can be said of the new file. O(file).
Result<std::map<std::uint64_t, WarcPlace>> rewrite_warc_file(const WarcRewrite& rewrite,
                                                             const std::string& file,
                                                             const std::string& target);

}  // namespace cuttings
