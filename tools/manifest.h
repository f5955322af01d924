#pragma once
// Manifest: a file of pages to clean, one JSON object a line: {"id", "path", "url",
// "content_type"}, all but the path optional.

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "crawler/fetch_result.h"

namespace cuttings {

/// One page to clean.
struct PageJob {
  std::string id;                 ///< the caller's name for it; the path when none was given
  std::string path;               ///< file, relative to the current folder; "-" is stdin
  std::string url;                ///< where it came from, may be empty
  std::string content_type = {};  ///< empty: told by name and bytes
  std::optional<FetchResult> fetched = {};  ///< out of a WARC: then `path` names that
};

/// The job of one line. Error kParse when it is no JSON object or has no "path".
Result<PageJob> parse_manifest_line(std::string_view line);

/// Reads a manifest line by line, so that its length does not matter; a line has 16 MiB at most.
/// One thread at a time.
class Manifest {
 public:
  /// "-" is stdin. Error kNotFound or kIo.
  static Result<Manifest> open(const std::string& path);

  /// The next job; an error names file and line, and the next call goes on after it; empty at the
  /// end.
  std::optional<Result<PageJob>> next();

 private:
  explicit Manifest(std::string path) : path_(std::move(path)) {}
  std::istream& stream();
  bool read_line(std::string& line);

  std::string path_;
  std::ifstream file_;
  std::size_t line_number_ = 0;
  bool is_ended_ = false;  // at a line that is none
};

}  // namespace cuttings
