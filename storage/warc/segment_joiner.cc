#include "storage/warc/segment_joiner.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::string_view kNumber = "WARC-Segment-Number", kOrigin = "WARC-Segment-Origin-ID",
                           kTotal = "WARC-Segment-Total-Length", kTruncated = "WARC-Truncated";
constexpr std::size_t kMaxUrlShown = 200;
constexpr std::size_t kMaxIdBytes = 200;  // a URN of a UUID has 47
// Records that are not whole, given up or not; no more segments are taken then. Chosen by hand.
constexpr std::size_t kMaxKnown = 10'000;

// 0 for what is no number.
std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

bool is_continuation(const WarcRecord& record) {
  return equals_ignoring_ascii_case(record.field("WARC-Type"), "continuation");
}

void remove_fields(WarcFields& fields, std::initializer_list<std::string_view> names) {
  std::erase_if(fields, [&](const auto& field) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return equals_ignoring_ascii_case(field.first, name);
    });
  });
}

// In memory, about.
std::size_t cost_of(const WarcRecord& record) {
  std::size_t cost = sizeof(WarcRecord) + record.block.size();
  for (const auto& [name, value] : record.fields) cost += 64 + name.size() + value.size();
  return cost;
}

using Segments = std::map<std::uint64_t, WarcRecord>;

std::uint64_t total_of(const Segments& segments) {
  return segments.empty() ? 0 : number_of(segments.rbegin()->second.field(kTotal));
}

bool is_whole(const Segments& segments) {
  const bool has_all = !segments.empty() && segments.begin()->first == 1 &&
                       segments.rbegin()->first == segments.size();
  return has_all && !segments.rbegin()->second.field(kTotal).empty();
}

WarcRecord join(Segments& segments) {
  const std::string truncated(segments.rbegin()->second.field(kTruncated));
  WarcRecord whole = std::move(segments.begin()->second);
  for (auto next = std::next(segments.begin()); next != segments.end(); ++next) {
    whole.block += next->second.block;
    next->second.block = std::string();
  }
  remove_fields(whole.fields, {kNumber, kTotal, kTruncated, "WARC-Block-Digest", "Content-Length"});
  whole.fields.emplace_back("Content-Length", std::to_string(whole.block.size()));
  if (!truncated.empty()) whole.fields.emplace_back(kTruncated, truncated);
  return whole;
}

std::string what_is_missing(const Segments& segments) {
  if (segments.empty()) return "a segment has no number";
  std::uint64_t wanted = 1;
  for (const auto& [number, segment] : segments) {
    if (number != wanted) break;
    ++wanted;
  }
  if (wanted <= segments.size() || segments.rbegin()->second.field(kTotal).empty())
    return "segment " + std::to_string(wanted) + " of it is missing";
  return "its segments are not as long together as the last one says";
}

}  // namespace

bool is_segment(const WarcRecord& record) {
  return is_continuation(record) || !record.field(kNumber).empty();
}

SegmentJoiner::Parts& SegmentJoiner::parts_of(const WarcRecord& segment) {
  const std::string id(
      segment.field(is_continuation(segment) ? kOrigin : "WARC-Record-ID").substr(0, kMaxIdBytes));
  const auto known = by_id_.find(id);
  if (known != by_id_.end()) {
    known_.splice(known_.end(), known_, known->second);
    return known->second->second;
  }
  known_.emplace_back(id, Parts{});
  by_id_[id] = std::prev(known_.end());
  known_.back().second.url = std::string(segment.field("WARC-Target-URI").substr(0, kMaxUrlShown));
  return known_.back().second;
}

void SegmentJoiner::give_up(Parts& parts) {
  bytes_ -= parts.cost;
  parts.cost = parts.bytes = 0;
  parts.segments.clear();
  parts.is_too_large = true;
}

std::optional<WarcRecord> SegmentJoiner::take(WarcRecord segment) {
  if (known_.size() >= kMaxKnown) return {};
  Parts& parts = parts_of(segment);
  const std::uint64_t number = number_of(segment.field(kNumber));
  if (segment.is_passed_over) give_up(parts);
  if (parts.is_too_large || number == 0) return {};
  const std::size_t size = segment.block.size(), cost = cost_of(segment);
  if (!parts.segments.emplace(number, std::move(segment)).second) return {};  // come twice
  parts.bytes += size;
  parts.cost += cost;
  bytes_ += cost;
  for (auto oldest = known_.begin(); bytes_ > max_bytes_; ++oldest) give_up(oldest->second);
  if (!is_whole(parts.segments) || parts.bytes != total_of(parts.segments)) return {};
  WarcRecord whole = join(parts.segments);
  bytes_ -= parts.cost;
  by_id_.erase(known_.back().first);
  known_.pop_back();
  return whole;
}

std::vector<std::string> SegmentJoiner::take_unjoined() {
  std::vector<std::string> all;
  for (const auto& [id, parts] : known_)
    all.push_back((parts.url.empty() ? id : parts.url) + ": its record is in several segments, " +
                  (parts.is_too_large ? "together too large" : what_is_missing(parts.segments)));
  known_.clear();
  by_id_.clear();
  bytes_ = 0;
  return all;
}

}  // namespace cuttings
