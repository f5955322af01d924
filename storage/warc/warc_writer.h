#pragma once
// WarcWriter: appends records to rotated .warc.gz files, one gzip member a record (WARC/1.1,
// ISO 28500:2017). Layout and departures: docs/decisions/0031.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/clock.h"
#include "config/base/result.h"
#include "storage/warc/directory_use.h"
#include "storage/warc/http_exchange.h"
#include "storage/warc/packed_exchange.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

enum class LastFile {
  kContinue,
  kLeave,  ///< others need it, too: it stays as it is, and a new file is begun
};

struct WarcWriterOptions {
  std::string directory;
  std::uint64_t max_file_bytes = 1'000'000'000;
  std::string software;  ///< for warcinfo: "cuttings/0.1.0"
  LastFile last_file = LastFile::kContinue;
};

/// One writer a store (its lock sees to it), also where stores share a directory; one thread.
/// Nothing is durable before sync().
class WarcWriter {
 public:
  /// More than one batch writes; a store restored from an older backup is further behind.
  static constexpr std::uint64_t kMaxTailBytes = 64 << 20;

  /// Goes on with `last.file`, whose records up to `last.offset + last.length` were committed. What
  /// lies behind is the rest of an uncommitted batch and is cut, as long as it is records and at
  /// most kMaxTailBytes: anything else was not left by a kill, stays, and a new file is begun. In
  /// files begun later an unfinished last record is cut, unless another store writes into the
  /// directory or the file cannot be read. With an empty `last.file`, or when that
  /// file is gone, the first append begins a new file. Error kStore.
  static Result<WarcWriter> open(WarcWriterOptions options, const WarcPlace& last,
                                 const Clock& clock);
  WarcWriter(WarcWriter&& other) noexcept;
  WarcWriter& operator=(WarcWriter&&) = delete;
  ~WarcWriter();

  /// Begins a new file when there is none, when another batch might pass max_file_bytes, and when
  /// the file was moved or removed: its records so far are where it went.
  /// Error kStore.
  Result<void> make_room();
  /// Appends a request and a response record, concurrent to each other; returns where the response
  /// lies. With `revisit` the second is a revisit record: the response's head alone. `packed` is
  /// taken when it is of this file and `revisit`, else the exchange is packed here. Error kStore:
  /// call rewind_to() a place known good before the next append.
  Result<WarcPlace> append(const HttpExchange& exchange,
                           const std::optional<Revisit>& revisit = std::nullopt,
                           const PackedExchange* packed = nullptr);
  /// All records so far survive a power cut when it returns. Error kStore: they may not.
  Result<void> sync();

  /// The WARC-Warcinfo-ID of records appended now; "" when the file was begun by an earlier run.
  const std::string& warcinfo_id() const { return warcinfo_id_; }
  /// The end of the last record: {file, offset of the end, 0}; file is "" before the first append.
  WarcPlace end() const { return {file_, size_, 0}; }
  /// Forgets all that was appended since end() gave `place`. Error kStore.
  Result<void> rewind_to(const WarcPlace& place);

 private:
  WarcWriter(WarcWriterOptions options, const Clock& clock)
      : options_(std::move(options)), clock_(&clock), use_(options_.directory) {}
  Result<void> continue_file(const WarcPlace& last);
  Result<void> mend_newer_files(std::string_view than) const;
  Result<void> begin_file();
  Result<WarcPlace> append_member(std::string_view member);
  Result<void> close_file();
  std::string path_of(std::string_view file) const;

  WarcWriterOptions options_;
  const Clock* clock_;
  std::string file_;
  std::string warcinfo_id_;
  std::uint64_t size_ = 0;
  int serial_ = 0;
  DirectoryUse use_;
  int descriptor_ = -1;
};

}  // namespace cuttings
