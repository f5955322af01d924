#include "storage/upkeep/compact_store.h"

#include <sys/stat.h>

#include <filesystem>

#include "storage/sibling_stores.h"
#include "storage/sqlite/rows.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/upkeep/writable_store.h"
#include "storage/warc/compact_file.h"
#include "storage/warc/read_record.h"

namespace cuttings {
namespace {

constexpr std::string_view kPlainEnding = ".warc.gz", kCompactEnding = ".warc.zst";

std::string target_of(const std::string& file) {
  const bool is_compact = is_compact_name(file);
  const std::string_view ending = is_compact ? kCompactEnding : kPlainEnding;
  return file.substr(0, file.size() - ending.size()) +
         std::string(is_compact ? kPlainEnding : kCompactEnding);
}

bool is_older(const std::string& path, WallTime than) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && WallTime(std::chrono::seconds(info.st_mtime)) <= than;
}

struct Body {
  std::int64_t id;
  std::uint64_t offset;
};

Result<void> move_bodies(sqlite::Database& db, const std::string& file, const NewPlaces& places) {
  const auto bodies =
      all_rows<Body>(db.query("SELECT id, warc_offset FROM bodies WHERE warc_file = ?1", {file}),
                     [](const sqlite::Cursor& row) {
                       return Body{row.integer(0), static_cast<std::uint64_t>(row.integer(1))};
                     });
  if (!bodies) return fail(bodies.error());
  for (const Body& body : *bodies) {
    const auto place = places.find(body.offset);
    if (place == places.end())
      return fail(ErrorCode::kStore,
                  file + ": no record begins at byte " + std::to_string(body.offset),
                  "cuttings db verify tells more; nothing was changed");
    const WarcPlace& now = place->second;
    auto ok =
        db.run("UPDATE bodies SET warc_file = ?2, warc_offset = ?3, warc_length = ?4 WHERE id = ?1",
               {body.id, now.file, static_cast<std::int64_t>(now.offset),
                static_cast<std::int64_t>(now.length)});
    if (!ok) return ok;
  }
  return {};
}

Result<void> commit(sqlite::Database& db, const std::string& file, const NewPlaces& places) {
  auto transaction = sqlite::Transaction::begin(db);
  if (!transaction) return fail(std::move(transaction.error()));
  if (auto ok = move_bodies(db, file, places); !ok) return ok;
  auto ok = db.run(
      "DELETE FROM store_info WHERE key IN ('warc_file', 'warc_end') AND"
      " (SELECT value FROM store_info WHERE key = 'warc_file') = ?1",
      {file});
  if (!ok) return ok;
  if (ok = note_unwanted(db, {file}); !ok) return ok;
  return transaction->commit();
}

// Until the commit the new file is the unwanted one, then the old one.
Result<CompactedFile> rewrite(WritableStore& store, const std::string& file) {
  CompactedFile done{file, target_of(file), 0, 0, 0};
  const std::string& directory = store.warc_directory;
  if (auto ok = note_unwanted(store.db, {done.target}); !ok) return fail(std::move(ok.error()));
  auto places = is_compact_name(file)
                    ? expand_warc_file(directory, file, directory + "/" + done.target)
                    : compact_warc_file(directory, file, done.target);
  if (!places) {
    places.error().code = ErrorCode::kStore;
    (void)remove_unwanted(store.db, directory);  // else the next writer does
    return fail(std::move(places.error()));
  }
  done.records = places->size();
  std::error_code error;
  done.bytes_before = std::filesystem::file_size(directory + "/" + file, error);
  done.bytes_after = std::filesystem::file_size(directory + "/" + done.target, error);
  if (auto ok = commit(store.db, file, *places); !ok) return fail(std::move(ok.error()));
  if (auto ok = remove_unwanted(store.db, directory); !ok) return fail(std::move(ok.error()));
  return done;
}

}  // namespace

Result<void> compact_store(const StoreOptions& options, const Compaction& compaction,
                           const Clock& clock, const CompactionWatch& watch) {
  auto store = open_writable(options, clock);
  if (!store) return fail(std::move(store.error()));
  auto files = files_to_change(*store);
  if (!files) return fail(std::move(files.error()));
  auto of_others = warc_files_of_siblings(store->db);
  if (!of_others) return fail(std::move(of_others.error()));
  const WallTime than = clock.wall_now() - compaction.min_age;
  for (const std::string& file : *files) {
    if (is_compact_name(file) != (compaction.direction == CompactDirection::kUndo)) continue;
    if (!is_older(store->warc_directory + "/" + file, than)) continue;
    if (const auto other = of_others->find(file); other != of_others->end()) {
      watch.on_shared(file, other->second);
      continue;
    }
    auto done = rewrite(*store, file);
    if (!done) return fail(std::move(done.error()));
    watch.on_file(*done);
  }
  return {};
}

}  // namespace cuttings
