#pragma once
// ContentDecoder: undoes a response's Content-Encoding while it arrives (RFC 9110 8.4), and stops
// as soon as more comes out than was asked for. libcurl's own decoding is off, for two reasons: a
// WARC keeps the bytes as sent, and 7.88 lets an 8 KB body grow to 10 GB.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "crawler/engine/decode_stage.h"

namespace cuttings {

/// One body, one thread.
class ContentDecoder {
 public:
  static constexpr std::size_t kMaxCodings = 5;  // as libcurl; nothing honest stacks two

  /// `content_encoding` is the header's value, several headers joined by commas; empty for none.
  /// At most `max_bytes` come out, of each coding. Errors: kParse for a coding that is not gzip,
  /// x-gzip, deflate, br, zstd or identity; kTooLarge for more than kMaxCodings.
  static Result<ContentDecoder> create(std::string_view content_encoding, std::size_t max_bytes);

  /// Decodes the next `bytes` and appends to `out`. kTooLarge: `out` holds exactly what fits, and
  /// decoding is over. kCorrupt: `out` holds what could be read. O(bytes + output).
  DecodeStatus feed(std::string_view bytes, std::string& out);

  /// True when every coded stream has come to its end; a body cut off is not complete.
  bool is_complete() const;

 private:
  struct Coding {
    std::unique_ptr<DecodeStage> stage;
    std::size_t bytes_out = 0;
  };

  ContentDecoder() = default;
  DecodeStatus feed_from(std::size_t index, std::string_view bytes, std::string& out);

  std::vector<Coding> codings_;  ///< the last applied first: the order of undoing
  std::size_t max_bytes_ = 0;
};

}  // namespace cuttings
