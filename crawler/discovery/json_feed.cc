#include <nlohmann/json.hpp>

#include "config/base/text.h"
#include "crawler/discovery/feed_builder.h"
#include "extractor/metadata/json_repair.h"

namespace cuttings {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* name, std::size_t max_bytes) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  if (!found->is_string()) return {};
  const auto& text = found->get_ref<const std::string&>();
  return to_valid_utf8(std::string_view(text).substr(0, max_bytes));
}

/// Brackets outside strings nest at most `max_depth` deep. O(n).
bool is_shallow(std::string_view text, std::size_t max_depth) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\')
      ++i;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '{' || c == '[') && ++depth > max_depth)
      return false;
    else if (!in_string && (c == '}' || c == ']') && depth > 0)
      --depth;
  }
  return true;
}

RawEntry raw_entry(const json& item, const Url& base, const FeedLimits& limits) {
  const auto text = [&](const char* name) { return text_of(item, name, limits.max_field_bytes); };
  RawEntry raw;
  raw.link = resolve_link(base, text("url"));
  raw.content_link = resolve_link(base, text("external_url"));
  raw.guid = text("id");
  raw.title = text("title");
  raw.title_is_plain = true;
  raw.published = text("date_published");
  raw.updated = text("date_modified");
  raw.has_content = item.contains("content_html") || item.contains("content_text");
  return raw;
}

void read_head(const json& root, const Url& base, const FeedLimits& limits, Feed& feed) {
  const auto text = [&](const char* name) { return text_of(root, name, limits.max_field_bytes); };
  feed.title = feed_title(text("title"), true);
  feed.language = text("language");
  feed.home_url = resolve_link(base, text("home_page_url"));
  feed.self_url = resolve_link(base, text("feed_url"));
  feed.next_url = resolve_link(base, text("next_url"));
  const auto hubs = root.find("hubs");
  if (hubs == root.end() || !hubs->is_array()) return;
  for (const json& hub : *hubs) {
    if (!hub.is_object() || feed.hubs.size() >= 8) continue;
    const std::string url = resolve_link(base, text_of(hub, "url", limits.max_field_bytes));
    if (!url.empty()) feed.hubs.push_back(url);
  }
}

}  // namespace

Feed parse_json_feed(std::string_view text, const Url& base_url, const FeedLimits& limits) {
  FeedBuilder builder(limits);
  Feed& feed = builder.feed();
  feed.end = ReadEnd::kComplete;
  if (!is_shallow(text, limits.max_depth)) {
    feed.end = ReadEnd::kTooDeep;
    return std::move(feed);
  }
  json root = json::parse(text, nullptr, false);
  if (root.is_discarded()) {
    feed.end = ReadEnd::kTruncated;
    root = json::parse(repair_json(text), nullptr, false);
    if (root.is_array() && !root.empty()) root = json(root.front());
  }
  if (!root.is_object()) {
    feed.end = ReadEnd::kMalformed;
    return std::move(feed);
  }
  const auto items = root.find("items");
  if (items == root.end() || !items->is_array()) {
    feed.end = ReadEnd::kUnknownFormat;
    return std::move(feed);
  }
  feed.format = FeedFormat::kJson;
  read_head(root, base_url, limits, feed);
  for (const json& item : *items) {
    if (!item.is_object() || builder.add(raw_entry(item, base_url, limits))) continue;
    feed.end = ReadEnd::kTooManyEntries;
    break;
  }
  return std::move(feed);
}

}  // namespace cuttings
