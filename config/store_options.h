#pragma once
// [store]: where the archive lives.

#include <cstdint>
#include <string>

namespace cuttings {

struct StoreOptions {
  std::string path = "archive.db";
  std::string warc_dir = {};  ///< empty: "warc" beside the database
  std::uint64_t max_warc_file_bytes =
      1'000'000'000;     ///< a new file is begun past this; ISO 28500 annex suggests 1 GB
  bool keep_raw = true;  ///< false: no WARC files, clean text only

  bool operator==(const StoreOptions&) const = default;
};

}  // namespace cuttings
