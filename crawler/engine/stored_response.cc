#include "crawler/engine/stored_response.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "config/base/stated_digest.h"
#include "config/base/text.h"
#include "crawler/discovery/source_time.h"
#include "crawler/engine/response_sink.h"
#include "storage/iso_time.h"
#include "storage/warc/http_head.h"

namespace cuttings {
namespace {

SinkLimits limits_of(const FetchOptions& options) {
  return {options.max_header_bytes, options.max_wire_bytes, options.max_body_bytes,
          WhenTooLong::kFail};
}

// A line with its line end, taken off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
  const std::string_view line = text.substr(0, size);
  text.remove_prefix(size);
  return line;
}

// RFC 9112, section 7.1. Empty when `body` is not in chunks, which is common: tools leave the
// header and remove the chunks.
std::optional<std::string> without_chunks(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    std::string_view size_text = trim_ascii(take_line(body));
    size_text = trim_ascii(size_text.substr(0, size_text.find(';')));
    std::size_t size = 0;
    const auto [end, error] =
        std::from_chars(size_text.data(), size_text.data() + size_text.size(), size, 16);
    if (size_text.empty() || error != std::errc() || end != size_text.data() + size_text.size())
      return {};
    if (size == 0) return out;
    out += body.substr(0, size);
    if (size >= body.size()) return out;  // cut off within the chunk
    body.remove_prefix(size);
    if (!trim_ascii(take_line(body)).empty()) return {};
  }
  return out;
}

bool is_chunked(ResponseSink& sink) {
  for (const auto& [name, value] : sink.headers())
    if (name == "transfer-encoding" && contains_ignoring_ascii_case(value, "chunked")) return true;
  return false;
}

bool is_coded(ResponseSink& sink) {
  for (const auto& [name, value] : sink.headers()) {
    const bool is_content = name == "content-encoding", is_transfer = name == "transfer-encoding";
    if (is_content && !equals_ignoring_ascii_case(value, "identity")) return true;
    if (is_transfer && !equals_ignoring_ascii_case(value, "chunked")) return true;
  }
  return false;
}

// The clock of whoever wrote the record is believed, whatever year it shows; dates that are not
// written as the standard asks for are read as those of web pages are, within plausible years.
WallTime time_of(const WarcRecord& record) {
  const std::string_view date = trim_ascii(record.field("WARC-Date"));
  if (const auto time = parse_iso_time(date)) return *time;
  return parse_source_time(date).value_or(WallTime{});
}

// A `resource` record is the thing itself: its head is made of what the record says.
std::string head_of_resource(const WarcRecord& record) {
  std::string head = "HTTP/1.1 200 OK\r\nContent-Type: ";
  for (const char c : record.field("Content-Type"))
    if (static_cast<unsigned char>(c) >= 0x20) head += c;
  return head + "\r\n\r\n";
}

void take_response(FetchResult& result, ResponseSink& sink, std::string_view body) {
  std::optional<std::string> joined;
  if (is_chunked(sink)) joined = without_chunks(body);
  const std::string_view payload = joined ? std::string_view(*joined) : body;
  if (sink.take_body(payload)) sink.finish();
  const bool is_decoded_already = is_coded(sink) && sink.body().empty() && !payload.empty() &&
                                  !payload.starts_with("\x1f\x8b") &&  // a damaged gzip body
                                  sink.failure().error == FetchError::kBadEncoding;
  result.body = is_decoded_already ? std::string(payload) : std::move(sink.body());
  if (is_decoded_already) return;
  // A coded body that ends early: nobody can ask again, so what there is counts.
  if (sink.failure().error == FetchError::kTruncated && !result.body.empty()) {
    result.is_cut_off = true;
    return;
  }
  result.error = sink.failure().error;
  if (result.error != FetchError::kNone) result.message = result.url + ": " + sink.failure().reason;
}

FetchResult begin_fetch(const WarcRecord& record) {
  FetchResult result;
  std::string_view uri = record.field("WARC-Target-URI");
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);  // wget
  result.url = result.final_url = std::string(uri);
  result.started_at = time_of(record);
  result.is_cut_off = !trim_ascii(record.field("WARC-Truncated")).empty();  // ISO 28500:2017, 5.13
  return result;
}

// What stands behind the head of the response that is in `block`; nothing, and the error in
// `result`, when the head is not sound.
std::optional<std::string_view> take_head(FetchResult& result, ResponseSink& sink,
                                          const WarcRecord& record, std::string_view block) {
  const bool is_resource = record.field("WARC-Type") == "resource";
  const std::string made_head = is_resource ? head_of_resource(record) : std::string();
  std::string_view head = is_resource ? std::string_view(made_head) : block;
  bool is_sound = true, is_whole = false;
  while (is_sound && !is_whole && !head.empty()) {
    const std::string_view line = take_line(head);
    is_sound = sink.take_header_line(line);
    is_whole = trim_ascii(line).empty() && sink.status() >= 200;
  }
  if (is_sound && is_whole) return is_resource ? block : head;
  result.error = is_sound ? FetchError::kTruncated : sink.failure().error;
  result.message = result.url + ": " + (is_sound ? "the headers end early" : sink.failure().reason);
  return {};
}

// What stands behind the first head in the block, chunks and codings as they were kept.
std::string_view raw_payload(const WarcRecord& record) {
  const std::string_view block = record.block;
  return record.field("WARC-Type") == "resource" ? block : block.substr(http_head_size(block));
}

}  // namespace

std::string_view wrong_digest(const WarcRecord& record, const FetchResult& fetched) {
  constexpr std::string_view kBlock = "WARC-Block-Digest", kPayload = "WARC-Payload-Digest";
  if (is_digest_wrong(record.field(kBlock), record.block)) return kBlock;
  const std::string_view stated = record.field(kPayload);
  if (stated.empty() || !record.field("WARC-Truncated").empty()) return {};
  for (const std::string_view payload :
       {raw_payload(record), std::string_view(fetched.exchanges.front().response_body),
        std::string_view(fetched.body)})
    if (!is_digest_wrong(stated, payload)) return {};
  return kPayload;
}

bool holds_response(const WarcRecord& record) {
  const std::string_view uri = record.field("WARC-Target-URI");
  const bool is_http = starts_with_ignoring_ascii_case(uri, "http://") ||
                       starts_with_ignoring_ascii_case(uri, "https://") ||
                       uri.starts_with("<http");  // wget
  const std::string_view type = record.field("WARC-Type");
  return is_http && (type == "resource" ||
                     (type == "response" && starts_with_ignoring_ascii_case(
                                                record.field("Content-Type"), "application/http")));
}

FetchResult fetch_of_record(const WarcRecord& record, std::string request_bytes,
                            const FetchOptions& options) {
  FetchResult result = begin_fetch(record);
  ResponseSink sink(limits_of(options));
  if (const auto body = take_head(result, sink, record, record.block))
    take_response(result, sink, *body);
  result.status = sink.status();
  result.headers = sink.headers();
  HttpExchange exchange;
  exchange.url = result.url;
  exchange.request_bytes = std::move(request_bytes);
  exchange.response_head = std::move(sink.head());
  exchange.response_body = std::move(sink.raw_body());
  exchange.protocol = record.field("WARC-Protocol");
  exchange.peer_address = record.field("WARC-IP-Address");
  exchange.started_at = result.started_at;
  exchange.truncation_reason = record.field("WARC-Truncated");
  exchange.is_truncated = !exchange.truncation_reason.empty();
  result.exchanges.push_back(std::move(exchange));
  return result;
}

FetchResult page_of_record(const RecordView& view, const FetchOptions& options) {
  FetchResult result = begin_fetch(view.record);
  const SinkLimits limits = limits_of(options);
  ResponseSink sink(limits);
  if (const auto body = take_head(result, sink, view.record, view.block)) {
    const bool is_as_sent = !is_chunked(sink) && !is_coded(sink) &&
                            body->size() <= std::min(limits.max_wire_bytes, limits.max_body_bytes);
    if (is_as_sent)
      result.body = *body;
    else
      take_response(result, sink, *body);
  }
  result.status = sink.status();
  result.headers = sink.headers();
  return result;
}

}  // namespace cuttings
