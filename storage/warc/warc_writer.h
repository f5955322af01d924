#pragma once
// WarcWriter: appends records to rotated .warc.gz files, one gzip member a record (WARC/1.1,
// ISO 28500:2017). Layout and departures: docs/decisions/0031.

#include <cstdint>
#include <string>
#include <string_view>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "storage/warc/http_exchange.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

struct WarcWriterOptions {
  std::string directory;
  std::uint64_t max_file_bytes = 1'000'000'000;
  std::string software;  ///< for warcinfo: "cuttings/0.1.0"
};

/// One writer a directory (the store's lock sees to it); one thread. Nothing is durable before
/// sync().
class WarcWriter {
 public:
  /// Goes on with `last.file`, whose records up to `last.offset + last.length` are wanted: whole
  /// records behind that are kept, an unfinished one at the end is cut, there and in files begun
  /// later. With an empty `last.file`,
  /// or when that file is gone, the first append begins a new file. Error kIo.
  static Result<WarcWriter> open(WarcWriterOptions options, const WarcPlace& last,
                                 const Clock& clock);
  WarcWriter(WarcWriter&& other) noexcept;
  WarcWriter& operator=(WarcWriter&&) = delete;
  ~WarcWriter();

  /// Appends a request and a response record, concurrent to each other; returns where the response
  /// lies. Error kIo: call rewind_to() a place known good before the next append.
  Result<WarcPlace> append(const HttpExchange& exchange);
  /// All records so far survive a power cut when it returns. Error kIo: they may not.
  Result<void> sync();

  /// The end of the last record: {file, offset of the end, 0}; file is "" before the first append.
  WarcPlace end() const { return {file_, size_, 0}; }
  /// Forgets all that was appended since end() gave `place`. Error kIo.
  Result<void> rewind_to(const WarcPlace& place);

 private:
  WarcWriter(WarcWriterOptions options, const Clock& clock)
      : options_(std::move(options)), clock_(&clock) {}
  Result<void> continue_file(const WarcPlace& last);
  Result<void> mend_newer_files(std::string_view than) const;
  Result<void> begin_file();
  Result<WarcPlace> append_record(const WarcFields& fields, std::string_view block);
  Result<void> close_file();
  std::string path_of(std::string_view file) const;

  WarcWriterOptions options_;
  const Clock* clock_;
  std::string file_;
  std::string warcinfo_id_;
  std::uint64_t size_ = 0;
  int serial_ = 0;
  int descriptor_ = -1;
};

}  // namespace cuttings
