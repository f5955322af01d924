#include "crawler/engine/control_socket.h"

#include <sys/stat.h>
#include <unistd.h>

#include "crawler/control_line.h"
#include "crawler/engine/control_client.h"

namespace cuttings {
namespace {

/// Removes what a killed watch left.
Result<void> clear_path(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return {};
  if (S_ISSOCK(info.st_mode) && unlink(path.c_str()) == 0) return {};
  return fail(ErrorCode::kIo, "the control socket " + path + " cannot be made: a file is there");
}

Error io_error(const std::string& path, const std::string& reason) {
  return {ErrorCode::kIo, "the control socket " + path + ": " + reason};
}

}  // namespace

ControlSocket::ControlSocket(asio::io_context& io, Handler handler)
    : io_(io), handler_(std::move(handler)), acceptor_(io) {}

ControlSocket::~ControlSocket() {
  if (!path_.empty()) unlink(path_.c_str());
}

Result<void> ControlSocket::open(const std::string& path) {
  if (auto ok = check_control_path(path); !ok) return ok;
  if (auto ok = clear_path(path); !ok) return ok;
  AsioError error;
  acceptor_.open(Stream(), error);
  if (!error) acceptor_.bind(Stream::endpoint(path), error);
  if (error) return fail(io_error(path, error.message()));
  path_ = path;
  // Nobody connects before listen(), so there is no moment at which others may.
  if (chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0)
    return fail(io_error(path, "its mode cannot be set"));
  acceptor_.listen(kMaxClients, error);
  if (error) return fail(io_error(path, error.message()));
  asio::co_spawn(io_, accept_all(), asio::detached);
  return {};
}

asio::awaitable<void> ControlSocket::accept_all() {
  for (;;) {
    Stream::socket client(io_);
    AsioError error;
    co_await acceptor_.async_accept(client, asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // out of descriptors: later perhaps
      asio::steady_timer pause(io_, std::chrono::seconds(1));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (clients_ >= kMaxClients) continue;
    ++clients_;
    asio::co_spawn(io_, serve(std::move(client)), asio::detached);
  }
}

asio::awaitable<void> ControlSocket::serve(Stream::socket client) {
  asio::steady_timer patience(io_);
  co_await answer_lines(client, patience);
  patience.cancel();
  --clients_;
}

asio::awaitable<void> ControlSocket::answer_lines(Stream::socket& client,
                                                  asio::steady_timer& patience) {
  std::string buffer;
  AsioError error;
  for (int lines = 0; lines < kMaxLines; ++lines) {
    patience.expires_after(kPatience);
    patience.async_wait([&client](const AsioError& cancelled) {
      AsioError ignored;
      if (!cancelled) client.close(ignored);
    });
    const std::size_t length =
        co_await asio::async_read_until(client, asio::dynamic_buffer(buffer, kMaxControlLine), '\n',
                                        asio::redirect_error(asio::use_awaitable, error));
    patience.cancel();
    const bool is_too_long = error == asio::error::not_found;
    if (error && !is_too_long) co_return;
    std::string answer;
    if (is_too_long)
      answer = control_refusal({ErrorCode::kInvalidArgument, "a line of more than 32 KiB"});
    else
      answer = co_await handler_(buffer.substr(0, length - 1));
    buffer.erase(0, length);
    co_await asio::async_write(client, asio::buffer(answer),
                               asio::redirect_error(asio::use_awaitable, error));
    if (error || is_too_long) co_return;
  }
}

}  // namespace cuttings
