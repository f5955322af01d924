#include "storage/warc/warc_directory.h"

#include <filesystem>

namespace cuttings {

std::string warc_directory(const StoreOptions& options) {
  if (!options.warc_dir.empty()) return options.warc_dir;
  return (std::filesystem::path(options.path).parent_path() / "warc").string();
}

}  // namespace cuttings
