#include "crawler/engine/curl_transfer.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "config/base/text.h"
#include "crawler/engine/curl_failure.h"

namespace cuttings {
namespace {

SinkLimits sink_limits(const FetchOptions& options, const HopLimits& limits) {
  return {options.max_header_bytes, options.max_wire_bytes, limits.max_body_bytes,
          limits.when_too_long, limits.body};
}

/// Empty for families that are no IP.
std::optional<IpAddress> binary_address(const curl_sockaddr& address) {
  if (address.family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address.addr, sizeof v4);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return IpAddress::v4(bytes);
  }
  if (address.family == AF_INET6 && address.addrlen >= sizeof(sockaddr_in6)) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, static_cast<const void*>(&address.addr), sizeof v6);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return IpAddress::v6(bytes);
  }
  return std::nullopt;
}

/// A header value that cannot end its line and begin another.
bool is_header_safe(std::string_view value) {
  for (const char c : value)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  return true;
}

std::string_view protocol_name(CURL* handle) {
  long version = 0;
  curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &version);
  if (version == CURL_HTTP_VERSION_1_0) return "http/1.0";
  return version == CURL_HTTP_VERSION_2_0 ? "h2" : "http/1.1";
}

/// HTTP/2 has no request and status line; libcurl writes "HTTP/2" into those it makes up, and a
/// WARC reader wants HTTP/1.1's form (WARC-Protocol says what it was).
void write_as_http11(std::string& head, std::string_view line_end) {
  const std::size_t end = head.find(line_end);
  const std::size_t at = head.find("HTTP/2");
  if (at != std::string::npos && at < end) head.replace(at, 6, "HTTP/1.1");
}

}  // namespace

CurlTransfer::CurlTransfer(const FetchOptions& options, const AddressFilter& filter, const Url& url,
                           const FetchRequest& request, const HopLimits& limits)
    : options_(options),
      filter_(filter),
      url_(url.without_fragment()),
      sink_(sink_limits(options, limits)),
      target_(curl_url()),
      easy_(curl_easy_init()) {
  is_ready_ = easy_ != nullptr && target_ != nullptr && set_target(url) && set_headers(request) &&
              set_limits(limits) && set_guards() && set_callbacks();
}

/// Both parsers must mean the same host, or the checks made on ours would be worth nothing.
bool CurlTransfer::set_target(const Url& url) {
  const unsigned flags = CURLU_DISALLOW_USER | CURLU_PATH_AS_IS;
  if (curl_url_set(target_.get(), CURLUPART_URL, url_.c_str(), flags) != CURLUE_OK) return false;
  char* host = nullptr;
  if (curl_url_get(target_.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) return false;
  const bool is_same = url.host() == host;
  curl_free(host);
  return is_same && set(CURLOPT_CURLU, target_.get()) && set(CURLOPT_PATH_AS_IS, 1L);
}

bool CurlTransfer::set_headers(const FetchRequest& request) {
  const auto add = [&](const std::string& line) {
    curl_slist* list = curl_slist_append(header_list_.get(), line.c_str());
    if (list == nullptr) return;
    (void)header_list_.release();  // append returned the same list, or the first of a new one
    header_list_.reset(list);
  };
  add("Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
  if (!request.etag.empty() && is_header_safe(request.etag)) add("If-None-Match: " + request.etag);
  if (!request.last_modified.empty() && is_header_safe(request.last_modified))
    add("If-Modified-Since: " + request.last_modified);
  return is_header_safe(options_.user_agent) &&
         set(CURLOPT_USERAGENT, options_.user_agent.c_str()) &&
         set(CURLOPT_HTTPHEADER, header_list_.get()) &&
         set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br, zstd") &&
         set(CURLOPT_HTTP_CONTENT_DECODING, 0L);  // ContentDecoder does it, with a limit
}

bool CurlTransfer::set_limits(const HopLimits& limits) {
  const bool is_cut_wanted = limits.when_too_long == WhenTooLong::kKeepHead;
  const auto most = is_cut_wanted ? 0 : static_cast<curl_off_t>(options_.max_wire_bytes);
  return set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout_ms)) &&
         set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout_ms)) &&
         set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.low_speed_bytes_per_s)) &&
         set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.low_speed_time_s)) &&
         set(CURLOPT_MAXFILESIZE_LARGE, most) &&  // only an early exit: ResponseSink counts
         set(CURLOPT_BUFFERSIZE, 65536L);
}

/// What keeps a hostile server, URL or environment from making more of us than one GET.
bool CurlTransfer::set_guards() {
  return set(CURLOPT_PROTOCOLS_STR, "http,https") &&
         set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https") && set(CURLOPT_FOLLOWLOCATION, 0L) &&
         set(CURLOPT_PROXY, "") &&  // a proxy from the environment would hide the peer's address
         set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)) &&
         set(CURLOPT_UNRESTRICTED_AUTH, 0L) && set(CURLOPT_HTTP09_ALLOWED, 0L) &&
         set(CURLOPT_NOSIGNAL, 1L) &&
         set(CURLOPT_QUICK_EXIT, 1L) &&  // else a slow DNS answer blocks the loop
         set(CURLOPT_DNS_CACHE_TIMEOUT, 60L) && set(CURLOPT_MAXAGE_CONN, 60L) &&
         set(CURLOPT_MAXLIFETIME_CONN, 300L) && set(CURLOPT_SSL_VERIFYPEER, 1L) &&
         set(CURLOPT_SSL_VERIFYHOST, 2L) &&
         set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
         (options_.ca_file.empty() || set(CURLOPT_CAINFO, options_.ca_file.c_str())) &&
         set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
}

bool CurlTransfer::set_callbacks() {
  return set(CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header) && set(CURLOPT_HEADERDATA, this) &&
         set(CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body) && set(CURLOPT_WRITEDATA, this) &&
         set(CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::on_open_socket) &&
         set(CURLOPT_OPENSOCKETDATA, this) &&
         set(CURLOPT_PREREQFUNCTION, &CurlTransfer::on_before_request) &&
         set(CURLOPT_PREREQDATA, this) && set(CURLOPT_DEBUGFUNCTION, &CurlTransfer::on_debug) &&
         set(CURLOPT_DEBUGDATA, this) && set(CURLOPT_VERBOSE, 1L) &&
         set(CURLOPT_ERRORBUFFER, error_text_) && set(CURLOPT_PRIVATE, this);
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  return transfer.sink_.take_header_line({data, size * count}) ? size * count : 0;
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  return transfer.sink_.take_body({data, size * count}) ? size * count : 0;
}

curl_socket_t CurlTransfer::on_open_socket(void* self, curlsocktype /*purpose*/,
                                           curl_sockaddr* address) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  ++transfer.trace_.sockets_asked;
  const auto ip = binary_address(*address);
  const std::string why =
      ip ? transfer.filter_.why_blocked(*ip) : std::string("its address is no IP address");
  if (!why.empty()) {
    ++transfer.trace_.sockets_blocked;
    transfer.trace_.blocked_reason = why;
    return CURL_SOCKET_BAD;
  }
  const int fd =
      socket(address->family, address->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address->protocol);
  if (fd < 0) transfer.trace_.local_error = std::strerror(errno);
  return fd < 0 ? CURL_SOCKET_BAD : fd;
}

/// Also for a connection used again, where no socket is opened.
int CurlTransfer::on_before_request(void* self, char* peer, char* /*local*/, int /*peer_port*/,
                                    int /*local_port*/) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  const auto ip = IpAddress::parse(peer == nullptr ? "" : peer);
  const std::string why =
      ip ? transfer.filter_.why_blocked(*ip) : std::string("the peer's address is not known");
  if (why.empty()) return CURL_PREREQFUNC_OK;
  transfer.trace_.sockets_blocked = ++transfer.trace_.sockets_asked;
  transfer.trace_.blocked_reason = why;
  return CURL_PREREQFUNC_ABORT;
}

int CurlTransfer::on_debug(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size,
                           void* self) {
  if (type == CURLINFO_HEADER_OUT)
    static_cast<CurlTransfer*>(self)->request_bytes_.assign(data, size);
  return 0;
}

FetchResult CurlTransfer::finish(CURLcode code) {
  if (code == CURLE_OK)
    sink_.finish();
  else
    (void)sink_.decode_held();
  FetchResult result;
  result.final_url = url_;
  const bool is_meant_cut = sink_.is_cut() && !sink_.failure();
  const FetchFailure failure =
      is_meant_cut       ? FetchFailure()
      : sink_.failure()  ? sink_.failure()
      : code != CURLE_OK ? explain_curl_failure(code, error_text_, trace_, sink_.status(), options_)
                         : FetchFailure();
  result.status = sink_.status();
  result.headers = sink_.headers();
  result.body = std::move(sink_.body());
  result.is_body_as_sent = !failure && sink_.is_body_as_sent();
  if (!request_bytes_.empty() && !sink_.head().empty())
    result.exchanges.push_back(take_exchange(!failure && !is_meant_cut, code));
  if (failure) set_failure(result, failure);
  return result;
}

HttpExchange CurlTransfer::take_exchange(bool is_whole, CURLcode code) {
  HttpExchange exchange;
  exchange.url = url_;
  exchange.protocol = protocol_name(easy_.get());
  exchange.request_bytes = std::move(request_bytes_);
  exchange.response_head = std::move(sink_.head());
  exchange.response_body = std::move(sink_.raw_body());
  if (exchange.protocol == "h2") {
    write_as_http11(exchange.request_bytes, "\r\n");
    write_as_http11(exchange.response_head, "\r\n");
  }
  char* peer = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &peer);
  if (peer != nullptr) exchange.peer_address = peer;
  exchange.is_truncated = !is_whole;
  if (exchange.is_truncated)  // ISO 28500:2017, 5.13
    exchange.truncation_reason =
        code == CURLE_OPERATION_TIMEDOUT ? "time"
        : sink_.is_cut()                 ? "length"
        : code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_HTTP2_STREAM
            ? "disconnect"
            : "unspecified";
  return exchange;
}

}  // namespace cuttings
