#pragma once
// InputStream: the bytes of a file, a pipe or standard input as they come.

#include <cstddef>
#include <optional>
#include <string>

#include "config/base/result.h"

namespace cuttings {

/// "standard input" for "-", else the path: as messages name it.
std::string display_name(const std::string& path);

/// True for standard input, a pipe or a device, also by a link: what can be read but once.
bool is_pipe(const std::string& path);

/// Waits until `descriptor` has bytes, an end or an error; false once the run is to stop. A signal
/// alone does not end read(). Any thread.
bool wait_for_bytes(int descriptor);

/// One open file. One thread.
class InputStream {
 public:
  /// "-" is standard input. Does not wait for the writer of a pipe. Error kNotFound with the name
  /// that was probably meant, or kIo.
  static Result<InputStream> open(const std::string& path);
  InputStream(InputStream&& other) noexcept;
  InputStream& operator=(InputStream&&) = delete;
  ~InputStream();

  /// Of a regular file; empty for a pipe.
  std::optional<std::size_t> size() const;
  /// How many bytes were put at `to`, 0 at the end. Error kIo, also when the run is to stop before
  /// a pipe gives any.
  Result<std::size_t> read(char* to, std::size_t capacity);

 private:
  InputStream(std::string path, int fd);

  std::string path_;
  int fd_;
  bool is_regular_file_;
};

}  // namespace cuttings
