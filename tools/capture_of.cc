#include "tools/capture_of.h"

namespace cuttings {

Capture capture_of(const FetchResult& fetched, const PageReading& reading) {
  Capture capture;
  FetchRecord& record = capture.fetch;
  record.url = fetched.url;
  record.final_url = fetched.final_url;
  record.redirects = fetched.redirects;
  record.started_at = fetched.started_at;
  record.duration_ms = fetched.duration_ms;
  record.http_status = fetched.status;
  record.error_kind = reading.error_kind;
  record.error = reading.error.message;
  record.content_type = fetched.header("content-type");
  record.etag = fetched.header("etag");
  record.last_modified = fetched.header("last-modified");
  record.headers = fetched.headers;
  if (!fetched.exchanges.empty()) {
    record.peer_address = fetched.exchanges.back().peer_address;
    record.bytes_received = fetched.exchanges.back().response_head.size() +
                            fetched.exchanges.back().response_body.size();
  }
  capture.exchanges = fetched.exchanges;
  capture.body = fetched.body;
  capture.charset = reading.extraction.charset;
  if (reading.is_article()) capture.article = reading.extraction.article;
  return capture;
}

}  // namespace cuttings
