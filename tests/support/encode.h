#pragma once
// Content codings as a server would apply them: the other direction of ContentDecoder.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace cuttings {

/// Encodes a stream piece by piece. Coding: "gzip", "deflate", "raw-deflate", "br" or "zstd".
class Encoder {
 public:
  virtual ~Encoder() = default;
  /// The coded bytes that are ready; `is_last` ends the stream.
  virtual std::string feed(std::string_view bytes, bool is_last) = 0;
  static std::unique_ptr<Encoder> make(std::string_view coding);
};

/// `bytes` encoded whole.
std::string encode(std::string_view coding, std::string_view bytes);

}  // namespace cuttings
