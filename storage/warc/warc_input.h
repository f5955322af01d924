#pragma once
// WarcInput: the records of a file that others made, whatever it is packed in: WARC/1.0 or 1.1,
// plain, gzip (a member a record, or one for all), zstd, or the archive/ files of a WACZ.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/warc_record.h"

namespace cuttings {

/// True for names that end in .warc, .warc.gz, .warc.zst or .wacz, letters of either case.
bool is_warc_name(std::string_view path);

/// Reads as a stream, so that standard input will do; memory stays below 64 MiB and a bit: a larger
/// block is passed over. One thread.
class WarcInput {
 public:
  /// Called before each read of standard input or a pipe with its descriptor: waits until it has
  /// bytes, false gives it up.
  using Wait = std::function<bool(int descriptor)>;

  /// "-" is standard input. Without `wait` a silent one is waited for. Error kNotFound or kIo.
  static Result<WarcInput> open(const std::string& path, Damage damage, Wait wait = {});
  WarcInput(WarcInput&&) noexcept;
  ~WarcInput();

  /// The next record; empty at the end. Error kParse with what is wrong and where, and what was
  /// passed over: after it, the next record that was found, or the end; kIo: the end. O(record).
  Result<std::optional<WarcRecord>> next();

 private:
  struct Parts;
  explicit WarcInput(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cuttings
