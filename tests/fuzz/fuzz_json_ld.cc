// Any bytes as a JSON-LD script: no crash, bounded candidates.
#include <cstddef>
#include <cstdint>

#include "config/base/utf8.h"
#include "extractor/metadata/json_ld.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = cuttings::to_valid_utf8({reinterpret_cast<const char*>(data), size});
  cuttings::Candidates candidates;
  cuttings::collect_json_ld({text}, "https://example.org/", candidates);
  return 0;
}
