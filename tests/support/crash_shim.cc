// crash_shim: an LD_PRELOAD library for tests: the program aborts when it is to parse a page with
// the element <crash-me>, as it would by a fault of its own.

#include <dlfcn.h>
#include <gumbo.h>

#include <cstdlib>
#include <string_view>

extern "C" GumboOutput* gumbo_parse_with_options(const GumboOptions* options, const char* buffer,
                                                 std::size_t length) {
  if (std::string_view(buffer, length).find("<crash-me") != std::string_view::npos) std::abort();
  using Parse = GumboOutput* (*)(const GumboOptions*, const char*, std::size_t);
  static const auto next = reinterpret_cast<Parse>(::dlsym(RTLD_NEXT, "gumbo_parse_with_options"));
  return next(options, buffer, length);
}
