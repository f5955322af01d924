#pragma once
// ZstdInput: what is in a zstd file, piece by piece; also one with a dictionary of its own in its
// first frame, as ArchiveTeam's are:
// https://iipc.github.io/warc-specifications/specifications/warc-zstd/

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <streambuf>
#include <string>
#include <string_view>

namespace cuttings {

/// True for the first four bytes of a zstd file: of a frame, or of a skippable one (RFC 8878, 3.1).
bool begins_zstd(std::string_view bytes);

/// Gives what stands before damage, and then the error. One thread. Memory: dictionary (64 MiB at
/// most) and window (128 MiB at most).
class ZstdInput final : public std::streambuf {
 public:
  /// Reads up to `size` bytes to `data`: how many; 0 at the end, less on an error that its owner
  /// tells.
  using Read = std::function<std::ptrdiff_t(char* data, std::size_t size)>;

  explicit ZstdInput(Read read);
  ~ZstdInput() override;

  /// Why no more came; "" at a sound end.
  const std::string& error() const { return error_; }

 protected:
  int_type underflow() override;

 private:
  struct Decoder;
  static constexpr std::size_t kBufferBytes = 128 << 10;  // one block
  bool fill();
  std::string read_exactly(std::size_t size);
  bool begin();
  bool load_dictionary(std::string_view size);
  bool fail_with(std::string_view why);

  Read read_;
  std::unique_ptr<Decoder> decoder_;
  std::array<char, kBufferBytes> packed_{}, plain_{};
  std::string error_;
};

}  // namespace cuttings
