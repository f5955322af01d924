#pragma once
// UrlRecord: a URL in its parts, as the standard's algorithms see it
// (https://url.spec.whatwg.org/#concept-url). Only the parser and Url use it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cuttings {

struct UrlRecord {
  std::string scheme;
  std::string username, password;
  std::optional<std::string> host;    ///< serialised; absent differs from empty
  std::optional<std::uint16_t> port;  ///< absent when it is the scheme's default
  std::string path;                   ///< opaque, or the list of segments each after its "/"
  bool has_opaque_path = false;
  std::optional<std::string> query, fragment;  ///< absent differs from empty
};

/// True for ftp, file, http, https, ws, wss (https://url.spec.whatwg.org/#special-scheme).
bool is_special_scheme(std::string_view scheme);

/// The scheme's default port; empty for file and for schemes that are not special.
std::optional<std::uint16_t> default_port(std::string_view scheme);

}  // namespace cuttings
