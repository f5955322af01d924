#include "crawler/discovery/feed_builder.h"

#include <algorithm>
#include <utility>

#include "config/base/text.h"
#include "crawler/discovery/source_time.h"
#include "extractor/metadata/character_references.h"

namespace cuttings {

std::string feed_title(std::string_view text, bool is_plain) {
  const std::string decoded =
      is_plain ? std::string(text) : decode_character_references(collapse_whitespace(text));
  return collapse_whitespace(remove_controls(decoded));
}

std::string resolve_link(const Url& base, std::string_view reference) {
  reference = trim_ascii(reference);
  if (reference.empty()) return {};
  const Result<Url> url = base.resolve(reference);
  return url && url->is_http() && !url->host().empty() ? url->href() : std::string();
}

bool FeedBuilder::add(const RawEntry& raw) {
  const auto is_link = [](std::string_view text) {
    return starts_with_ignoring_ascii_case(text, "http://") ||
           starts_with_ignoring_ascii_case(text, "https://");
  };
  FeedEntry entry;
  for (const std::string* link : {&raw.orig_link, &raw.link, &raw.content_link}) {
    if (entry.url.empty() && is_link(*link)) entry.url = *link;
  }
  if (entry.url.empty() && raw.guid_is_link && is_link(raw.guid)) {
    const Result<Url> url = Url::parse(raw.guid);
    if (url) entry.url = url->href();
  }
  if (entry.url.empty()) {
    ++feed_.entries_without_url;
    return true;
  }
  if (urls_.contains(entry.url)) return true;
  if (feed_.entries.size() >= limits_.max_entries) return false;
  urls_.insert(entry.url);
  entry.id = trim_ascii(raw.guid);
  entry.title = feed_title(raw.title, raw.title_is_plain);
  entry.published = parse_source_time(raw.published);
  entry.updated = parse_source_time(raw.updated);
  entry.has_content = raw.has_content;
  feed_.entries.push_back(std::move(entry));
  return true;
}

void read_link_header(std::string_view header, const Url& base, Feed& feed) {
  header = header.substr(0, 8192);
  for (std::size_t at = header.find('<'); at != std::string_view::npos;) {
    const std::size_t close = header.find('>', at);
    if (close == std::string_view::npos) return;
    const std::size_t next = header.find('<', close);
    const std::string parameters = to_ascii_lower(header.substr(close + 1, next - close - 1));
    const std::string url = resolve_link(base, header.substr(at + 1, close - at - 1));
    const std::size_t rel = parameters.find("rel=");
    at = next;
    if (url.empty() || rel == std::string::npos) continue;
    std::string_view value = std::string_view(parameters).substr(rel + 4);
    if (value.starts_with('"')) value.remove_prefix(1);
    value = value.substr(0, value.find_first_of("\";,"));
    for (const std::string_view word : split(value, ' ')) {
      if (word == "hub" && std::ranges::find(feed.hubs, url) == feed.hubs.end()) {
        feed.hubs.push_back(url);
      }
      if (word == "self") feed.self_url = url;
    }
  }
}

}  // namespace cuttings
