#include "storage/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "config/base/folder.h"

namespace cuttings {

Result<void> sync_to_disk(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool ok = descriptor >= 0 && fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) close(descriptor);
  if (ok) return {};
  return fail(ErrorCode::kIo, "cannot sync " + path + ": " + std::strerror(reason));
}

Result<void> write_whole_file(const std::string& named,
                              const std::function<Result<void>(const std::string&)>& write) {
  std::error_code unknown;
  const auto status = std::filesystem::status(named, unknown);
  // To rename a file over /dev/stdout or /dev/null would take it from the whole machine.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return fail(ErrorCode::kInvalidArgument, named + " is no file",
                "name one: it appears when it is whole");
  const std::string path = behind_links(named);
  const std::string unfinished = path + ".partial";
  std::error_code error, ignored;
  std::filesystem::remove(unfinished, ignored);
  auto ok = write(unfinished);
  if (ok) ok = sync_to_disk(unfinished);
  if (ok) std::filesystem::rename(unfinished, path, error);
  if (ok && !error) return sync_to_disk(folder_of(path));
  std::filesystem::remove(unfinished, ignored);
  if (!ok) return ok;
  return fail(ErrorCode::kIo, "cannot name " + path + ": " + error.message());
}

}  // namespace cuttings
