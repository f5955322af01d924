#include "extractor/metadata/metadata.h"

#include <chrono>

#include "extractor/metadata/choose.h"
#include "extractor/metadata/json_ld.h"
#include "extractor/metadata/page_scan.h"

namespace cuttings {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

std::int64_t today_of(const MetadataInput& input) {
  if (input.now_unix_s != 0) return input.now_unix_s / kSecondsPerDay;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count() / kSecondsPerDay;
}

}  // namespace

Candidates collect_candidates(const MetadataInput& input) {
  Candidates candidates;
  const std::vector<std::string_view> scripts = scan_page(input.document, candidates);
  collect_json_ld(scripts, input.url == nullptr ? std::string_view() : input.url->href(),
                  candidates);
  candidates.add(Field::kModified, Origin::kHeader, 10, input.last_modified);
  return candidates;
}

Metadata extract_metadata(const MetadataInput& input) {
  return choose_metadata(collect_candidates(input), input.url, today_of(input));
}

}  // namespace cuttings
