// Imports of all kinds: any bytes. Beyond "no crash": each URL is http(s) and a list of them is
// read as the same URLs, titles are UTF-8.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "config/base/utf8.h"
#include "crawler/discovery/import_sources.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::vector<ImportedUrl> urls = import_urls(input).urls;
  std::string list;
  for (const ImportedUrl& item : urls) {
    require(item.url.starts_with("http"), "an import has an http URL");
    require(is_valid_utf8(item.title), "a title is UTF-8");
    list += item.url + "\n";
  }
  const std::vector<ImportedUrl> again = import_text(list).urls;
  require(again.size() == urls.size(), "a list of the URLs has as many");
  for (std::size_t i = 0; i < urls.size(); ++i)
    require(again[i].url == urls[i].url, "a URL survives being written");
  return 0;
}
