// Feeds: any bytes. Beyond "no crash": each entry has an http(s) URL, a URL once, and text is
// UTF-8.

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "config/base/utf8.h"
#include "crawler/discovery/feed.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Feed feed = parse_feed(input, *Url::parse("https://example.org/feed"));
  std::set<std::string> urls;
  for (const std::string* text : {&feed.title, &feed.language, &feed.home_url, &feed.self_url})
    require(is_valid_utf8(*text), "text is UTF-8");
  for (const FeedEntry& entry : feed.entries) {
    require(urls.insert(entry.url).second, "a URL comes once");
    require(is_valid_utf8(entry.title) && is_valid_utf8(entry.id), "text is UTF-8");
    const Result<Url> url = Url::parse(entry.url);
    require(url && url->is_http(), "an entry has an http URL");
  }
  return 0;
}
