#pragma once
// Url: a parsed URL of the WHATWG URL standard (https://url.spec.whatwg.org/).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"

namespace cuttings {

struct UrlRecord;

/// A value type; always holds a valid, serialised URL. Any thread.
class Url {
 public:
  /// Parses an absolute URL as the standard's basic URL parser does; `input` is UTF-8.
  /// Error kInvalidArgument with the reason when the standard returns failure.
  static Result<Url> parse(std::string_view input);

  /// Parses `reference` against this URL (the standard's "base"). Same errors as parse().
  Result<Url> resolve(std::string_view reference) const;

  /// The serialised URL, ASCII.
  const std::string& href() const { return href_; }
  /// Without the colon, lower case: "https".
  std::string_view scheme() const;
  /// Serialised host, "" when there is none; IPv6 with brackets, domains in Punycode.
  std::string_view host() const;
  std::string_view username() const;
  std::string_view password() const;
  /// Empty when the port is the scheme's default or not given.
  std::optional<std::uint16_t> port() const { return port_; }
  /// The given port or the scheme's default; 0 for schemes without one.
  std::uint16_t effective_port() const;
  std::string_view path() const;
  /// Without "?"; empty when absent or empty.
  std::string_view query() const;
  /// Without "#"; empty when absent or empty.
  std::string_view fragment() const;
  /// "scheme://host[:port]" for special schemes other than file; that of the inner http or https
  /// URL for blob; else "null".
  std::string origin() const;
  /// Path and query as a request line or robots.txt rule sees it.
  std::string path_and_query() const;
  /// href() without the fragment.
  std::string without_fragment() const;
  /// href() without user name and password: what may be shown and stored.
  std::string without_credentials() const;
  bool has_credentials() const { return password_end_ > username_begin_; }
  bool is_http() const;

  friend bool operator==(const Url& a, const Url& b) { return a.href_ == b.href_; }
  friend auto operator<=>(const Url& a, const Url& b) { return a.href_ <=> b.href_; }

 private:
  explicit Url(const UrlRecord& record);
  UrlRecord record() const;
  void write_authority(const UrlRecord& record);
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const;
  std::string blob_origin() const;

  std::string href_;
  // Offsets into href_, in its order. A part's mark (":", "?", "#") lies before its beginning.
  std::uint32_t scheme_end_ = 0;
  std::uint32_t username_begin_ = 0, username_end_ = 0, password_end_ = 0;
  std::uint32_t host_begin_ = 0, host_end_ = 0;
  std::uint32_t path_begin_ = 0, path_end_ = 0;
  std::uint32_t query_end_ = 0;
  std::optional<std::uint16_t> port_;
  bool has_host_ = false;
  bool has_opaque_path_ = false;
};

}  // namespace cuttings
