#pragma once
// RecordCheck: the records of one WARC file against their digests and against what the database
// says of the file.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "storage/upkeep/finding.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// The URL of each body that lies in a file, by its offset.
using KnownBodies = std::map<std::uint64_t, std::string>;

/// Adds to `findings`, which like `known` outlives it. One thread.
class RecordCheck {
 public:
  RecordCheck(std::string file, const KnownBodies& known, Findings& findings)
      : file_(std::move(file)), known_(known), findings_(findings) {}

  /// Records as they were sent, in the order of the file. O(record).
  void check(const WarcRecord& record);
  /// No sound record begins from `at` to `next`: names each body that lies there, or the record
  /// before when there is none.
  void report_damage(std::uint64_t at, std::uint64_t next, const std::string& why);
  void report(std::uint64_t at, std::string url, std::string what);
  /// After the last record: bodies at places where none begins.
  void finish();

 private:
  std::string file_;
  const KnownBodies& known_;
  Findings& findings_;
  std::string last_url_;
  std::vector<std::uint64_t> found_;
};

}  // namespace cuttings
