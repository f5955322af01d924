// Pages that a browser saved as one file. Beyond "no crash": what is MHTML by its header is read or
// refused with the reason, and a page and its address are no longer than the file.

#include <cstdint>
#include <string_view>

#include "extractor/decode/mhtml.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto page = read_mhtml(bytes);
  if (page) {
    require(page->html.size() <= size, "a page is no longer than its file");
    require(page->url.size() <= size, "an address stands in the file");
    require(!page->content_type.empty(), "a page has a type");
  }
  if (!is_mhtml(bytes)) return 0;
  require(page.has_value() || page.error().code == ErrorCode::kParse, "MHTML is read or told why");
  return 0;
}
