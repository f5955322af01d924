#pragma once
// LoopbackSite: a web server inside the test, on 127.0.0.1 and a free port, whose handlers decide
// over every byte. For example:
//
//   LoopbackSite site;
//   site.page("/a", "<p>hello");                                     // 200, text/html
//   site.on("/cut", [](const auto&, Reply& reply) {                  // anything else
//     reply.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
//   });
//   fetch(site.url("/a")); site.count("/a");                         // what was asked
//
// What has no handler answers 404, /robots.txt too. Broken answers ready to use: bad_answers.h.
// HTTPS: give it a certificate (test_certificate.h). Other host names: fake_dns.h and site.url(
// "/a", "one.test"); on() takes all hosts, on_host() one.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/test_certificate.h"

namespace cuttings {

/// A request as it came.
struct SiteRequest {
  std::string method, target, host;            ///< host: the Host header without the port
  std::string head;                            ///< raw bytes up to the blank line
  std::chrono::steady_clock::time_point at{};  ///< when it had come whole

  /// The value of the header called `name` (any case), or "".
  std::string header(std::string_view name) const;
};

/// The answering end of one connection. Used on the connection's own thread.
class Reply {
 public:
  /// Sends raw bytes; false when the other side has gone or the site stops.
  bool send(std::string_view bytes);
  /// Sends a whole answer with Content-Length; the connection stays open for the next request.
  void answer(int status, std::string_view body,
              const std::vector<std::pair<std::string, std::string>>& headers = {});
  /// Sends nothing and returns when the other side has closed, or the site stops.
  void wait_for_close();
  /// Closes with a TCP reset.
  void reset();
  /// Without this, the connection is closed after a handler that used send().
  void keep_open() { is_kept_ = true; }
  /// Waits, but not beyond the site's end; false then. For slow answers only.
  bool pause_ms(int milliseconds);

 private:
  friend class LoopbackSite;
  Reply(int fd, void* tls, const std::atomic<bool>& is_stopping)
      : fd_(fd), tls_(tls), is_stopping_(is_stopping) {}

  int fd_;
  void* tls_;  ///< SSL*, or null
  const std::atomic<bool>& is_stopping_;
  bool is_kept_ = false;
};

class LoopbackSite {
 public:
  using Handler = std::function<void(const SiteRequest&, Reply&)>;

  /// Listens at once. Aborts the test program when it cannot.
  LoopbackSite();
  /// The same over TLS.
  explicit LoopbackSite(const TestCertificate& certificate);
  ~LoopbackSite();
  LoopbackSite(const LoopbackSite&) = delete;
  LoopbackSite& operator=(const LoopbackSite&) = delete;

  /// Answers `target` (path and query; the query may be left out) on any host.
  void on(const std::string& target, Handler handler);
  void on_host(const std::string& host, const std::string& target, Handler handler);
  /// Answers what no other handler does; without it that is a 404.
  void on_all_else(Handler handler) { on("*", std::move(handler)); }
  /// 200, text/html; charset=utf-8.
  void page(const std::string& target, std::string html);
  /// 200, text/plain, as /robots.txt.
  void robots(std::string text);
  /// 302 to `location`, as it stands.
  void redirect(const std::string& target, std::string location, int status = 302);

  std::uint16_t port() const { return port_; }
  /// "http://127.0.0.1:PORT/target", or with another host name.
  std::string url(std::string_view target, std::string_view host = "127.0.0.1") const;

  /// All requests so far, in the order they came.
  std::vector<SiteRequest> requests() const;
  /// How many had exactly this target.
  int count(std::string_view target) const;
  /// How many connections were accepted.
  int connections() const { return connections_; }

 private:
  void listen_on_loopback();
  void accept_loop();
  void serve(int fd);
  bool serve_request(std::string& buffer, Reply& reply);
  Handler find(const SiteRequest& request) const;

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::shared_ptr<void> tls_context_;  ///< SSL_CTX, shared by the connections' threads
  std::atomic<bool> is_stopping_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;  ///< guards what follows
  std::map<std::string, Handler> handlers_;
  std::vector<SiteRequest> requests_;
  std::set<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace cuttings
