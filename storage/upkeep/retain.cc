#include "storage/upkeep/retain.h"

#include <algorithm>
#include <map>

#include "config/base/url.h"
#include "storage/iso_time.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/remove_records.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/upkeep/writable_store.h"
#include "storage/warc/warc_directory.h"
#include "storage/warc/warc_index.h"

namespace cuttings {
namespace {

using Indexes = std::vector<std::size_t>;

bool is_within(std::string_view host, std::string_view site) {
  return site.empty() || host == site ||
         (host.size() > site.size() && host.ends_with(site) &&
          host[host.size() - site.size() - 1] == '.');
}

// The records of each host that may be removed, oldest first.
std::map<std::string, Indexes> by_host(const std::vector<WarcEntry>& entries,
                                       const std::string& site) {
  std::map<std::string, Indexes> hosts;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string& type = entries[i].type;
    if (type != "response" && type != "revisit" && type != "request") continue;
    const auto url = Url::parse(entries[i].uri);
    if (url && is_within(url->host(), site)) hosts[std::string(url->host())].push_back(i);
  }
  for (auto& [host, indexes] : hosts)
    std::stable_sort(indexes.begin(), indexes.end(), [&](std::size_t a, std::size_t b) {
      return entries[a].date < entries[b].date;
    });
  return hosts;
}

// Chooses among the records of one host.
class Chooser {
 public:
  Chooser(const std::vector<WarcEntry>& entries, const Indexes& indexes)
      : entries_(entries), indexes_(indexes) {
    for (const std::size_t i : indexes) {
      sizes_[i] = entries[i].packed_bytes;
      total_ += sizes_[i];
      if (entries[i].type == "revisit" && !entries[i].is_not_modified)
        revisits_[name_of(entries[i].refers_to_uri, entries[i].refers_to_date)].push_back(i);
    }
  }

  SiteRemoval choose(const std::string& oldest_kept, std::optional<std::uint64_t> max_bytes,
                     std::vector<bool>& is_removed) {
    SiteRemoval done;
    done.bytes_before = total_;
    for (std::size_t next = 0; next < indexes_.size();) {
      const std::string& date = entries_[indexes_[next]].date;
      const bool is_too_much = max_bytes && total_ > *max_bytes;
      if (date >= oldest_kept && !is_too_much) break;
      for (; next < indexes_.size() && entries_[indexes_[next]].date == date; ++next)
        remove(indexes_[next], is_removed);  // a response goes with its request
    }
    for (const std::size_t i : indexes_) done.records += is_removed[i] ? 1 : 0;
    done.bytes = done.bytes_before - total_;
    return done;
  }

 private:
  static std::string name_of(const std::string& uri, const std::string& date) {
    return date + " " + uri;
  }

  // The bytes of a response move to the first revisit that stays.
  void remove(std::size_t i, std::vector<bool>& is_removed) {
    is_removed[i] = true;
    total_ -= sizes_[i];
    const auto revisits = revisits_.find(name_of(entries_[i].uri, entries_[i].date));
    if (entries_[i].type == "request" || revisits == revisits_.end()) return;
    const auto heir = std::find_if(revisits->second.begin(), revisits->second.end(),
                                   [&](std::size_t r) { return !is_removed[r]; });
    if (heir == revisits->second.end()) return;
    sizes_[*heir] += sizes_[i];
    total_ += sizes_[i];
    if (const auto own = name_of(entries_[*heir].uri, entries_[*heir].date);
        revisits_.find(own) == revisits_.end())
      revisits_.emplace(own, revisits->second);
  }

  const std::vector<WarcEntry>& entries_;
  const Indexes& indexes_;
  std::map<std::size_t, std::uint64_t> sizes_;
  std::map<std::string, Indexes> revisits_;  // by what they refer to
  std::uint64_t total_ = 0;
};

std::string oldest_kept(const Retention& retention, const Clock& clock) {
  return retention.max_age ? iso_time(clock.wall_now() - *retention.max_age) : std::string();
}

std::string reason_of(const Retention& retention) {
  std::string reason = "retention:";
  if (retention.max_age)
    reason += " older than " + std::to_string(retention.max_age->count() / 3600) + " hours";
  if (retention.max_site_bytes)
    reason += " more than " + std::to_string(*retention.max_site_bytes) + " bytes of a site";
  return reason;
}

struct Choice {
  std::vector<WarcEntry> entries;
  std::vector<bool> is_removed;
  std::vector<SiteRemoval> sites;
};

Result<Choice> choose(const Result<std::vector<std::string>>& files, const std::string& directory,
                      const Retention& retention, const std::string& oldest) {
  if (!files) return fail(files.error());
  auto entries = index_warc_files(directory, *files);
  if (!entries) return fail(std::move(entries.error()), "nothing was removed");
  Choice choice{std::move(*entries), {}, {}};
  choice.is_removed.resize(choice.entries.size());
  for (const auto& [host, indexes] : by_host(choice.entries, retention.hostname)) {
    SiteRemoval site = Chooser(choice.entries, indexes)
                           .choose(oldest, retention.max_site_bytes, choice.is_removed);
    site.hostname = host;
    if (site.records != 0) choice.sites.push_back(std::move(site));
  }
  return choice;
}

Result<std::vector<SiteRemoval>> tell(const StoreOptions& options, const Retention& retention,
                                      const std::string& oldest) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  const std::string directory = warc_directory(options);
  auto choice = choose(wanted_warc_files(*db, directory, UnreadSiblings::kRefuse), directory,
                       retention, oldest);
  if (!choice) return fail(std::move(choice.error()));
  if (auto ok = refuse_shared_files(*db, choice->entries, choice->is_removed); !ok)
    return fail(std::move(ok.error()));
  return std::move(choice->sites);
}

}  // namespace

Result<std::vector<SiteRemoval>> retain(const StoreOptions& options, const Retention& retention,
                                        RetainMode mode, const Clock& clock) {
  const std::string oldest = oldest_kept(retention, clock);
  if (mode == RetainMode::kOnlyTell) return tell(options, retention, oldest);
  auto store = open_writable(options, clock);
  if (!store) return fail(std::move(store.error()));
  auto choice = choose(files_to_change(*store), store->warc_directory, retention, oldest);
  if (!choice) return fail(std::move(choice.error()));
  if (choice->sites.empty()) return std::move(choice->sites);
  const RecordRemoval removal{store->warc_directory, choice->entries, choice->is_removed,
                              iso_time(clock.wall_now()), reason_of(retention)};
  if (auto ok = remove_records(store->db, removal, [] { return Result<void>(); }); !ok)
    return fail(std::move(ok.error()));
  return std::move(choice->sites);
}

}  // namespace cuttings
