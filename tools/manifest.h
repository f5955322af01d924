#pragma once
// Manifest: a file of pages to clean, one JSON object a line: {"id", "path", "url",
// "content_type"}, all but the path optional.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "crawler/fetch_result.h"
#include "tools/input_stream.h"

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
  /// end, also behind an error of the file itself or a request to stop.
  std::optional<Result<PageJob>> next();

 private:
  Manifest(std::string path, InputStream input)
      : path_(std::move(path)), input_(std::move(input)) {}
  Result<bool> read_line(std::string& line);
  Result<bool> refill();
  tl::unexpected<Error> end_with(Error error);

  std::string path_;
  InputStream input_;
  std::string buffer_;
  std::size_t at_ = 0;  // in buffer_: of what was not taken yet
  std::size_t line_number_ = 0;
  bool is_ended_ = false;  // by an error
};

}  // namespace cuttings
