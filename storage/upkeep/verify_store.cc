#include "storage/upkeep/verify_store.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>

#include "storage/seal/seal_check.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/record_check.h"
#include "storage/upkeep/row_check.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/gzip.h"
#include "storage/warc/read_record.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_directory.h"
#include "storage/warc/warc_file_reader.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

constexpr std::size_t kHeaderBytes = 10;  // of a gzip member (RFC 1952, section 2.3)
constexpr std::size_t kReadBytes = 1 << 20;
constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

// The fields of a header that zlib's inflate does not look at (time, flags, system) are the same in
// every member we write, but for the effort that was spent.
bool is_our_header(std::string_view header) {
  static const std::string full = gzip_member("").substr(0, kHeaderBytes);
  static const std::string fast = gzip_member("", GzipEffort::kFast).substr(0, kHeaderBytes);
  return header == full || header == fast;
}

constexpr std::string_view kMemberBegin("\x1f\x8b\x08\x00", 4);

using OnRecord = std::function<void()>;

class FileVerifier {
 public:
  FileVerifier(std::string path, RecordCheck check, Findings& findings)
      : path_(std::move(path)), findings_(findings), check_(std::move(check)) {
    stream_.open(path_, std::ios::binary);
    if (!stream_.is_open()) open_error_ = std::strerror(errno);
    std::error_code error;
    const auto size = std::filesystem::file_size(path_, error);
    size_ = error ? 0 : size;
  }

  void run(const OnRecord& on_record) {
    if (!stream_.is_open())
      return check_.report_damage(0, kNoEnd,
                                  std::string("the file cannot be read: ") + open_error_);
    std::uint64_t at = 0;
    while (at < size_) {
      stream_.clear();
      stream_.seekg(static_cast<std::streamoff>(at));
      WarcReader reader(stream_, at);
      at = read_records(reader, at, on_record);
    }
    check_.finish();
  }

 private:
  // Reads to the first damage; where to go on behind it.
  std::uint64_t read_records(WarcReader& reader, std::uint64_t at, const OnRecord& on_record) {
    while (true) {
      auto record = reader.next();
      if (!record) {
        const std::uint64_t next = find_next_record(at + 1);
        check_.report_damage(at, next, record.error().message);
        return next;
      }
      if (!*record) return size_;
      check(**record);
      on_record();
      at = (*record)->offset + (*record)->length;
    }
  }

  void check(const WarcRecord& record) {
    const std::size_t before = findings_.all.size();
    check_.check(record);
    if (findings_.all.size() == before && !is_our_header(header_at(record.offset)))
      check_.report(record.offset, std::string(record.field("WARC-Target-URI")),
                    "the header of its gzip member was changed");
  }

  std::string header_at(std::uint64_t offset) {
    std::ifstream stream(path_, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    std::string header(kHeaderBytes, '\0');
    stream.read(header.data(), kHeaderBytes);
    return header;
  }

  // Where the next sound record begins, by the first bytes of a member; the file's end when there
  // is none.
  std::uint64_t find_next_record(std::uint64_t from) {
    std::string piece;
    for (std::uint64_t at = from; at < size_;) {
      piece.resize(kReadBytes);
      stream_.clear();
      stream_.seekg(static_cast<std::streamoff>(at));
      stream_.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      piece.resize(static_cast<std::size_t>(stream_.gcount()));
      for (std::size_t hit = piece.find(kMemberBegin); hit != std::string::npos;
           hit = piece.find(kMemberBegin, hit + 1))
        if (is_sound_record(at + hit)) return at + hit;
      if (piece.size() < kReadBytes) break;
      at += piece.size() - kMemberBegin.size() + 1;
    }
    return size_;
  }

  bool is_sound_record(std::uint64_t at) const {
    std::ifstream stream(path_, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(at));
    auto record = WarcReader(stream, at).next();
    return record && *record;
  }

  std::string path_;
  Findings& findings_;
  RecordCheck check_;
  std::ifstream stream_;
  std::string open_error_;
  std::uint64_t size_ = 0;
};

// Behind a damaged frame it goes on with the next, by the table of frames.
class CompactVerifier {
 public:
  CompactVerifier(SeekableZstd file, RecordCheck check)
      : file_(std::move(file)), check_(std::move(check)) {}

  void run(const OnRecord& on_record) {
    const auto note = file_.note();
    if (!note) check_.report(file_.plain_size(), "", note.error().message);
    for (std::size_t i = 0; i < file_.frames().size(); ++i) {
      const ZstdFrame& frame = file_.frames()[i];
      auto plain = file_.read(frame);
      if (plain) read_records(frame, *plain, on_record);
      const auto is_as_written = note ? file_.is_as_written(i, *note) : Result<bool>(true);
      if (!plain)
        check_.report_damage(frame.plain_offset, frame.plain_offset + frame.plain_length,
                             plain.error().message);
      else if (!is_as_written || !*is_as_written)
        check_.report(frame.plain_offset, "", "its frame was changed, what is in it was not");
    }
    check_.finish();
  }

 private:
  void read_records(const ZstdFrame& frame, const std::string& plain, const OnRecord& on_record) {
    std::size_t at = 0;
    while (true) {
      const auto record = next_of_frame(plain, frame.plain_offset, BodyForm::kAsSent, at);
      if (!record)
        return check_.report_damage(frame.plain_offset + at, frame.plain_offset + plain.size(),
                                    record.error().message);
      if (!*record) return;
      check_.check(**record);
      on_record();
    }
  }

  SeekableZstd file_;
  RecordCheck check_;
};

void verify_compact(const std::string& path, RecordCheck check, const OnRecord& on_record) {
  auto file = SeekableZstd::open(path);
  if (!file) return check.report_damage(0, kNoEnd, file.error().message);
  CompactVerifier(std::move(*file), std::move(check)).run(on_record);
}

Result<std::map<std::string, KnownBodies>> read_bodies(sqlite::Database& db) {
  auto rows = db.query(
      "SELECT b.warc_file, b.warc_offset,"
      " (SELECT url FROM fetches WHERE body_id = b.id LIMIT 1) FROM bodies b"
      " WHERE b.warc_file IS NOT NULL",
      {});
  if (!rows) return fail(std::move(rows.error()));
  std::map<std::string, KnownBodies> all;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    all[std::string(rows->text(0))][static_cast<std::uint64_t>(rows->integer(1))] =
        std::string(rows->text(2));
  if (!row) return fail(std::move(row.error()));
  return all;
}

}  // namespace

Result<Findings> verify_store(const StoreOptions& options, const std::function<void()>& on_record) {
  auto db = sqlite::open_for_reading(options.path);
  if (!db) return fail(std::move(db.error()));
  Findings findings;
  if (auto ok = check_rows(*db, findings); !ok)
    findings.all.push_back({"database", "", "", ok.error().message});
  if (auto ok = check_seals(*db, findings); !ok)
    findings.all.push_back({"database", "", "", ok.error().message});
  auto bodies = read_bodies(*db);
  if (!bodies) return fail(std::move(bodies.error()));
  const std::string directory = warc_directory(options);
  auto files = wanted_warc_files(*db, directory, UnreadSiblings::kIgnore);
  if (!files) return fail(std::move(files.error()));
  for (const std::string& name : *files) (*bodies)[name];  // those without a body are read too
  count_removed(*db, findings);
  for (const auto& [name, known] : *bodies) {
    const std::string path = directory + "/" + name;
    RecordCheck check(name, known, findings);
    if (is_compact_name(name))
      verify_compact(path, std::move(check), on_record);
    else
      FileVerifier(path, std::move(check), findings).run(on_record);
  }
  return findings;
}

}  // namespace cuttings
