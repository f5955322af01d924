#include "storage/whole_file.h"

#include <filesystem>

namespace cuttings {

Result<void> write_whole_file(const std::string& path,
                              const std::function<Result<void>(const std::string&)>& write) {
  const std::string unfinished = path + ".partial";
  std::error_code error, ignored;
  std::filesystem::remove(unfinished, ignored);
  auto ok = write(unfinished);
  if (ok) std::filesystem::rename(unfinished, path, error);
  if (ok && !error) return {};
  std::filesystem::remove(unfinished, ignored);
  if (!ok) return ok;
  return fail(ErrorCode::kIo, "cannot name " + path + ": " + error.message());
}

}  // namespace cuttings
