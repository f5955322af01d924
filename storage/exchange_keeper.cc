#include "storage/exchange_keeper.h"

#include <algorithm>
#include <utility>

#include "config/base/digest.h"
#include "storage/app_version.h"
#include "storage/sibling_stores.h"
#include "storage/warc/read_record.h"
#include "storage/warc/warc_directory.h"

namespace cuttings {
namespace {

using sqlite::Database;

// Whether the stored body of digest `known` may be this one: each is known by its bytes after
// content decoding, or by those as sent when nobody read it.
bool may_repeat(const Capture& capture, std::string_view known) {
  return capture.is_body_as_sent || known == body_sha256_of(capture) ||
         known == sha256_hex(capture.exchanges.back().response_body);
}

Result<void> note_warc_end(Database& db, const WarcPlace& end) {
  if (end.file.empty())
    return db.run("DELETE FROM store_info WHERE key IN ('warc_file', 'warc_end')", {});
  return db.run("INSERT OR REPLACE INTO store_info VALUES ('warc_file', ?1), ('warc_end', ?2)",
                {end.file, static_cast<std::int64_t>(end.offset)});
}

}  // namespace

Result<std::unique_ptr<ExchangeKeeper>> ExchangeKeeper::open(Database& db,
                                                             const StoreOptions& options,
                                                             const Clock& clock) {
  auto file = db.text("SELECT value FROM store_info WHERE key = 'warc_file'");
  if (!file) return fail(std::move(file.error()));
  auto end = db.integer("SELECT value FROM store_info WHERE key = 'warc_end'");
  if (!end) return fail(std::move(end.error()));
  WarcWriterOptions writing{warc_directory(options), options.max_warc_file_bytes,
                            std::string(kAppVersion)};
  // A copy of this store, used beside it, would write at the same place.
  if (!file->empty() && is_shared_warc_file(db, *file)) writing.last_file = LastFile::kLeave;
  auto warc =
      WarcWriter::open(std::move(writing), {*file, static_cast<std::uint64_t>(*end), 0}, clock);
  if (!warc) return fail(std::move(warc.error()));
  return std::unique_ptr<ExchangeKeeper>(
      new ExchangeKeeper(std::move(*warc), warc_directory(options)));
}

Result<void> ExchangeKeeper::begin_save(Database& db, std::span<const Capture* const> captures) {
  if (auto ok = settle(db); !ok) return ok;
  unsettled_ = warc_.end();
  return make_room(db, captures);
}

Result<void> ExchangeKeeper::note_end(Database& db) {
  return warc_.end().file.empty() ? Result<void>() : note_warc_end(db, warc_.end());
}

// Undoes the last save, which failed. Its rows are undone here, but not yet for certain: a COMMIT
// whose fsync failed may have reached the disk all the same, and while it has, its WARC records
// must be neither cut nor written over. Another commit takes the place of it in the write-ahead
// log. Without another save the next open() finds out which it was, and cuts what no row points at.
Result<void> ExchangeKeeper::settle(Database& db) {
  if (!unsettled_) return {};
  const WarcPlace end = *unsettled_;
  if (auto ok = note_warc_end(db, end); !ok) return ok;
  if (auto ok = warc_.rewind_to(end); !ok) return ok;
  unsettled_.reset();
  return {};
}

// A new file is made known before the first record in it, so that after a kill the end of the last
// commit is always known, and what lies behind it can be cut.
Result<void> ExchangeKeeper::make_room(Database& db, std::span<const Capture* const> captures) {
  const bool has_bytes = std::any_of(captures.begin(), captures.end(),
                                     [](const Capture* c) { return !c->exchanges.empty(); });
  if (!has_bytes) return {};
  const std::string file = warc_.end().file;
  if (auto ok = warc_.make_room(); !ok || warc_.end().file == file) return ok;
  if (auto ok = warc_.sync(); !ok) return ok;
  return note_warc_end(db, warc_.end());
}

void ExchangeKeeper::pack(Capture& capture, GzipEffort effort) const {
  if (capture.exchanges.empty()) return;
  std::string warcinfo_id;
  {
    const std::lock_guard lock(warcinfo_mutex_);
    warcinfo_id = warcinfo_id_;
  }
  capture.packed = pack_capture(capture, {}, warcinfo_id, effort);
}

// What goes into the WARC file; places are not known yet.
std::vector<Packing> ExchangeKeeper::pack_all(Database& db,
                                              std::span<const Capture* const> captures) {
  std::vector<Packing> all(captures.size());
  for (std::size_t i = 0; i < captures.size(); ++i) {
    if (captures[i] == nullptr || captures[i]->exchanges.empty()) continue;
    all[i].capture = captures[i];
    all[i].revisit = revisit_of(db, *captures[i], all[i].repeated);
  }
  pack_in_parallel(all, warc_.warcinfo_id());
  return all;
}

// The place of each capture's last response; an empty one when nothing crossed the wire.
Result<std::vector<Packing>> ExchangeKeeper::append(Database& db,
                                                    std::span<const Capture* const> captures) {
  std::vector<Packing> all = pack_all(db, captures);
  for (Packing& packing : all) {
    if (packing.capture == nullptr) continue;
    const std::vector<HttpExchange>& exchanges = packing.capture->exchanges;
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
      const bool is_last = i + 1 == exchanges.size();
      auto place = warc_.append(exchanges[i], is_last ? packing.revisit : std::nullopt,
                                &packing.packed().exchanges[i]);
      if (!place) return fail(std::move(place.error()));
      packing.place = std::move(*place);
    }
  }
  if (auto ok = warc_.sync(); !ok) return fail(std::move(ok.error()));
  const std::lock_guard lock(warcinfo_mutex_);
  warcinfo_id_ = warc_.warcinfo_id();
  return all;
}

// What the last exchange repeats: the stored response that the same URL gave before, when the bytes
// on the wire are the same (or the server says so). Whatever stands in the way of finding it out:
// then the response is written as it is, which is never wrong.
std::optional<Revisit> ExchangeKeeper::revisit_of(Database& db, const Capture& capture,
                                                  WarcPlace& repeated) const {
  const HttpExchange& exchange = capture.exchanges.back();
  const bool is_not_modified = capture.fetch.http_status == 304;
  if (!is_not_modified && exchange.response_body.empty()) return {};
  WarcPlace place;
  {
    auto row = db.query(
        "SELECT b.warc_file, b.warc_offset, b.warc_length, b.sha256 FROM fetches f"
        " JOIN bodies b ON b.id = f.body_id WHERE f.url = ?1 AND b.warc_file IS NOT NULL"
        " ORDER BY f.started_at DESC LIMIT 1",
        {std::string_view(capture.fetch.url)});
    auto has_row = row ? row->next() : Result<bool>(false);
    if (!has_row || !*has_row) return {};
    const std::string known(row->text(3));
    if (!is_not_modified && !may_repeat(capture, known)) return {};
    place = {std::string(row->text(0)), static_cast<std::uint64_t>(row->integer(1)),
             static_cast<std::uint64_t>(row->integer(2))};
  }
  auto record = read_record(directory_, place, BodyForm::kAsKept);
  if (!record) return {};
  const std::string digest = "sha256:" + sha256_hex(exchange.response_body);
  if (!is_not_modified && record->field("WARC-Payload-Digest") != digest) return {};
  repeated = place;
  return Revisit{
      is_not_modified ? Revisit::Profile::kServerNotModified : Revisit::Profile::kIdenticalPayload,
      std::string(record->field("WARC-Target-URI")), std::string(record->field("WARC-Date"))};
}

}  // namespace cuttings
