// Any bytes as a JSON-LD script: no crash; what is found is UTF-8, and no more than there is.
#include <cstddef>
#include <cstdint>

#include "config/base/utf8.h"
#include "extractor/metadata/json_ld.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = cuttings::to_valid_utf8({reinterpret_cast<const char*>(data), size});
  cuttings::Candidates candidates;
  cuttings::collect_json_ld({text}, "https://example.org/", candidates);
  for (std::size_t field = 0; field < cuttings::kFields; ++field)
    for (const cuttings::Candidate& found : candidates.of(static_cast<cuttings::Field>(field)))
      cuttings::require(!found.value.empty() && cuttings::is_valid_utf8(found.value) &&
                            found.value.size() <= cuttings::Candidates::kMaxValueBytes,
                        "a candidate is text of bounded length");
  return 0;
}
