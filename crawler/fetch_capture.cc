#include "crawler/fetch_capture.h"

#include <algorithm>
#include <utility>

#include "config/base/url.h"
#include "crawler/discovery/article_identity.h"

namespace cuttings {
namespace {

// For the row: the raw exchange goes into the WARC file as it came.
void leave_out_secrets(std::vector<std::pair<std::string, std::string>>& headers) {
  std::erase_if(headers, [](const auto& header) { return header.first == "set-cookie"; });
  for (auto& [name, value] : headers) {
    const auto url = name == "location" ? Url::parse(value) : Result<Url>(fail({}));
    if (url && url->has_credentials()) value = url->without_credentials();
  }
}

}  // namespace

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
  leave_out_secrets(record.headers);
  capture.exchanges = std::move(fetched.exchanges);
  capture.is_body_as_sent = fetched.is_body_as_sent && !capture.exchanges.empty();
  capture.body = std::move(fetched.body);
  return capture;
}

void put_article(Capture& capture, Extraction extraction) {
  const Metadata& metadata = extraction.article.metadata;
  const auto source = metadata.sources.find("canonical_url");
  const bool is_og = source != metadata.sources.end() && source->second == "opengraph";
  IdentityClues clues{capture.fetch.url, capture.fetch.final_url};
  (is_og ? clues.og_url : clues.canonical) = metadata.canonical_url;
  clues.is_amp = extraction.is_amp;
  capture.identity = identify_article(clues).key;
  capture.site_blocks = std::move(extraction.site_blocks);
  capture.site_repeats = std::move(extraction.site_repeats);
  capture.article = std::move(extraction.article);
}

std::size_t raw_bytes(const Capture& capture) {
  std::size_t bytes = 0;
  for (const HttpExchange& exchange : capture.exchanges)
    bytes += exchange.response_head.size() + exchange.response_body.size();
  return bytes;
}

bool is_parked(const Article& article) {
  if (article.verdict != Verdict::kSoft404) return false;
  const auto& reasons = article.quality_reasons;
  return std::any_of(reasons.begin(), reasons.end(), [](const std::string& reason) {
    return reason == "parked_text" || reason == "parking_markup";
  });
}

}  // namespace cuttings
