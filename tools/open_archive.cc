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

Result<History> read_history(const ConfigOptions& options, const std::string& url) {
  auto config = load_settings(options);
  if (!config) return fail(std::move(config.error()));
  auto archive = open_archive(*config);
  if (!archive) return fail(std::move(archive.error()));
  return find_history(**archive, url, *config);
}

Result<SearchQuery> read_query(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "" : " ") + word;
  return parse_search_query(query);
}

}  // namespace cuttings
