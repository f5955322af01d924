#include "storage/upkeep/verify_store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "config/base/digest.h"
#include "storage/seal/seal_check.h"
#include "storage/sqlite/open_store.h"
#include "storage/upkeep/row_check.h"
#include "storage/upkeep/unwanted_files.h"
#include "storage/warc/gzip.h"
#include "storage/warc/warc_directory.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

constexpr std::size_t kHeaderBytes = 10;  // of a gzip member (RFC 1952, section 2.3)
constexpr std::size_t kReadBytes = 1 << 20;
constexpr std::string_view kSha256 = "sha256:";

// The fields of a header that zlib's inflate does not look at (time, flags, system) are the same in
// every member we write, but for the effort that was spent.
bool is_our_header(std::string_view header) {
  static const std::string full = gzip_member("").substr(0, kHeaderBytes);
  static const std::string fast = gzip_member("", GzipEffort::kFast).substr(0, kHeaderBytes);
  return header == full || header == fast;
}

constexpr std::string_view kMemberBegin("\x1f\x8b\x08\x00", 4);

struct KnownBody {
  std::uint64_t length;
  std::string url;
};
using KnownBodies = std::map<std::uint64_t, KnownBody>;  // by offset

std::string_view payload_of(const WarcRecord& record) {
  const std::string_view block = record.block;
  const std::size_t end = block.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string_view() : block.substr(end + 4);
}

bool is_wrong(std::string_view digest, std::string_view bytes) {
  if (!digest.starts_with(kSha256)) return false;  // of another tool, or none
  return sha256_hex(bytes) != digest.substr(kSha256.size());
}

class FileVerifier {
 public:
  FileVerifier(std::string path, std::string name, const KnownBodies& known, Findings& findings)
      : path_(std::move(path)), name_(std::move(name)), known_(known), findings_(findings) {
    stream_.open(path_, std::ios::binary);
    std::error_code error;
    const auto size = std::filesystem::file_size(path_, error);
    size_ = error ? 0 : size;
  }

  void run(const std::function<void()>& on_record) {
    std::uint64_t at = 0;
    while (at < size_) {
      stream_.clear();
      stream_.seekg(static_cast<std::streamoff>(at));
      WarcReader reader(stream_, at);
      at = read_records(reader, at, on_record);
    }
    report_missing();
  }

 private:
  // Reads to the first damage; where to go on behind it.
  std::uint64_t read_records(WarcReader& reader, std::uint64_t at,
                             const std::function<void()>& on_record) {
    while (true) {
      auto record = reader.next();
      if (!record) {
        const std::uint64_t next = find_next_record(at + 1);
        report_damage(at, next, record.error().message);
        return next;
      }
      if (!*record) return size_;
      ++findings_.examined;
      check(**record);
      on_record();
      at = (*record)->offset + (*record)->length;
    }
  }

  void check(const WarcRecord& record) {
    const auto body = known_.find(record.offset);
    if (body != known_.end()) found_.push_back(record.offset);
    std::string url(record.field("WARC-Target-URI"));
    if (is_wrong(record.field("WARC-Block-Digest"), record.block))
      report(record.offset, url, "its block is not the one that was written");
    else if (record.field("WARC-Type") == "response" && !has_chunks_left(record) &&
             is_wrong(record.field("WARC-Payload-Digest"), payload_of(record)))
      report(record.offset, url, "its payload is not the one that was written");
    else if (name_.ends_with(".gz") && !is_our_header(header_at(record.offset)))
      report(record.offset, url, "the header of its gzip member was changed");
    if (!url.empty()) last_url_ = std::move(url);
  }

  // We write none; a file of another tool has its digest over the joined chunks.
  static bool has_chunks_left(const WarcRecord& record) {
    return std::string_view(record.block).substr(0, 64 << 10).find("\r\nTransfer-Encoding:") !=
           std::string_view::npos;
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

  void report_damage(std::uint64_t at, std::uint64_t next, const std::string& why) {
    bool is_named = false;
    for (auto body = known_.lower_bound(at); body != known_.end() && body->first < next; ++body) {
      found_.push_back(body->first);
      report(body->first, body->second.url, why);
      is_named = true;
    }
    if (!is_named) report(at, last_url_, why);  // a request stands behind its response
  }

  // Bodies at places where no record begins.
  void report_missing() {
    std::sort(found_.begin(), found_.end());
    for (const auto& [offset, body] : known_)
      if (!std::binary_search(found_.begin(), found_.end(), offset))
        report(offset, body.url, "no record begins there");
  }

  void report(std::uint64_t offset, std::string url, std::string what) {
    findings_.all.push_back(
        {"record", name_ + " byte " + std::to_string(offset), std::move(url), std::move(what)});
  }

  std::string path_, name_;
  const KnownBodies& known_;
  Findings& findings_;
  std::ifstream stream_;
  std::uint64_t size_ = 0;
  std::string last_url_;
  std::vector<std::uint64_t> found_;
};

Result<std::map<std::string, KnownBodies>> read_bodies(sqlite::Database& db) {
  auto rows = db.query(
      "SELECT b.warc_file, b.warc_offset, b.warc_length,"
      " (SELECT url FROM fetches WHERE body_id = b.id LIMIT 1) FROM bodies b"
      " WHERE b.warc_file IS NOT NULL",
      {});
  if (!rows) return fail(std::move(rows.error()));
  std::map<std::string, KnownBodies> all;
  auto row = rows->next();
  for (; row && *row; row = rows->next())
    all[std::string(rows->text(0))][static_cast<std::uint64_t>(rows->integer(1))] = {
        static_cast<std::uint64_t>(rows->integer(2)), std::string(rows->text(3))};
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
  auto files = wanted_warc_files(*db, directory);
  if (!files) return fail(std::move(files.error()));
  for (const std::string& name : *files) (*bodies)[name];  // those without a body are read too
  count_removed(*db, findings);
  for (const auto& [name, known] : *bodies)
    FileVerifier(directory + "/" + name, name, known, findings).run(on_record);
  return findings;
}

}  // namespace cuttings
