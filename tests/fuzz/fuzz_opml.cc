// Imports of all kinds: any bytes. Beyond "no crash": each URL is http(s).

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/discovery/import_sources.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const ImportedUrl& item : import_urls(input).urls) {
    require(item.url.starts_with("http"), "an import has an http URL");
  }
  return 0;
}
