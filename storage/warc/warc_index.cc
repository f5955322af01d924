#include "storage/warc/warc_index.h"

#include <fstream>

#include "storage/warc/warc_reader.h"

namespace cuttings {
namespace {

WarcEntry entry_of(const WarcRecord& record, const std::string& file) {
  const auto text = [&](std::string_view name) { return std::string(record.field(name)); };
  return {{file, record.offset, record.length},
          text("WARC-Type"),
          text("WARC-Target-URI"),
          text("WARC-Date"),
          text("WARC-Payload-Digest"),
          text("WARC-Refers-To-Target-URI"),
          text("WARC-Refers-To-Date"),
          record.field("WARC-Profile").ends_with("server-not-modified")};
}

}  // namespace

Result<std::vector<WarcEntry>> index_warc_files(const std::string& directory,
                                                const std::vector<std::string>& files) {
  std::vector<WarcEntry> entries;
  for (const std::string& file : files) {
    const std::string path = directory + "/" + file;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return fail(ErrorCode::kIo, path + " cannot be read");
    WarcReader reader(stream);
    auto record = reader.next();
    for (; record && *record; record = reader.next()) entries.push_back(entry_of(**record, file));
    if (!record) return fail(std::move(record.error()), path);
  }
  return entries;
}

}  // namespace cuttings
