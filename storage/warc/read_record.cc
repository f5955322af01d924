#include "storage/warc/read_record.h"

#include <filesystem>
#include <fstream>
#include <list>
#include <optional>

#include "storage/warc/compact_record.h"
#include "storage/warc/gzip.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxKeptBytes = 16 << 20;  // some frames: what is read together lies together

tl::unexpected<Error> missing(const std::string& path) {
  return fail(ErrorCode::kIo, path + " cannot be read",
              "the store points at it: restore it from a backup");
}

tl::unexpected<Error> no_record(const std::string& path, const WarcPlace& place) {
  return fail(ErrorCode::kParse, path + ": no record of " + std::to_string(place.length) +
                                     " bytes at byte " + std::to_string(place.offset));
}

// The frames that a thread looked at last.
class FrameCache {
 public:
  /// The part of what is in the compact file at `path`; valid until the next call.
  Result<std::string_view> find(const std::string& path, const WarcPlace& place) {
    std::error_code error;
    const auto time = std::filesystem::last_write_time(path, error);
    if (error) return missing(path);
    for (auto kept = all_.begin(); kept != all_.end(); ++kept)
      if (kept->path == path && kept->time == time && kept->holds(place)) {
        all_.splice(all_.begin(), all_, kept);
        return part_of(all_.front(), place);
      }
    auto file = SeekableZstd::open(path);
    if (!file) return fail(std::move(file.error()));
    const std::size_t i = file->frame_at(place.offset);
    if (i == file->frames().size()) return no_record(path, place);
    auto plain = file->read(file->frames()[i]);
    if (!plain) return fail(std::move(plain.error()));
    keep({path, time, file->frames()[i], std::move(*plain)});
    if (!all_.front().holds(place)) return no_record(path, place);
    return part_of(all_.front(), place);
  }

 private:
  struct Kept {
    std::string path;
    std::filesystem::file_time_type time;
    ZstdFrame frame;
    std::string plain;

    bool holds(const WarcPlace& place) const {
      return place.offset >= frame.plain_offset &&
             place.offset + place.length <= frame.plain_offset + frame.plain_length;
    }
  };

  static std::string_view part_of(const Kept& kept, const WarcPlace& place) {
    return std::string_view(kept.plain)
        .substr(place.offset - kept.frame.plain_offset, place.length);
  }

  void keep(Kept kept) {
    bytes_ += kept.plain.size();
    all_.push_front(std::move(kept));
    while (bytes_ > kMaxKeptBytes && all_.size() > 1) {
      bytes_ -= all_.back().plain.size();
      all_.pop_back();
    }
  }

  std::list<Kept> all_;
  std::size_t bytes_ = 0;
};

Result<std::string_view> compact_bytes(const std::string& path, const WarcPlace& place) {
  thread_local FrameCache cache;
  return cache.find(path, place);
}

// What a thread read last and somebody has a view of.
struct LastRead {
  std::string packed;  // a gzip member
  MemberUnpacker unpacker;
  WarcRecord record;  // when it had to be made
};

LastRead& last_read() {
  thread_local LastRead last;
  return last;
}

RecordView keep_record(WarcRecord record) {
  LastRead& last = last_read();
  last.record = std::move(record);
  RecordView view{{}, last.record.block};
  view.record.version = last.record.version;
  view.record.fields = last.record.fields;
  view.record.length = last.record.length;
  return view;
}

Result<RecordView> view_compact(const std::string& path, const WarcPlace& place, BodyForm form) {
  auto bytes = compact_bytes(path, place);
  if (!bytes) return fail(std::move(bytes.error()));
  if (form == BodyForm::kAsKept) {
    auto view = parse_record_view(*bytes);
    return view ? Result<RecordView>(std::move(*view)) : no_record(path, place);
  }
  auto record = parse_record(std::string(*bytes));
  if (!record || !restore_block(*record)) return no_record(path, place);
  return keep_record(std::move(*record));
}

// What is in the gzip member of that length, as most records are; empty when anything is odd.
std::optional<std::string_view> whole_member(std::istream& stream, const WarcPlace& place) {
  constexpr WarcReaderLimits kLimits;
  if (place.length > kLimits.max_block_bytes) return {};
  LastRead& last = last_read();
  last.packed.resize(place.length);
  if (!stream.read(last.packed.data(), static_cast<std::streamsize>(place.length))) return {};
  return last.unpacker.unpack(last.packed, kLimits.max_block_bytes + kLimits.max_header_bytes);
}

Result<RecordView> view_plain(const std::string& path, const WarcPlace& place) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return missing(path);
  stream.seekg(static_cast<std::streamoff>(place.offset));
  if (const auto plain = whole_member(stream, place))
    if (auto view = parse_record_view(*plain)) return std::move(*view);
  stream.clear();  // else: the slower way knows what is wrong
  stream.seekg(static_cast<std::streamoff>(place.offset));
  WarcReader reader(stream, place.offset);
  auto record = reader.next();
  if (!record) return fail(std::move(record.error()), path);
  if (!*record || (*record)->length != place.length) return no_record(path, place);
  return keep_record(std::move(**record));
}

}  // namespace

bool is_compact_name(std::string_view file) { return file.ends_with(".warc.zst"); }

Result<RecordView> view_record(const std::string& directory, const WarcPlace& place,
                               BodyForm form) {
  const std::string path = directory + "/" + place.file;
  auto view =
      is_compact_name(place.file) ? view_compact(path, place, form) : view_plain(path, place);
  if (!view) return view;
  view->record.offset = place.offset;
  if (!is_compact_name(place.file)) view->record.length = place.length;
  return view;
}

Result<WarcRecord> read_record(const std::string& directory, const WarcPlace& place,
                               BodyForm form) {
  auto view = view_record(directory, place, form);
  if (!view) return fail(std::move(view.error()));
  view->record.block = view->block;
  return std::move(view->record);
}

Result<std::string> read_record_bytes(const std::string& directory, const WarcPlace& place) {
  const std::string path = directory + "/" + place.file;
  if (is_compact_name(place.file)) {
    auto bytes = compact_bytes(path, place);
    if (!bytes) return fail(std::move(bytes.error()));
    auto plain = restore_record(*bytes);
    if (!plain) return no_record(path, place);
    return std::move(*plain);
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return missing(path);
  stream.seekg(static_cast<std::streamoff>(place.offset));
  auto plain = whole_member(stream, place);
  if (!plain) return no_record(path, place);
  return std::string(*plain);
}

}  // namespace cuttings
