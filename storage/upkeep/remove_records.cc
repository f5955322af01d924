#include "storage/upkeep/remove_records.h"

#include <map>
#include <set>

#include "storage/sibling_stores.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/removal_plan.h"
#include "storage/warc/warc_member.h"
#include "storage/warc/warc_rewriter.h"

namespace cuttings {
namespace {

constexpr std::string_view kEnding = ".warc.gz";

// "cuttings-20260203081000-00001-0f3a9c12.warc.gz" with other random digits: a new file of the same
// time, so that its place in the order of files stays.
std::string new_name_of(const std::string& file) {
  std::string stem = file.substr(0, file.rfind(".warc."));
  if (const std::size_t dash = stem.rfind('-');
      dash != std::string::npos && stem.size() - dash == 9)
    stem.resize(dash);
  return stem + "-" + new_record_id().substr(10, 8) + std::string(kEnding);
}

class Removal {
 public:
  Removal(sqlite::Database& db, const RecordRemoval& what)
      : db_(db), what_(what), changes_(plan_removal(what.entries, what.is_removed)) {
    for (std::size_t i = 0; i < changes_.size(); ++i)
      if (changes_[i].fate != RecordFate::kKeep) targets_[what.entries[i].place.file];
    for (auto& [file, target] : targets_) target = new_name_of(file);
  }

  Result<void> run(const std::function<Result<void>()>& write_rows) {
    if (auto ok = write_files(); !ok) return ok;
    auto ok = commit(write_rows);
    // After a COMMIT that failed nobody knows which files are the unwanted ones: the next writer
    // does.
    if (!ok && !is_in_doubt_) (void)remove_unwanted(db_, what_.directory);
    if (!ok) return ok;
    return remove_unwanted(db_, what_.directory);
  }

 private:
  // Until the commit the new files are the unwanted ones.
  Result<void> write_files() {
    std::vector<std::string> made;
    for (const auto& [file, target] : targets_) made.push_back(target);
    if (auto ok = note_unwanted(db_, made); !ok) return ok;
    const WarcRewrite rewrite{what_.directory, what_.entries, changes_, what_.at, what_.reason};
    for (const auto& [file, target] : targets_) {
      auto places = rewrite_warc_file(rewrite, file, target);
      if (!places) return fail(std::move(places.error()));
      places_[file] = std::move(*places);
    }
    return {};
  }

  Result<void> commit(const std::function<Result<void>()>& write_rows) {
    auto transaction = sqlite::Transaction::begin(db_);
    if (!transaction) return fail(std::move(transaction.error()));
    if (auto ok = move_bodies(); !ok) return ok;
    if (auto ok = forget_write_place(); !ok) return ok;
    if (auto ok = write_rows(); !ok) return ok;
    std::vector<std::string> replaced;
    for (const auto& [file, target] : targets_) replaced.push_back(file);
    if (auto ok = note_unwanted(db_, replaced); !ok) return ok;
    is_in_doubt_ = true;
    return transaction->commit();
  }

  // The writer goes on in a new file.
  Result<void> forget_write_place() {
    auto file = db_.text("SELECT value FROM store_info WHERE key = 'warc_file'");
    if (!file) return fail(std::move(file.error()));
    if (targets_.find(*file) == targets_.end()) return {};
    return db_.run("DELETE FROM store_info WHERE key IN ('warc_file', 'warc_end')", {});
  }

  struct Body {
    std::int64_t id;
    WarcPlace place;
  };

  Result<void> move_bodies() {
    const auto by_place = entries_by_place();
    const auto by_digest = responses_by_digest();
    for (const auto& [file, target] : targets_) {
      auto bodies = read_bodies(file);
      if (!bodies) return fail(std::move(bodies.error()));
      for (const Body& body : *bodies) {
        const auto entry = by_place.find({file, body.place.offset});
        if (entry == by_place.end()) continue;  // points at nothing: `db check` tells
        if (auto ok = move_body(body, entry->second, by_digest); !ok) return ok;
      }
    }
    return {};
  }

  using Places = std::map<std::pair<std::string_view, std::uint64_t>, std::size_t>;
  Places entries_by_place() const {
    Places places;
    for (std::size_t i = 0; i < what_.entries.size(); ++i)
      if (targets_.find(what_.entries[i].place.file) != targets_.end())
        places[{what_.entries[i].place.file, what_.entries[i].place.offset}] = i;
    return places;
  }

  // A response that will be there afterwards, by the bytes it brought.
  std::map<std::string_view, std::size_t> responses_by_digest() const {
    std::map<std::string_view, std::size_t> responses;
    for (std::size_t i = 0; i < what_.entries.size(); ++i) {
      const WarcEntry& entry = what_.entries[i];
      const bool is_response = changes_[i].fate == RecordFate::kRestore ||
                               (entry.type == "response" && changes_[i].fate == RecordFate::kKeep);
      if (is_response && !entry.payload_digest.empty()) responses.emplace(entry.payload_digest, i);
    }
    return responses;
  }

  Result<std::vector<Body>> read_bodies(const std::string& file) {
    auto rows = db_.query("SELECT id, warc_offset FROM bodies WHERE warc_file = ?1", {file});
    if (!rows) return fail(std::move(rows.error()));
    std::vector<Body> bodies;
    auto row = rows->next();
    for (; row && *row; row = rows->next())
      bodies.push_back({rows->integer(0), {file, static_cast<std::uint64_t>(rows->integer(1)), 0}});
    if (!row) return fail(std::move(row.error()));
    return bodies;
  }

  WarcPlace place_after(std::size_t entry) const {
    const WarcPlace& before = what_.entries[entry].place;
    const auto file = places_.find(before.file);
    return file == places_.end() ? before : file->second.at(before.offset);
  }

  Result<void> move_body(const Body& body, std::size_t entry,
                         const std::map<std::string_view, std::size_t>& by_digest) {
    if (changes_[entry].fate == RecordFate::kRemove) {
      const auto same = by_digest.find(what_.entries[entry].payload_digest);
      if (same == by_digest.end())
        return db_.run(
            "UPDATE bodies SET warc_file = NULL, warc_offset = NULL, warc_length = NULL,"
            " removed_at = ?2, removal_reason = ?3 WHERE id = ?1",
            {body.id, what_.at, sqlite::text_or_null(what_.reason)});
      entry = same->second;
    }
    const WarcPlace place = place_after(entry);
    return db_.run(
        "UPDATE bodies SET warc_file = ?2, warc_offset = ?3, warc_length = ?4 WHERE id = ?1",
        {body.id, place.file, static_cast<std::int64_t>(place.offset),
         static_cast<std::int64_t>(place.length)});
  }

  sqlite::Database& db_;
  const RecordRemoval& what_;
  std::vector<RecordChange> changes_;
  std::map<std::string, std::string> targets_;  // old name -> new name
  std::map<std::string, std::map<std::uint64_t, WarcPlace>> places_;
  bool is_in_doubt_ = false;
};

}  // namespace

Result<void> refuse_shared_files(sqlite::Database& db, const std::vector<WarcEntry>& entries,
                                 const std::vector<bool>& is_removed) {
  const auto of_others = warc_files_of_siblings(db);
  if (!of_others) return fail(of_others.error());
  const auto changes = plan_removal(entries, is_removed);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (changes[i].fate == RecordFate::kKeep) continue;
    const auto other = of_others->find(entries[i].place.file);
    if (other == of_others->end()) continue;
    return fail(ErrorCode::kStore,
                "cannot remove records of " + other->first + ": " + other->second +
                    " beside it points into that file too, and would lose its pages",
                "move that to another folder, with a copy of the WARC files, or delete it; nothing "
                "was removed");
  }
  return {};
}

Result<void> remove_records(sqlite::Database& db, const RecordRemoval& removal,
                            const std::function<Result<void>()>& write_rows) {
  if (auto ok = refuse_shared_files(db, removal.entries, removal.is_removed); !ok) return ok;
  return Removal(db, removal).run(write_rows);
}

}  // namespace cuttings
