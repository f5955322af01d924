// Any bytes as a WARC file: records or an error, bounded memory, offsets that add up; what is read
// is the same again when it is written.

#include <cstdlib>
#include <sstream>

#include "storage/warc/gzip.h"
#include "storage/warc/warc_member.h"
#include "storage/warc/warc_reader.h"
#include "tests/fuzz/require.h"

namespace {

using namespace cuttings;

// Written without the fields that warc_member() makes itself.
void check_survives_writing(const WarcRecord& record) {
  WarcFields fields;
  for (const auto& [name, value] : record.fields)
    if (name.starts_with("WARC-T")) fields.emplace_back(name, value);
  const auto plain = gunzip_member(warc_member(fields, record.block), 2 << 20);
  require(plain.has_value(), "a member is one");
  const auto again = parse_record(*plain);
  require(again && again->block == record.block, "a block survives being written");
  require(again->field("WARC-Block-Digest") == warc_digest(record.block), "and has its digest");
}

// As import reads: whatever the framing and the line ends, and behind damage, it comes to an end,
// and no record is made of nothing.
void read_as_of_others(const unsigned char* data, std::size_t size, cuttings::Damage damage) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  cuttings::WarcReaderLimits limits{4096, 1 << 20, cuttings::LargeBlocks::kPassOver,
                                    cuttings::GzipFraming::kAny, damage};
  cuttings::WarcReader reader(in, 0, limits);
  std::size_t steps = 0;
  while (true) {
    const auto record = reader.next();
    if (record && !*record) break;
    if (!record && damage == cuttings::Damage::kEnds) break;
    if (record)
      require((*record)->version.starts_with("WARC/"), "a record begins with its version");
    require(++steps < 1'000'000, "it comes to an end");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  cuttings::WarcReader reader(in, 0, {4096, 1 << 20});
  std::uint64_t end = 0;
  for (auto record = reader.next(); record && *record; record = reader.next()) {
    if ((*record)->offset != end || (*record)->length == 0) std::abort();
    end += (*record)->length;
    check_survives_writing(**record);
  }
  if (end > size) std::abort();
  for (const auto damage : {cuttings::Damage::kEnds, cuttings::Damage::kIsPassed})
    read_as_of_others(data, size, damage);
  return 0;
}
