#include "storage/upkeep/record_check.h"

#include <algorithm>

#include "config/base/digest.h"
#include "storage/warc/http_head.h"

namespace cuttings {
namespace {

constexpr std::string_view kSha256 = "sha256:";

std::string_view payload_of(const WarcRecord& record) {
  return std::string_view(record.block).substr(http_head_size(record.block));
}

bool is_wrong(std::string_view digest, std::string_view bytes) {
  if (!digest.starts_with(kSha256)) return false;  // of another tool, or none
  return sha256_hex(bytes) != digest.substr(kSha256.size());
}

// We write none; a file of another tool has its digest over the joined chunks.
bool has_chunks_left(const WarcRecord& record) {
  return std::string_view(record.block).substr(0, 64 << 10).find("\r\nTransfer-Encoding:") !=
         std::string_view::npos;
}

}  // namespace

void RecordCheck::check(const WarcRecord& record) {
  ++findings_.examined;
  if (known_.find(record.offset) != known_.end()) found_.push_back(record.offset);
  std::string url(record.field("WARC-Target-URI"));
  if (is_wrong(record.field("WARC-Block-Digest"), record.block))
    report(record.offset, url, "its block is not the one that was written");
  else if (record.field("WARC-Type") == "response" && !has_chunks_left(record) &&
           is_wrong(record.field("WARC-Payload-Digest"), payload_of(record)))
    report(record.offset, url, "its payload is not the one that was written");
  if (!url.empty()) last_url_ = std::move(url);
}

void RecordCheck::report_damage(std::uint64_t at, std::uint64_t next, const std::string& why) {
  bool is_named = false;
  for (auto body = known_.lower_bound(at); body != known_.end() && body->first < next; ++body) {
    found_.push_back(body->first);
    report(body->first, body->second, why);
    is_named = true;
  }
  if (!is_named) report(at, last_url_, why);  // a request stands behind its response
}

void RecordCheck::report(std::uint64_t at, std::string url, std::string what) {
  findings_.all.push_back(
      {"record", file_ + " byte " + std::to_string(at), std::move(url), std::move(what)});
}

void RecordCheck::finish() {
  std::sort(found_.begin(), found_.end());
  for (const auto& [offset, url] : known_)
    if (!std::binary_search(found_.begin(), found_.end(), offset))
      report(offset, url, "no record begins there");
}

}  // namespace cuttings
