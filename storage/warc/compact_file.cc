#include "storage/warc/compact_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <optional>
#include <span>

#include "config/base/digest.h"
#include "config/base/folder.h"
#include "config/base/parallel.h"
#include "config/base/url.h"
#include "storage/warc/compact_record.h"
#include "storage/warc/gzip.h"
#include "storage/warc/little_endian.h"
#include "storage/warc/read_record.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_index.h"
#include "storage/whole_file.h"

namespace cuttings {
namespace {

namespace fs = std::filesystem;

// What is read to see one record: half of it, in the mean. Twice as much packs a tenth smaller
// (docs/benchmarks.md, "Compact files").
constexpr std::size_t kFrameBytes = 4 << 20;
constexpr std::size_t kBatch = 64;  // records packed by all cores together

constexpr std::size_t kEffortByte = 8;  // XFL of a gzip header (RFC 1952, section 2.3.1)
constexpr std::size_t kOrderBytes = 4;

// A record's place in the plain file and how it was packed there: what undoing needs.
struct Origin {
  std::uint32_t index = 0;
  GzipEffort effort = GzipEffort::kFull;
};

std::string note_of(const std::vector<Origin>& origins) {
  std::string note;
  for (const Origin& origin : origins)
    append_le32(note, origin.index << 1 | (origin.effort == GzipEffort::kFast ? 1U : 0U));
  return note;
}

// Empty when it is not of so many records.
std::optional<std::vector<Origin>> origins_of(std::string_view note, std::size_t records) {
  if (note.size() != records * kOrderBytes) return {};
  std::vector<Origin> origins(records);
  std::vector<bool> is_there(records);
  for (std::size_t k = 0; k < records; ++k) {
    const std::uint32_t value = read_le32(note, k * kOrderBytes);
    origins[k] = {value >> 1, (value & 1) != 0 ? GzipEffort::kFast : GzipEffort::kFull};
    if (origins[k].index >= records || is_there[origins[k].index]) return {};
    is_there[origins[k].index] = true;
  }
  return origins;
}

std::string host_of(const WarcEntry& entry) {
  const auto url = Url::parse(entry.uri);
  return url ? std::string(url->host()) : std::string();
}

// Indexes of the entries, those of a host side by side, else as they are.
std::vector<std::size_t> by_host(const std::vector<WarcEntry>& entries) {
  std::vector<std::string> hosts;
  for (const WarcEntry& entry : entries) hosts.push_back(host_of(entry));
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return hosts[a] < hosts[b]; });
  return order;
}

class Compactor {
 public:
  Compactor(const std::string& directory, const std::string& file, const std::string& target)
      : directory_(directory), file_(file), target_(target) {}

  Result<NewPlaces> run() {
    auto entries = index_warc_files(directory_, {file_});
    if (!entries) return fail(std::move(entries.error()));
    auto writer = SeekableZstdWriter::create(directory_ + "/" + target_);
    if (!writer) return fail(std::move(writer.error()));
    const std::vector<std::size_t> order = by_host(*entries);
    for (std::size_t from = 0; from < order.size(); from += kBatch) {
      const std::size_t count = std::min(kBatch, order.size() - from);
      if (auto ok = add_batch(*writer, *entries, {order.data() + from, count}); !ok)
        return fail(std::move(ok.error()));
    }
    end_frame();
    if (auto ok = write_frames(*writer); !ok) return fail(std::move(ok.error()));
    if (auto ok = writer->finish(note_of(origins_)); !ok) return fail(std::move(ok.error()));
    if (auto ok = read_back(); !ok) return fail(std::move(ok.error()));
    return std::move(places_);
  }

 private:
  struct Packed {
    Result<std::string> record = std::string();
    GzipEffort effort = GzipEffort::kFull;
  };

  Result<void> add_batch(SeekableZstdWriter& writer, const std::vector<WarcEntry>& entries,
                         std::span<const std::size_t> batch) {
    std::vector<Packed> packed(batch.size());
    for_each_in_parallel(batch.size(), core_count(),
                         [&](std::size_t i) { packed[i] = pack(entries[batch[i]].place); });
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!packed[i].record) return fail(std::move(packed[i].record.error()));
      const std::string& record = *packed[i].record;
      if (frame_.size() + record.size() > kFrameBytes) end_frame();
      places_[entries[batch[i]].place.offset] = {target_, begin_ + frame_.size(), record.size()};
      origins_.push_back({static_cast<std::uint32_t>(batch[i]), packed[i].effort});
      frame_ += record;
    }
    return frames_.size() < core_count() ? Result<void>() : write_frames(writer);
  }

  Packed pack(const WarcPlace& place) const {
    auto plain = read_record_bytes(directory_, place);
    if (!plain) return {fail(std::move(plain.error()))};
    auto compact = compact_record(*plain);
    if (!compact)
      return {fail(ErrorCode::kParse, directory_ + "/" + file_ + ": the record at byte " +
                                          std::to_string(place.offset) + " has a form of its own")};
    return {std::move(*compact), effort_at(place.offset)};
  }

  GzipEffort effort_at(std::uint64_t offset) const {
    std::ifstream stream(directory_ + "/" + file_, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset + kEffortByte));
    static const char fast = gzip_member("", GzipEffort::kFast)[kEffortByte];
    return stream.get() == static_cast<unsigned char>(fast) ? GzipEffort::kFast : GzipEffort::kFull;
  }

  void end_frame() {
    if (frame_.empty()) return;
    digests_.push_back(sha256_bytes(frame_));
    begin_ += frame_.size();
    frames_.push_back(std::move(frame_));
    frame_.clear();
  }

  Result<void> write_frames(SeekableZstdWriter& writer) {
    auto ok = writer.append(frames_);
    frames_.clear();
    return ok;
  }

  // The old file goes only when the new one was seen to hold the same.
  Result<void> read_back() const {
    auto file = SeekableZstd::open(directory_ + "/" + target_);
    if (!file) return fail(std::move(file.error()));
    for (std::size_t i = 0; i < digests_.size(); ++i) {
      auto plain = i < file->frames().size() ? file->read(file->frames()[i])
                                             : Result<std::string>(std::string());
      if (!plain) return fail(std::move(plain.error()));
      if (sha256_bytes(*plain) != digests_[i])
        return fail(ErrorCode::kIo, directory_ + "/" + target_ + " is not what was written",
                    "check the disk; nothing was changed");
    }
    return {};
  }

  const std::string& directory_;
  const std::string& file_;
  const std::string& target_;
  std::string frame_;        // that is being filled
  std::uint64_t begin_ = 0;  // of it, in what is in the file
  std::vector<std::string>
      frames_;  // filled, not yet written: as many as there are cores, and some
  std::vector<std::string> digests_;
  std::vector<Origin> origins_;
  NewPlaces places_;
};

// Without a sound note the records stay in the order of the compact file.
Result<std::vector<Origin>> read_origins(const std::string& path, std::size_t records) {
  auto file = SeekableZstd::open(path);
  if (!file) return fail(std::move(file.error()));
  const auto note = file->note();
  auto origins = note ? origins_of(note->text, records) : std::nullopt;
  if (origins) return std::move(*origins);
  std::vector<Origin> as_they_are(records);
  for (std::size_t i = 0; i < records; ++i) as_they_are[i].index = static_cast<std::uint32_t>(i);
  return as_they_are;
}

}  // namespace

Result<NewPlaces> compact_warc_file(const std::string& directory, const std::string& file,
                                    const std::string& target) {
  return Compactor(directory, file, target).run();
}

Result<NewPlaces> expand_warc_file(const std::string& directory, const std::string& file,
                                   const std::string& path) {
  const auto entries = index_warc_files(directory, {file});
  if (!entries) return fail(entries.error());
  auto origins = read_origins(directory + "/" + file, entries->size());
  if (!origins) return fail(std::move(origins.error()));
  std::vector<std::size_t> order(entries->size());
  for (std::size_t k = 0; k < order.size(); ++k) order[(*origins)[k].index] = k;
  const std::string target = fs::path(path).filename().string();
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  std::error_code error;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
  NewPlaces places;
  std::uint64_t size = 0;
  for (const std::size_t k : order) {
    const WarcPlace& place = (*entries)[k].place;
    auto plain = read_record_bytes(directory, place);
    if (!plain) return fail(std::move(plain.error()));
    const std::string member = gzip_member(*plain, (*origins)[k].effort);
    out.write(member.data(), static_cast<std::streamsize>(member.size()));
    places[place.offset] = {target, size, member.size()};
    size += member.size();
  }
  out.close();
  if (!out || error)
    return fail(ErrorCode::kStore, "cannot write " + path,
                "make room on the disk, then run the same command again");
  if (auto ok = sync_to_disk(path); !ok) return fail(std::move(ok.error()));
  auto ok = sync_to_disk(folder_of(path));
  if (!ok) return fail(std::move(ok.error()));
  return places;
}

}  // namespace cuttings
