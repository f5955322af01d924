#include "tools/open_archive.h"

#include "config/base/text.h"
#include "config/base/url.h"

namespace cuttings {

Error store_error(Error error) {
  if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kStore;
  return error;
}

Result<std::unique_ptr<ArchiveReader>> open_archive(const Config& config) {
  auto archive = ArchiveReader::open(config.store);
  if (!archive) return fail(store_error(std::move(archive.error())));
  return archive;
}

Result<std::unique_ptr<ArchiveReader>> open_archive(const ConfigOptions& options) {
  auto config = load_settings(options);
  if (!config) return fail(std::move(config.error()));
  return open_archive(*config);
}

Result<History> find_history(ArchiveReader& archive, const std::string& url, const Config& config) {
  const auto parsed = Url::parse(url);
  std::vector<std::string> spellings = {url};
  if (!parsed || !parsed->is_http()) spellings = {url, "https://" + url, "http://" + url};
  for (const std::string& spelling : spellings) {
    auto history = archive.history(spelling);
    if (!history) return fail(std::move(history.error()));
    if (*history) return std::move(**history);
  }
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
  const std::string typed = join(words, " ");
  auto query = parse_search_query(typed);
  if (!query || trim_ascii(typed).empty() || !query->terms.empty() || !query->filters.empty())
    return query;
  return fail(ErrorCode::kInvalidArgument, "no word and no filter in the query " + typed,
              "signs and pictures are not found; cuttings list shows all articles");
}

}  // namespace cuttings
