#pragma once
// DecodeStage: undoes one content coding, piece by piece. Each library sits behind one of these.

#include <functional>
#include <memory>
#include <string_view>

namespace cuttings {

enum class DecodeStatus { kOk, kTooLarge, kCorrupt };

class DecodeStage {
 public:
  /// Takes decoded bytes, at most 64 KiB a call; anything but kOk ends the decoding.
  using Sink = std::function<DecodeStatus(std::string_view)>;

  virtual ~DecodeStage() = default;
  /// Decodes `bytes`, which continue those of the last call; hands the result to `sink`.
  virtual DecodeStatus feed(std::string_view bytes, const Sink& sink) = 0;
  /// True when the coded stream has come to its end, or no byte has come at all.
  virtual bool is_complete() const = 0;
};

/// gzip (RFC 1952), with several members as one.
std::unique_ptr<DecodeStage> make_gzip_stage();
/// "deflate": zlib format (RFC 1950), and the bare RFC 1951 that some servers send.
std::unique_ptr<DecodeStage> make_deflate_stage();
/// br (RFC 7932).
std::unique_ptr<DecodeStage> make_brotli_stage();
/// zstd (RFC 8878), with a window of at most 8 MiB (RFC 9659).
std::unique_ptr<DecodeStage> make_zstd_stage();

}  // namespace cuttings
