#pragma once
// CurlTransfer: one exchange on one libcurl easy handle: its settings, its callbacks, its outcome.

#include <cstddef>
#include <memory>
#include <string>

#include <curl/curl.h>

#include "config/fetch_options.h"
#include "crawler/address_filter.h"
#include "crawler/engine/fetcher.h"
#include "crawler/engine/response_sink.h"

namespace cuttings {

/// What libcurl cannot say in its result code.
struct ConnectTrace {
  int sockets_asked = 0;
  int sockets_blocked = 0;
  std::string blocked_reason;  ///< of the last address refused
  std::string local_error;     ///< a socket could not be made: our trouble, not the host's
};

/// Network thread only; neither copied nor moved (libcurl holds its address).
class CurlTransfer {
 public:
  /// `options` and `filter` must outlive this.
  CurlTransfer(const FetchOptions& options, const AddressFilter& filter, const Url& url,
               const FetchRequest& request, const HopLimits& limits);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// The handle to give to a multi handle; null when libcurl would not take the settings.
  CURL* handle() const { return is_ready_ ? easy_.get() : nullptr; }

  /// What came of it, once libcurl has ended the transfer with `code`; call once, before the
  /// handle is destroyed. Times and the URL as asked are left to the caller.
  FetchResult finish(CURLcode code);

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_before_request(void* self, char* peer, char* local, int peer_port, int local_port);
  static int on_debug(CURL* handle, curl_infotype type, char* data, std::size_t size, void* self);

  bool set_target(const Url& url);
  bool set_headers(const FetchRequest& request);
  bool set_limits(const HopLimits& limits);
  bool set_guards();
  bool set_callbacks();
  template <class Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  }
  HttpExchange take_exchange(bool is_whole, CURLcode code);

  struct CleanEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct CleanUrl {
    void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
  };
  struct CleanList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  const FetchOptions& options_;
  const AddressFilter& filter_;
  std::string url_;
  ResponseSink sink_;
  ConnectTrace trace_;
  std::string request_bytes_;
  char error_text_[CURL_ERROR_SIZE] = {};
  std::unique_ptr<CURLU, CleanUrl> target_;
  std::unique_ptr<curl_slist, CleanList> header_list_;
  std::unique_ptr<CURL, CleanEasy> easy_;  // last: destroyed first, while what it points to lives
  bool is_ready_ = false;
};

}  // namespace cuttings
