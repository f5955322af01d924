#pragma once
// CurlMulti: drives libcurl's multi_socket interface from an io_context. libcurl says which of its
// sockets and which timer it wants watched; we watch them and tell it what happened.

#include <functional>
#include <map>
#include <memory>

#include <curl/curl.h>

#include "config/base/clock.h"
#include "crawler/engine/asio.h"

namespace cuttings {

/// Network thread only. Handles given to start() must outlive their transfer.
class CurlMulti {
 public:
  struct Limits {
    long max_busy_connections = 0;
    long max_idle_connections = 0;  ///< kept for the next page of their host
    long max_connections_per_host = 0;
  };
  using Done = std::function<void(CURLcode)>;

  CurlMulti(asio::io_context& io, const Limits& limits);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// Begins a transfer; `done` is called from the loop, never from inside this, and once.
  /// False when libcurl refused; then `done` is not called.
  bool start(CURL* handle, Done done);

  /// Takes every transfer out, and calls its `done` with CURLE_ABORTED_BY_CALLBACK.
  void abort_all();

 private:
  /// One of libcurl's sockets. Shared by the map and the waits under way: a wait may end after
  /// libcurl has let the socket go.
  struct Watch {
    explicit Watch(asio::io_context& io) : socket(io) {}
    asio::posix::stream_descriptor socket;
    bool wants_read = false, wants_write = false;
    bool waits_read = false, waits_write = false;
    bool is_gone = false;
  };

  static int on_socket(CURL* handle, curl_socket_t fd, int what, void* self, void* watch);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);

  void watch_socket(curl_socket_t fd, int what);
  void wait_for_read(curl_socket_t fd, const std::shared_ptr<Watch>& watch);
  void wait_for_write(curl_socket_t fd, const std::shared_ptr<Watch>& watch);
  void arm_timer();
  void act_when_due();
  void act_soon();
  void act(curl_socket_t fd, int events);
  void collect_finished();
  void finish(CURL* handle, CURLcode code);

  asio::io_context& io_;
  asio::steady_timer timer_;
  SteadyTime act_at_ = SteadyTime::max();     ///< when libcurl wants to be called
  SteadyTime armed_for_ = SteadyTime::max();  ///< when timer_ ends: never after act_at_
  bool will_act_ = false;                     ///< act_soon() was called
  std::map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  std::map<CURL*, Done> transfers_;
  CURLM* multi_;
};

}  // namespace cuttings
