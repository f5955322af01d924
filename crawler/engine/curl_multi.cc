#include "crawler/engine/curl_multi.h"

#include <chrono>
#include <utility>

namespace cuttings {

CurlMulti::CurlMulti(asio::io_context& io, const Limits& limits)
    : io_(io), timer_(io), multi_(curl_multi_init()) {
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  const long most = limits.max_busy_connections + limits.max_idle_connections;
  curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, most);  // counts idle ones too
  curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, limits.max_connections_per_host);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most);
}

CurlMulti::~CurlMulti() {
  for (const auto& [handle, done] : transfers_) curl_multi_remove_handle(multi_, handle);
  curl_multi_cleanup(multi_);  // still calls on_socket for the sockets it closes
  for (const auto& [fd, watch] : watches_)
    if (!watch->is_gone) watch->socket.release();  // libcurl's: not ours to close
}

bool CurlMulti::start(CURL* handle, Done done) {
  if (handle == nullptr || curl_multi_add_handle(multi_, handle) != CURLM_OK) return false;
  transfers_[handle] = std::move(done);
  return true;
}

void CurlMulti::abort_all() {
  while (!transfers_.empty()) finish(transfers_.begin()->first, CURLE_ABORTED_BY_CALLBACK);
}

int CurlMulti::on_socket(CURL* /*handle*/, curl_socket_t fd, int what, void* self,
                         void* /*watch*/) {
  static_cast<CurlMulti*>(self)->watch_socket(fd, what);
  return 0;
}

/// libcurl may not be called from inside its callback, even for 0 ms.
int CurlMulti::on_timer(CURLM* /*multi*/, long timeout_ms, void* self) {
  auto& multi = *static_cast<CurlMulti*>(self);
  multi.act_at_ = timeout_ms < 0
                      ? SteadyTime::max()
                      : std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  if (timeout_ms == 0)
    multi.act_soon();
  else
    multi.arm_timer();
  return 0;
}

/// A timer that ends too early stays, and is armed anew when it ends: each page moves its time-outs
/// several times, and each time would be a system call.
void CurlMulti::arm_timer() {
  if (act_at_ >= armed_for_) return;
  armed_for_ = act_at_;
  timer_.expires_at(act_at_);
  timer_.async_wait([this](const AsioError& error) {
    if (error) return;  // armed anew for an earlier time
    armed_for_ = SteadyTime::max();
    act_when_due();
  });
}

void CurlMulti::act_when_due() {
  if (std::chrono::steady_clock::now() < act_at_) return arm_timer();
  act_at_ = SteadyTime::max();  // libcurl names the next time itself
  act(CURL_SOCKET_TIMEOUT, 0);
}

void CurlMulti::act_soon() {
  if (std::exchange(will_act_, true)) return;
  asio::post(io_, [this] {
    will_act_ = false;
    act_when_due();
  });
}

void CurlMulti::watch_socket(curl_socket_t fd, int what) {
  const auto found = watches_.find(fd);
  if (what == CURL_POLL_REMOVE) {
    if (found == watches_.end()) return;
    found->second->is_gone = true;
    found->second->socket.release();  // libcurl closes it
    watches_.erase(found);
    return;
  }
  auto watch = found != watches_.end() ? found->second : std::make_shared<Watch>(io_);
  if (found == watches_.end()) {
    AsioError error;
    watch->socket.assign(fd, error);
    if (error) return;  // the transfer's own time-out ends it
    watches_[fd] = watch;
  }
  watch->wants_read = (what & CURL_POLL_IN) != 0;
  watch->wants_write = (what & CURL_POLL_OUT) != 0;
  wait_for_read(fd, watch);
  wait_for_write(fd, watch);
}

void CurlMulti::wait_for_read(curl_socket_t fd, const std::shared_ptr<Watch>& watch) {
  if (!watch->wants_read || watch->waits_read) return;
  watch->waits_read = true;
  watch->socket.async_wait(asio::posix::stream_descriptor::wait_read,
                           [this, fd, watch](const AsioError& error) {
                             watch->waits_read = false;
                             if (watch->is_gone) return;
                             if (watch->wants_read)
                               act(fd, error ? CURL_CSELECT_ERR : CURL_CSELECT_IN);
                             if (!watch->is_gone && !error) wait_for_read(fd, watch);
                           });
}

void CurlMulti::wait_for_write(curl_socket_t fd, const std::shared_ptr<Watch>& watch) {
  if (!watch->wants_write || watch->waits_write) return;
  watch->waits_write = true;
  watch->socket.async_wait(asio::posix::stream_descriptor::wait_write,
                           [this, fd, watch](const AsioError& error) {
                             watch->waits_write = false;
                             if (watch->is_gone) return;
                             if (watch->wants_write)
                               act(fd, error ? CURL_CSELECT_ERR : CURL_CSELECT_OUT);
                             if (!watch->is_gone && !error) wait_for_write(fd, watch);
                           });
}

void CurlMulti::act(curl_socket_t fd, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, fd, events, &running);
  collect_finished();
}

void CurlMulti::collect_finished() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const handle = message->easy_handle;  // the message dies with the handle's removal
    finish(handle, message->data.result);
  }
}

void CurlMulti::finish(CURL* handle, CURLcode code) {
  curl_multi_remove_handle(multi_, handle);
  const auto found = transfers_.find(handle);
  if (found == transfers_.end()) return;
  asio::post(io_, [done = std::move(found->second), code] { done(code); });
  transfers_.erase(found);
}

}  // namespace cuttings
