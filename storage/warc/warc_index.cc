#include "storage/warc/warc_index.h"

#include "storage/warc/warc_file_reader.h"

namespace cuttings {
namespace {

WarcEntry entry_of(const WarcRecord& record, const std::string& file, std::uint64_t packed_bytes) {
  const auto text = [&](std::string_view name) { return std::string(record.field(name)); };
  return {{file, record.offset, record.length},
          text("WARC-Type"),
          text("WARC-Target-URI"),
          text("WARC-Date"),
          text("WARC-Payload-Digest"),
          text("WARC-Refers-To-Target-URI"),
          text("WARC-Refers-To-Date"),
          record.field("WARC-Profile").ends_with("server-not-modified"),
          packed_bytes};
}

}  // namespace

Result<std::vector<WarcEntry>> index_warc_files(const std::string& directory,
                                                const std::vector<std::string>& files) {
  std::vector<WarcEntry> entries;
  for (const std::string& file : files) {
    auto reader = WarcFileReader::open(directory + "/" + file, BodyForm::kAsKept);
    if (!reader) return fail(std::move(reader.error()));
    auto record = reader->next();
    for (; record && *record; record = reader->next())
      entries.push_back(entry_of(**record, file, reader->packed_length()));
    if (!record) return fail(std::move(record.error()));
  }
  return entries;
}

}  // namespace cuttings
