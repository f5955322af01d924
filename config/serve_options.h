#pragma once
// [serve]: the reader, dashboard and API on this machine. Not built yet: nothing reads them.

#include <string>

namespace cuttings {

struct ServeOptions {
  std::string listen = "127.0.0.1:8765";  ///< address and port; "[::1]:8765" for IPv6
  std::string token_file = {};  ///< holds the secret asked for; needed before other hosts may ask

  bool operator==(const ServeOptions&) const = default;
};

}  // namespace cuttings
