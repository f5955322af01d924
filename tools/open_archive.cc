#include "tools/open_archive.h"

namespace cuttings {

Result<std::unique_ptr<ArchiveReader>> open_archive(const Config& config) {
  auto archive = ArchiveReader::open(config.store);
  if (archive || archive.error().code != ErrorCode::kNotFound) return archive;
  return fail(ErrorCode::kStore, "no archive at " + config.store.path,
              "name one with --store, or make one: cuttings get --store archive.db URL");
}

Result<History> find_history(ArchiveReader& archive, const std::string& url, const Config& config) {
  auto history = archive.history(url);
  if (!history) return fail(std::move(history.error()));
  if (*history) return std::move(**history);
  return fail(ErrorCode::kNotFound, url + " is not in " + config.store.path,
              "keep it first: cuttings get --store " + config.store.path + " " + url);
}

}  // namespace cuttings
