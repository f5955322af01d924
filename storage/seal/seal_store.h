#pragma once
// seal_store(): seals what finished days brought.

#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "config/store_options.h"
#include "storage/seal/seal.h"

namespace cuttings {

/// Makes a seal for each day (UTC) before today that has captures or versions that no seal covers
/// (those that an import or another reading brought later are of their own day, in a seal of their
/// own), oldest first, each signed with `key_pem` unless that is empty. All in one transaction. The
/// new seals; none when there is nothing. Error kInvalidArgument: the key; kBusy, kStore, kIo.
/// O(rows that are not sealed), all of a day in memory: 64 bytes a row.
Result<std::vector<Seal>> seal_store(const StoreOptions& options, const std::string& key_pem,
                                     const Clock& clock);

}  // namespace cuttings
