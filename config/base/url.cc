#include "config/base/url.h"

#include "config/base/text.h"
#include "config/base/url_parser.h"
#include "config/base/url_record.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxShownBytes = 200;  // of a rejected URL in a message; chosen by hand

std::string describe_failure(std::string_view input, std::string_view reason) {
  std::string shown = to_valid_utf8(input.substr(0, kMaxShownBytes));
  if (input.size() > kMaxShownBytes) shown += "...";
  return "cannot read \"" + escape_for_terminal(shown, LineMode::kOneLine) +
         "\" as a URL: " + std::string(reason);
}

std::uint32_t offset(const std::string& href) { return static_cast<std::uint32_t>(href.size()); }

}  // namespace

bool is_special_scheme(std::string_view scheme) {
  return scheme == "file" || default_port(scheme).has_value();
}

std::optional<std::uint16_t> default_port(std::string_view scheme) {
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "ftp") return 21;
  return std::nullopt;
}

Result<Url> Url::parse(std::string_view input) {
  const Result<UrlRecord> record = parse_url(input, nullptr);
  if (!record)
    return fail(ErrorCode::kInvalidArgument, describe_failure(input, record.error().message));
  return Url(*record);
}

Result<Url> Url::resolve(std::string_view reference) const {
  const UrlRecord base = record();
  const Result<UrlRecord> resolved = parse_url(reference, &base);
  if (!resolved)
    return fail(ErrorCode::kInvalidArgument, describe_failure(reference, resolved.error().message));
  return Url(*resolved);
}

// https://url.spec.whatwg.org/#concept-url-serializer
Url::Url(const UrlRecord& record)
    : port_(record.port),
      has_host_(record.host.has_value()),
      has_opaque_path_(record.has_opaque_path) {
  href_ = record.scheme;
  scheme_end_ = offset(href_);
  href_.push_back(':');
  write_authority(record);
  if (!has_host_ && !has_opaque_path_ && record.path.starts_with("//")) href_ += "/.";
  path_begin_ = offset(href_);
  href_ += record.path;
  path_end_ = offset(href_);
  if (record.query) href_ += "?" + *record.query;
  query_end_ = offset(href_);
  if (record.fragment) href_ += "#" + *record.fragment;
}

void Url::write_authority(const UrlRecord& record) {
  if (has_host_) href_ += "//";
  username_begin_ = offset(href_);
  href_ += record.username;
  username_end_ = offset(href_);
  if (!record.password.empty()) href_ += ":" + record.password;
  password_end_ = offset(href_);
  if (password_end_ > username_begin_) href_.push_back('@');
  host_begin_ = offset(href_);
  if (has_host_) href_ += *record.host;
  host_end_ = offset(href_);
  if (port_) href_ += ":" + std::to_string(*port_);
}

UrlRecord Url::record() const {
  UrlRecord record;
  record.scheme = scheme();
  record.username = username();
  record.password = password();
  if (has_host_) record.host = std::string(host());
  record.port = port_;
  record.path = path();
  record.has_opaque_path = has_opaque_path_;
  if (query_end_ > path_end_) record.query = std::string(query());
  if (href_.size() > query_end_) record.fragment = std::string(fragment());
  return record;
}

std::string_view Url::slice(std::uint32_t begin, std::uint32_t end) const {
  return begin < end ? std::string_view(href_).substr(begin, end - begin) : std::string_view();
}

std::string_view Url::scheme() const { return slice(0, scheme_end_); }
std::string_view Url::username() const { return slice(username_begin_, username_end_); }
std::string_view Url::password() const { return slice(username_end_ + 1, password_end_); }
std::string_view Url::host() const { return slice(host_begin_, host_end_); }
std::string_view Url::path() const { return slice(path_begin_, path_end_); }
std::string_view Url::query() const { return slice(path_end_ + 1, query_end_); }
std::string_view Url::fragment() const { return slice(query_end_ + 1, offset(href_)); }

std::uint16_t Url::effective_port() const {
  return port_ ? *port_ : default_port(scheme()).value_or(0);
}

// https://url.spec.whatwg.org/#concept-url-origin
std::string Url::origin() const {
  if (scheme() == "blob") return blob_origin();
  if (!default_port(scheme())) return "null";
  std::string out(scheme());
  out += "://";
  out += host();
  if (port_) out += ":" + std::to_string(*port_);
  return out;
}

/// A blob URL has the origin of the http or https URL in its path.
std::string Url::blob_origin() const {
  const Result<Url> inner = parse(path());
  return inner && inner->is_http() ? inner->origin() : "null";
}

std::string Url::path_and_query() const { return std::string(slice(path_begin_, query_end_)); }
std::string Url::without_fragment() const { return std::string(slice(0, query_end_)); }
std::string Url::without_credentials() const {
  if (!has_credentials()) return href_;
  return href_.substr(0, username_begin_) + href_.substr(password_end_ + 1);  // and the "@"
}
bool Url::is_http() const { return scheme() == "http" || scheme() == "https"; }

}  // namespace cuttings
