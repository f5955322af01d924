#include "crawler/engine/stop_signal.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace cuttings {

StopSignal::StopSignal(asio::io_context& io)
    : event_(io), fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  AsioError ignored;  // without a descriptor stopping is noticed at the next page's end
  if (fd_ >= 0) event_.assign(fd_, ignored);
}

void StopSignal::request() noexcept {
  const int saved = errno;  // a signal handler must leave it as it was
  count_.fetch_add(1);
  const std::uint64_t one = 1;
  if (fd_ >= 0) (void)!write(fd_, &one, sizeof one);  // full means that it is awake already
  errno = saved;
}

asio::awaitable<void> StopSignal::wait() {
  AsioError ignored;  // the caller looks at count()
  co_await event_.async_wait(asio::posix::stream_descriptor::wait_read,
                             asio::redirect_error(asio::use_awaitable, ignored));
  std::uint64_t value = 0;
  (void)!read(fd_, &value, sizeof value);
}

}  // namespace cuttings
