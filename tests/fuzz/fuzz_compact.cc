// What compact WARC files are made of, by the first byte: a record, a compact record, a gzip body,
// a recipe, a whole compact file, or a plain file to be made compact. Beyond "no crash": undoing
// gives the same bytes again, and a stranger's file costs no more memory than a frame of ours.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "storage/warc/compact_file.h"
#include "storage/warc/compact_record.h"
#include "storage/warc/gzip.h"
#include "storage/warc/read_record.h"
#include "storage/warc/seekable_zstd.h"
#include "storage/warc/warc_reader.h"
#include "storage/warc/zlib_recipe.h"
#include "tests/fuzz/require.h"

namespace {

using namespace cuttings;
namespace fs = std::filesystem;

/// A folder in memory where there is one, removed at the end.
class Folder {
 public:
  Folder() {
    const fs::path memory = "/dev/shm";
    std::string pattern = ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) /
                           "cuttings-fuzz-compact-XXXXXX")
                              .string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  const std::string& path() const { return path_; }

  /// A name no file had before: readers keep the frames of those they know.
  std::string new_name(std::string_view ending) {
    return std::to_string(++count_) + std::string(ending);
  }
  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << bytes;
  }
  std::string read(const std::string& name) const {
    std::ifstream in(path_ + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void empty() const {
    for (const auto& entry : fs::directory_iterator(path_)) fs::remove(entry);
  }

 private:
  std::string path_;
  int count_ = 0;
};

Folder& folder() {
  static Folder made;
  return made;
}

std::string record_of(std::string_view block) {
  return "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
         "WARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2026-11-26T08:00:00Z\r\nContent-Length: " +
         std::to_string(block.size()) + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

void check_parsed(std::string_view plain, const std::string& compact) {
  const auto wanted = parse_record(std::string(plain));
  if (!wanted) return;
  auto parsed = parse_record(compact);
  require(parsed && restore_block(*parsed), "a compact record is a record");
  require(parsed->fields == wanted->fields && parsed->block == wanted->block,
          "a record read in its compact form is the record");
}

void check_record(std::string_view plain) {
  const auto compact = compact_record(plain);
  if (!compact) return;
  require(restore_record(*compact) == plain, "undo(compact(record)) = record");
  check_parsed(plain, *compact);
}

void check_compact_record(std::string_view bytes) {
  const auto restored = restore_record(bytes);
  auto parsed = parse_record(std::string(bytes));
  if (!restored || !parsed || !restore_block(*parsed)) return;
  const auto again = parse_record(*restored);
  require(!again || again->block == parsed->block, "both ways of restoring give the same block");
}

void check_gzip(std::string_view gzip) {
  const auto unpacked = unpack_gzip(gzip, 1 << 20);
  if (!unpacked) return;
  require(repack_gzip(unpacked->plain, unpacked->recipe) == gzip, "repack(unpack(gzip)) = gzip");
  require(parse_zlib_recipe(text_of(unpacked->recipe)) == unpacked->recipe,
          "a recipe survives its text");
}

void check_recipe(std::string_view text) {
  const auto recipe = parse_zlib_recipe(text);
  if (!recipe) return;
  require(parse_zlib_recipe(text_of(*recipe)) == recipe, "a recipe survives its text");
  const auto gzip = repack_gzip("words, words and more words", *recipe);
  require(!gzip || gzip->size() < 200 + 6 * text.size(), "a recipe makes little of little");
}

/// Any bytes as a compact file: frames or an error.
void check_file(std::string_view bytes) {
  const std::string name = folder().new_name(".warc.zst"), back = folder().new_name(".warc.gz");
  folder().write(name, bytes);
  if (auto file = SeekableZstd::open(folder().path() + "/" + name)) {
    const auto note = file->note();
    for (std::size_t i = 0; i < file->frames().size(); ++i) {
      const ZstdFrame& frame = file->frames()[i];
      require(frame.offset + frame.length <= bytes.size(), "a frame lies in the file");
      const auto plain = file->read(frame);
      require(!plain || plain->size() == frame.plain_length, "a frame is as long as it says");
      require(frame.plain_length == 0 || file->frame_at(frame.plain_offset) <= i,
              "a frame is found by its first byte");
      if (note) (void)file->is_as_written(i, *note);  // only that it returns
    }
  }
  const auto places = expand_warc_file(folder().path(), name, folder().path() + "/" + back);
  if (places)
    for (const auto& [offset, place] : *places)
      require(read_record_bytes(folder().path(), place).has_value(), "what was expanded is read");
  folder().empty();
}

/// Frames of any bytes, written and read back. Each byte 0xFF ends one.
void check_frames(std::string_view bytes) {
  const std::string path = folder().path() + "/" + folder().new_name(".zst");
  std::vector<std::string> frames;
  while (!bytes.empty() && frames.size() < 20) {
    const std::size_t end = std::min(bytes.find('\xFF'), bytes.size());
    if (end > 0) frames.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  auto writer = SeekableZstdWriter::create(path);
  require(writer && writer->append(frames) && writer->finish(bytes), "frames are written");
  auto file = SeekableZstd::open(path);
  require(file && file->frames().size() == frames.size(), "all frames are there");
  const auto note = file->note();
  require(note && note->text == bytes, "the note is there");
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto plain = file->read(file->frames()[i]);
    require(plain && *plain == frames[i], "a frame is read back");
    require(*file->is_as_written(i, *note), "a frame is as written");
  }
  folder().empty();
}

/// A plain file of records whose blocks are parts of `bytes`, made compact and plain again.
void check_there_and_back(std::string_view bytes) {
  std::string plain;
  std::size_t records = 0;
  while (!bytes.empty() && records < 20) {
    const std::size_t end = std::min(bytes.find('\xFF'), bytes.size());
    const auto effort = end % 2 == 0 ? GzipEffort::kFull : GzipEffort::kFast;
    plain += gzip_member(record_of(bytes.substr(0, end)), effort);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    ++records;
  }
  const std::string name = folder().new_name(".warc.gz"), compact = folder().new_name(".warc.zst"),
                    back = folder().new_name(".warc.gz");
  folder().write(name, plain);
  const auto there = compact_warc_file(folder().path(), name, compact);
  require(there && there->size() == records, "records of ours are made compact");
  const auto again = expand_warc_file(folder().path(), compact, folder().path() + "/" + back);
  require(again && again->size() == records, "a compact file of ours is undone");
  require(folder().read(back) == plain, "undo(compact(file)) = file");
  folder().empty();
}

constexpr std::array kChecks = {check_record,        check_compact_record, check_gzip,
                                check_recipe,        check_file,           check_frames,
                                check_there_and_back};

}  // namespace

/// First byte: what the others are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  kChecks[data[0] % kChecks.size()]({reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
