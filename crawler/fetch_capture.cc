#include "crawler/fetch_capture.h"

#include <algorithm>
#include <utility>

namespace cuttings {

Capture capture_of_fetch(FetchResult fetched) {
  Capture capture;
  FetchRecord& record = capture.fetch;
  record.started_at = fetched.started_at;
  record.duration_ms = fetched.duration_ms;
  record.http_status = fetched.status;
  record.content_type = fetched.header("content-type");
  record.etag = fetched.header("etag");
  record.last_modified = fetched.header("last-modified");
  if (!fetched.exchanges.empty()) {
    const HttpExchange& last = fetched.exchanges.back();
    record.peer_address = last.peer_address;
    record.bytes_received = last.response_head.size() + last.response_body.size();
  }
  record.url = std::move(fetched.url);
  record.final_url = std::move(fetched.final_url);
  record.redirects = std::move(fetched.redirects);
  record.headers = std::move(fetched.headers);
  capture.exchanges = std::move(fetched.exchanges);
  capture.body = std::move(fetched.body);
  return capture;
}

bool is_parked(const Article& article) {
  if (article.verdict != Verdict::kSoft404) return false;
  const auto& reasons = article.quality_reasons;
  return std::any_of(reasons.begin(), reasons.end(), [](const std::string& reason) {
    return reason == "parked_text" || reason == "parking_markup";
  });
}

}  // namespace cuttings
