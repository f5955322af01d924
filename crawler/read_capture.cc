#include "crawler/read_capture.h"

#include <utility>

#include "config/base/text.h"
#include "crawler/transfer_of.h"
#include "storage/iso_time.h"

namespace cuttings {
namespace {

std::int64_t unix_seconds(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void withhold(Capture& capture, std::string_view directive) {
  capture.exchanges.clear();
  capture.body.clear();
  capture.is_body_as_sent = false;
  set_error(capture, std::string(directive),
            capture.fetch.url + " says " + std::string(directive) + " and is not kept");
}

}  // namespace

void set_error(Capture& capture, std::string kind, std::string message) {
  capture.fetch.error_kind = std::move(kind);
  capture.fetch.error = std::move(message);
}

std::string refresh_header(const FetchRecord& fetch) {
  for (const auto& [name, value] : fetch.headers)
    if (name == "refresh") return value;
  return {};
}

bool read_capture(Capture& capture, Extraction& extraction, const PageContext& context) {
  const FetchRecord& fetch = capture.fetch;
  if (trim_ascii(capture.body).empty()) {
    set_error(capture, "empty", fetch.url + " is empty");
    return false;
  }
  ExtractOptions options = context.config.extract;
  options.collect_links = true;
  options.find_further_pages = true;
  PageInput input{capture.body, fetch.final_url, fetch.content_type, fetch.last_modified,
                  unix_seconds(fetch.started_at)};
  input.transfer = transfer_of(fetch.http_status, fetch.headers, capture.body);
  input.refresh = refresh_header(fetch);
  input.site = context.site;
  Result<Extraction> read = extract(std::move(input), options);
  if (!read) {
    const bool is_large = read.error().code == ErrorCode::kTooLarge;
    set_error(capture, is_large ? "too_large" : "not_html",
              fetch.url + ": " + read.error().message);
    return false;
  }
  extraction = std::move(*read);
  capture.charset = extraction.charset;
  return true;
}

bool withhold_if_told(Capture& capture, const PageDirectives& directives,
                      const CrawlOptions& crawl) {
  if (directives.noarchive && crawl.obey_noarchive) {
    withhold(capture, "noarchive");
    return true;
  }
  if (!directives.noindex || !crawl.obey_noindex) return false;
  withhold(capture, "noindex");
  return true;
}

Extraction without_body(Extraction extraction) {
  extraction.article.body = {};
  return extraction;
}

}  // namespace cuttings
