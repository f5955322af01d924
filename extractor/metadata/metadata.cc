#include "extractor/metadata/metadata.h"

#include <algorithm>
#include <chrono>

#include "extractor/metadata/choose.h"
#include "extractor/metadata/json_ld.h"
#include "extractor/metadata/page_scan.h"
#include "extractor/metadata/script_dates.h"

namespace cuttings {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

std::int64_t today_of(const MetadataInput& input) {
  if (input.now_unix_s != 0) return input.now_unix_s / kSecondsPerDay;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count() / kSecondsPerDay;
}

/// True when a statement of publication stands outside the text.
bool tells_date(const Candidates& candidates) {
  constexpr int kMarkedTime = 61;  // page_scan.cc: a <time> by the heading
  const auto& published = candidates.of(Field::kPublished);
  return std::any_of(published.begin(), published.end(), [](const Candidate& date) {
    return date.origin != Origin::kHtml || date.weight >= kMarkedTime;
  });
}

}  // namespace

Candidates collect_candidates(const MetadataInput& input) {
  Candidates candidates;
  const PageScripts scripts = scan_page(input.document, candidates);
  collect_json_ld(scripts.json_ld, input.url == nullptr ? std::string_view() : input.url->href(),
                  candidates);
  if (!tells_date(candidates)) collect_script_dates(scripts.others, candidates);
  candidates.add(Field::kModified, Origin::kHeader, 10, input.last_modified);
  return candidates;
}

Metadata extract_metadata(const MetadataInput& input) {
  return choose_metadata(collect_candidates(input), input.url, today_of(input));
}

}  // namespace cuttings
