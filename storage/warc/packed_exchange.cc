#include "storage/warc/packed_exchange.h"

#include "config/base/digest.h"
#include "config/base/text.h"
#include "storage/iso_time.h"
#include "storage/warc/warc_member.h"

namespace cuttings {
namespace {

// The body was de-chunked on its way in. A header that says "chunked" would make replay tools
// de-chunk it again, so that one line's name gets "X-Orig-" in front, as Browsertrix does.
std::string without_transfer_coding(std::string_view head) {
  constexpr std::string_view kName = "transfer-encoding:";
  std::string out;
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::size_t size = end == std::string_view::npos ? head.size() : end + 1;
    const std::string_view line = head.substr(0, size);
    if (starts_with_ignoring_ascii_case(line, kName)) out += "X-Orig-";
    out += line;
    head.remove_prefix(size);
  }
  return out;
}

// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#revisit
void add_response_fields(WarcFields& fields, const HttpExchange& exchange,
                         const std::optional<Revisit>& revisit, std::string_view payload_sha256) {
  const bool is_not_modified = revisit && revisit->profile == Revisit::Profile::kServerNotModified;
  if (!is_not_modified)
    fields.emplace_back("WARC-Payload-Digest", "sha256:" + std::string(payload_sha256));
  if (exchange.is_truncated)
    fields.emplace_back("WARC-Truncated", exchange.truncation_reason.empty()
                                              ? "unspecified"
                                              : exchange.truncation_reason);
  if (!revisit) return;
  fields.emplace_back("WARC-Profile",
                      std::string("http://netpreserve.org/warc/1.1/revisit/") +
                          (is_not_modified ? "server-not-modified" : "identical-payload-digest"));
  fields.emplace_back("WARC-Refers-To-Target-URI", revisit->target_uri);
  fields.emplace_back("WARC-Refers-To-Date", revisit->date);
}

// Compressing twice costs as much time as the first and gains a hundredth of the size; of a page so
// small the full effort is three times the work and gains a fiftieth (decision 0035).
constexpr std::size_t kSmallBody = 16 << 10;

// What came packed gets no smaller. Stored as it is it costs a tenth of the time, and the heads'
// 360 bytes: a hundredth and a half of a body of the web's median, a twelfth of the smaller one
// here.
constexpr std::size_t kStoredBody = 16 << 10, kStoredInHaste = 4 << 10;

GzipEffort effort_for(const HttpExchange& exchange, std::string_view body, GzipEffort wanted) {
  const bool is_packed =
      body.starts_with("\x1f\x8b") ||
      contains_ignoring_ascii_case(exchange.response_head, "\ncontent-encoding:");
  const std::size_t stored = wanted == GzipEffort::kFull ? kStoredBody : kStoredInHaste;
  if (is_packed && body.size() >= stored) return GzipEffort::kNone;
  return is_packed || body.size() < kSmallBody ? GzipEffort::kFast : wanted;
}

WarcFields fields_of(const HttpExchange& exchange, std::string_view type, std::string_view own_id,
                     std::string_view other_id, std::string_view warcinfo_id) {
  return {{"WARC-Type", std::string(type)},
          {"WARC-Record-ID", std::string(own_id)},
          {"WARC-Concurrent-To", std::string(other_id)},
          {"WARC-Date", iso_time(exchange.started_at)},
          {"WARC-Target-URI", exchange.url},
          {"WARC-Warcinfo-ID", std::string(warcinfo_id)},
          {"WARC-IP-Address", exchange.peer_address},
          {"WARC-Protocol", exchange.protocol},
          {"Content-Type", type == "request" ? "application/http; msgtype=request"
                                             : "application/http; msgtype=response"}};
}

}  // namespace

PackedExchange pack_exchange(const HttpExchange& exchange, const std::optional<Revisit>& revisit,
                             std::string_view warcinfo_id, GzipEffort effort) {
  PackedExchange packed{
      std::string(warcinfo_id), revisit, sha256_hex(exchange.response_body), {}, {}};
  const std::string request_id = new_record_id(), response_id = new_record_id();
  WarcFields fields =
      fields_of(exchange, revisit ? "revisit" : "response", response_id, request_id, warcinfo_id);
  add_response_fields(fields, exchange, revisit, packed.payload_sha256);
  const std::string_view body = revisit ? std::string_view() : exchange.response_body;
  packed.response =
      warc_member(fields, without_transfer_coding(exchange.response_head).append(body),
                  effort_for(exchange, body, effort));
  if (!exchange.request_bytes.empty())
    packed.request =
        warc_member(fields_of(exchange, "request", request_id, response_id, warcinfo_id),
                    exchange.request_bytes, GzipEffort::kFast);
  return packed;
}

}  // namespace cuttings
