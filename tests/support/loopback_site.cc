#include "tests/support/loopback_site.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr int kPollMs = 20;  // how soon a waiting thread sees that the site stops

std::shared_ptr<void> make_tls_context(const TestCertificate& certificate) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  const std::unique_ptr<BIO, int (*)(BIO*)> cert(
      BIO_new_mem_buf(certificate.certificate_pem.data(),
                      static_cast<int>(certificate.certificate_pem.size())),
      BIO_free);
  const std::unique_ptr<BIO, int (*)(BIO*)> key(
      BIO_new_mem_buf(certificate.key_pem.data(), static_cast<int>(certificate.key_pem.size())),
      BIO_free);
  X509* x509 = PEM_read_bio_X509(cert.get(), nullptr, nullptr, nullptr);
  EVP_PKEY* private_key = PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr);
  if (SSL_CTX_use_certificate(context, x509) != 1 ||
      SSL_CTX_use_PrivateKey(context, private_key) != 1)
    std::abort();
  X509_free(x509);
  EVP_PKEY_free(private_key);
  return {context, [](void* raw) { SSL_CTX_free(static_cast<SSL_CTX*>(raw)); }};
}

/// Reads what has come; 0 when the other side has closed or the site stops.
std::size_t read_some(int fd, SSL* tls, const std::atomic<bool>& is_stopping, char* buffer,
                      std::size_t size) {
  while (!is_stopping) {
    pollfd waiting{fd, POLLIN, 0};
    if ((tls == nullptr || SSL_pending(tls) == 0) && poll(&waiting, 1, kPollMs) == 0) continue;
    const auto count = tls != nullptr ? SSL_read(tls, buffer, static_cast<int>(size))
                                      : static_cast<int>(recv(fd, buffer, size, 0));
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  return 0;
}

SiteRequest parse_request(std::string head) {
  SiteRequest request;
  const std::string line = head.substr(0, head.find("\r\n"));
  const auto words = split(line, ' ');
  request.method = words[0];
  if (words.size() > 1) request.target = words[1];
  request.head = std::move(head);
  request.host = request.header("host");
  if (const auto colon = request.host.rfind(':'); colon != std::string::npos)
    request.host.resize(colon);
  return request;
}

}  // namespace

std::string SiteRequest::header(std::string_view name) const {
  for (const std::string_view line : split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && equals_ignoring_ascii_case(line.substr(0, colon), name))
      return std::string(trim_ascii(line.substr(colon + 1)));
  }
  return {};
}

bool Reply::send(std::string_view bytes) {
  while (!bytes.empty() && !is_stopping_) {
    pollfd waiting{fd_, POLLOUT, 0};
    if (poll(&waiting, 1, kPollMs) == 0) continue;
    const std::size_t size = std::min<std::size_t>(bytes.size(), 1 << 16);
    const auto sent = tls_ != nullptr
                          ? SSL_write(static_cast<SSL*>(tls_), bytes.data(), static_cast<int>(size))
                          : static_cast<int>(::send(fd_, bytes.data(), size, MSG_NOSIGNAL));
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !is_stopping_;
}

void Reply::answer(int status, std::string_view body,
                   const std::vector<std::pair<std::string, std::string>>& headers) {
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Answer\r\n";
  for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
  bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  is_kept_ = send(bytes + std::string(body));
}

void Reply::wait_for_close() {
  char buffer[4096];
  while (read_some(fd_, static_cast<SSL*>(tls_), is_stopping_, buffer, sizeof buffer) > 0) {
  }
}

void Reply::reset() {
  const linger at_once{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  is_kept_ = false;
}

bool Reply::pause_ms(int milliseconds) {
  for (int waited = 0; waited < milliseconds && !is_stopping_; waited += kPollMs)
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(kPollMs, milliseconds)));
  return !is_stopping_;
}

LoopbackSite::LoopbackSite() { listen_on_loopback(); }

LoopbackSite::LoopbackSite(const TestCertificate& certificate)
    : tls_context_(make_tls_context(certificate)) {
  listen_on_loopback();
}

LoopbackSite::~LoopbackSite() {
  is_stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) shutdown(fd, SHUT_RDWR);
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
}

void LoopbackSite::on(const std::string& target, Handler handler) {
  on_host("", target, std::move(handler));
}

void LoopbackSite::on_host(const std::string& host, const std::string& target, Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_[host + target] = std::move(handler);
}

void LoopbackSite::page(const std::string& target, std::string html) {
  on(target, [html = std::move(html)](const SiteRequest&, Reply& reply) {
    reply.answer(200, html, {{"Content-Type", "text/html; charset=utf-8"}});
  });
}

void LoopbackSite::robots(std::string text) {
  on("/robots.txt", [text = std::move(text)](const SiteRequest&, Reply& reply) {
    reply.answer(200, text, {{"Content-Type", "text/plain"}});
  });
}

void LoopbackSite::redirect(const std::string& target, std::string location, int status) {
  on(target, [location = std::move(location), status](const SiteRequest&, Reply& reply) {
    reply.answer(status, "moved", {{"Location", location}});
  });
}

std::string LoopbackSite::url(std::string_view target, std::string_view host) const {
  return (tls_context_ ? "https://" : "http://") + std::string(host) + ":" + std::to_string(port_) +
         std::string(target);
}

std::vector<SiteRequest> LoopbackSite::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

int LoopbackSite::count(std::string_view target) const {
  int count = 0;
  for (const SiteRequest& request : requests()) count += request.target == target ? 1 : 0;
  return count;
}

void LoopbackSite::listen_on_loopback() {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(listener_, raw, size) != 0 || listen(listener_, 512) != 0 ||
      getsockname(listener_, raw, &size) != 0)
    std::abort();
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_loop(); });
}

void LoopbackSite::accept_loop() {
  while (!is_stopping_) {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    ++connections_;
    const std::lock_guard lock(mutex_);
    open_.insert(fd);
    threads_.emplace_back([this, fd] { serve(fd); });
  }
}

void LoopbackSite::serve(int fd) {
  const std::unique_ptr<SSL, void (*)(SSL*)> tls(
      tls_context_ ? SSL_new(static_cast<SSL_CTX*>(tls_context_.get())) : nullptr, SSL_free);
  bool is_open = true;
  if (tls) {
    SSL_set_fd(tls.get(), fd);
    is_open = SSL_accept(tls.get()) == 1;
  }
  std::string buffer;
  Reply reply(fd, tls.get(), is_stopping_);
  while (is_open && serve_request(buffer, reply)) {
  }
  const std::lock_guard lock(mutex_);
  open_.erase(fd);
  close(fd);
}

/// Reads one request and answers it; false when the connection is to be closed.
bool LoopbackSite::serve_request(std::string& buffer, Reply& reply) {
  char block[16384];
  std::size_t end = std::string::npos;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    const std::size_t size =
        read_some(reply.fd_, static_cast<SSL*>(reply.tls_), is_stopping_, block, sizeof block);
    if (size == 0) return false;
    buffer.append(block, size);
    if (buffer[0] == '\x16') {  // a TLS greeting on a plain port: what servers say to it
      reply.answer(400, "this is http");
      return false;
    }
  }
  SiteRequest request = parse_request(buffer.substr(0, end + 4));
  request.at = std::chrono::steady_clock::now();
  buffer.erase(0, end + 4);
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    handler = find(request);
  }
  reply.is_kept_ = false;
  if (handler)
    handler(request, reply);
  else
    reply.answer(404, "not here");
  return reply.is_kept_;
}

LoopbackSite::Handler LoopbackSite::find(const SiteRequest& request) const {
  const std::string path = request.target.substr(0, request.target.find('?'));
  for (const std::string& key :
       {request.host + request.target, request.host + path, request.target, path, std::string("*")})
    if (const auto found = handlers_.find(key); found != handlers_.end()) return found->second;
  return nullptr;
}

}  // namespace cuttings
