// Input: a URL, then after the first LF perhaps a reference to resolve against it.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "config/base/canonical_url.h"
#include "config/base/public_suffix.h"
#include "config/base/url.h"
#include "tests/fuzz/require.h"

namespace cuttings {
namespace {

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool have_equal_parts(const Url& a, const Url& b) {
  return a.scheme() == b.scheme() && a.username() == b.username() && a.password() == b.password() &&
         a.host() == b.host() && a.port() == b.port() && a.path() == b.path() &&
         a.query() == b.query() && a.fragment() == b.fragment() && a.origin() == b.origin();
}

void check(const Url& url) {
  require(is_printable_ascii(url.href()), "a serialised URL is printable ASCII");
  const Result<Url> again = Url::parse(url.href());
  require(again.has_value(), "a serialised URL parses");
  require(*again == url && have_equal_parts(*again, url), "a URL survives serialising");
  const Result<Url> self = url.resolve(url.href());
  require(self && *self == url, "an absolute URL resolves to itself");
  const Url canonical = canonical_url(url);
  require(canonical_url(canonical) == canonical, "canonicalising twice changes nothing");
  require(!url.is_http() || !url.host().empty(), "an http URL has a host");
  require(url.host().ends_with(registrable_domain(url.host())) || url.host().ends_with('.'),
          "a registrable domain ends its host");
}

}  // namespace
}  // namespace cuttings

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = std::min(input.find('\n'), input.size());
  const cuttings::Result<cuttings::Url> url = cuttings::Url::parse(input.substr(0, line_end));
  if (!url) return 0;
  cuttings::check(*url);
  if (line_end == input.size()) return 0;
  const auto resolved = url->resolve(input.substr(line_end + 1));
  if (resolved) cuttings::check(*resolved);
  return 0;
}
