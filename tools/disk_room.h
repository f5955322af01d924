#pragma once
// DiskRoom: a watch that finds the disk full waits until there is room again.

#include <cstdint>
#include <string>
#include <vector>

#include "config/base/result.h"
#include "config/store_options.h"

namespace cuttings {

/// The file systems that a store writes to. One thread.
class DiskRoom {
 public:
  explicit DiskRoom(const StoreOptions& store);

  /// Whether `error`, which came from the store just now, is that of a full disk.
  bool is_short(const Error& error) const;
  /// Bytes left on the fuller of them; UINT64_MAX when none can be asked.
  std::uint64_t left() const;
  /// Returns true when there is more room than `before`, or after ten minutes (a quota does not
  /// show as room); false when the user asked to stop.
  bool wait_for_more_than(std::uint64_t before) const;

 private:
  std::vector<std::string> folders_;
};

}  // namespace cuttings
