// Any bytes as a WARC file: records or an error, bounded memory, offsets that add up.

#include <cstdlib>
#include <sstream>

#include "storage/warc/warc_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  cuttings::WarcReader reader(in, 0, {4096, 1 << 20});
  std::uint64_t end = 0;
  for (auto record = reader.next(); record && *record; record = reader.next()) {
    if ((*record)->offset != end || (*record)->length == 0) std::abort();
    end += (*record)->length;
  }
  if (end > size) std::abort();
  return 0;
}
