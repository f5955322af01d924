#include "storage/queue_rows.h"

#include "config/base/canonical_url.h"
#include "config/base/public_suffix.h"

namespace cuttings {

QueueEntry entry_of(const sqlite::Cursor& row) {
  QueueEntry entry;
  entry.id = row.integer(0);
  entry.host_id = row.integer(1);
  entry.url = std::string(row.text(2));
  entry.state = static_cast<QueueState>(row.integer(3));
  entry.kind = static_cast<QueueKind>(row.integer(4));
  entry.priority = static_cast<int>(row.integer(5));
  entry.depth = static_cast<int>(row.integer(6));
  entry.attempts = static_cast<int>(row.integer(7));
  entry.due_ms = row.integer(8);
  entry.found_by = static_cast<FoundBy>(row.integer(9));
  entry.found_via = row.integer(10);
  entry.reason = std::string(row.text(11));
  entry.revisit = {row.integer(12),
                   static_cast<int>(row.integer(13)),
                   static_cast<int>(row.integer(14)),
                   static_cast<int>(row.integer(15)),
                   std::string(row.text(16)),
                   std::string(row.text(17))};
  return entry;
}

HostRecord host_of(const sqlite::Cursor& row) {
  HostRecord host;
  host.id = row.integer(0);
  host.name = std::string(row.text(1));
  host.address = std::string(row.text(2));
  host.queued = row.integer(3);
  host.response_ms = row.integer(4);
  host.crawl_delay_ms = row.integer(5);
  host.failures = static_cast<int>(row.integer(6));
  host.block_ms = row.integer(7);
  host.blocked_until_ms = row.integer(8);
  host.block_reason = std::string(row.text(9));
  host.last_end_ms = row.integer(10);
  host.revisit_looks = std::string(row.text(11));
  return host;
}

std::int64_t queue_hash(std::string_view key) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<std::int64_t>((hash ^ (hash >> 47U)) & ((1ULL << 47U) - 1));
}

bool has_key(const QueueEntry& entry, std::string_view key) {
  if (entry.url == key) return true;
  const auto url = Url::parse(entry.url);
  return url && canonical_url(*url).href() == key;
}

std::string queue_host(const Url& url) {
  std::string_view host = url.host();
  if (host.ends_with('.')) host.remove_suffix(1);
  return std::string(host);
}

NewUrl NewUrl::of(const Url& url) {
  NewUrl entry;
  entry.url = url.without_fragment();
  entry.key = canonical_url(url).href();
  entry.host = queue_host(url);
  return entry;
}

std::string_view queue_state_name(QueueState state) {
  switch (state) {
    case QueueState::kReady:
      return "ready";
    case QueueState::kWaiting:
      return "waiting";
    case QueueState::kDone:
      return "done";
    case QueueState::kFailed:
      return "given up";
    case QueueState::kSkipped:
      break;
  }
  return "skipped";
}

std::string_view found_by_name(FoundBy found_by) {
  switch (found_by) {
    case FoundBy::kGiven:
      return "given";
    case FoundBy::kFeed:
      return "feed";
    case FoundBy::kSitemap:
      return "sitemap";
    case FoundBy::kLink:
      return "link";
    case FoundBy::kRedirect:
      break;
  }
  return "redirect";
}

}  // namespace cuttings
