// Any bytes with any Content-Type (the first line): the text is valid UTF-8, not absurdly long, and
// ASCII stays as it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "config/base/utf8.h"
#include "extractor/decode/content_kind.h"
#include "extractor/decode/decode.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = std::min(input.find('\n'), input.size());
  const std::string_view bytes = input.substr(std::min(line_end + 1, input.size()));
  const cuttings::DecodedPage page =
      cuttings::decode_page(std::string(bytes), input.substr(0, line_end));
  (void)cuttings::describe_non_html(bytes);  // only that it does not crash
  cuttings::require(cuttings::is_valid_utf8(page.text), "text is valid UTF-8");
  cuttings::require(page.text.size() <= 4 * bytes.size() + 16, "text is at most 4 times as long");
  cuttings::require(!page.encoding.empty(), "an encoding is named");
  return 0;
}
