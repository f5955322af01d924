#pragma once
// WARC records (WARC/1.1, ISO 28500:2017) as values, and where they lie.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cuttings {

using WarcFields = std::vector<std::pair<std::string, std::string>>;

/// A record as read back: its named fields in file order, and its block.
struct WarcRecord {
  std::string version;  ///< "WARC/1.1"
  WarcFields fields;
  std::string block;
  std::uint64_t offset = 0;     ///< of its first byte in the file
  std::uint64_t length = 0;     ///< bytes in the file: the gzip member, or the plain record
  bool is_passed_over = false;  ///< the block was larger than the limit: it is empty here

  /// The value of the first field of that name, letters of either case; "" when absent.
  std::string_view field(std::string_view name) const;
};

/// Where a record lies. `file` is a name within the WARC directory.
struct WarcPlace {
  std::string file;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

}  // namespace cuttings
