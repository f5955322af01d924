#pragma once
// OutputFile: where results go: stdout, or a file that appears whole or not at all.

#include <string>
#include <string_view>

#include "config/base/result.h"
#include "tools/exit_code.h"

namespace cuttings {

/// Writes to a temporary file beside its target and renames it on commit(), so that nobody ever
/// sees half a result and a failed run leaves the old file. Move-only; one thread.
class OutputFile {
 public:
  /// "" and "-" are stdout; /dev/stdout, /dev/fd/N and the like are what is open already. A
  /// symbolic link to a file stays one: that file is replaced. Error kIo with what to do when the
  /// folder cannot be written, kInvalidArgument for a file of an archive.
  static Result<OutputFile> open(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();  ///< without commit(): the temporary file is removed

  bool is_stdout() const { return target_.empty(); }
  /// The empty file that commit() renames, for a writer that needs a name; "" for stdout and
  /// devices.
  const std::string& temporary_path() const { return temporary_; }

  /// Gathers `bytes`, writing in blocks of 64 KiB. Error kIo; is_closed_pipe() tells whether a
  /// reader merely went away.
  Result<void> write(std::string_view bytes);
  /// Writes what is gathered.
  Result<void> flush();
  /// True once stdout's reader has gone.
  bool is_closed_pipe() const { return is_closed_pipe_; }

  /// Writes the rest, flushes it to the disk and gives the file its name. Error kIo: the old file
  /// stands.
  Result<void> commit();
  /// As commit(), for a run that was stopped: the file is called PATH.partial, which is returned.
  Result<std::string> commit_partial();

 private:
  OutputFile(std::string target, std::string temporary, int fd);
  Result<void> commit_as(const std::string& name);
  Result<void> write_out(std::string_view bytes);

  std::string target_;     // empty: stdout
  std::string temporary_;  // empty once renamed or for stdout and for devices
  int fd_;
  std::string buffer_;
  bool is_closed_pipe_ = false;
};

/// The folder in which OutputFile makes `path`.
std::string output_folder(const std::string& path);

/// Writes `text` to `path` ("" and "-" are stdout) in one go. kOk, also when a reader went away;
/// else the error.
Result<ExitCode> write_whole(const std::string& path, std::string_view text);

/// Removes the temporary file of the run. Async-signal-safe: for the handler of a second Ctrl-C.
void remove_temporary_output() noexcept;

}  // namespace cuttings
