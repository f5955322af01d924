#pragma once
// ControlSocket: takes control lines from programs of the same user while a watch runs.

#include <functional>
#include <string>

#include "config/base/result.h"
#include "crawler/engine/asio.h"

namespace cuttings {

/// Network thread. The socket's file is removed with this.
class ControlSocket {
 public:
  /// Answers one line (without its break) with another (with it).
  using Handler = std::function<asio::awaitable<std::string>(std::string line)>;

  static constexpr int kMaxClients = 8;                 ///< more are turned away
  static constexpr int kMaxLines = 1000;                ///< of one connection
  static constexpr std::chrono::seconds kPatience{10};  ///< for a line

  ControlSocket(asio::io_context& io, Handler handler);
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

  /// Listens at `path`, readable and writable for the owner only; a socket that a killed watch left
  /// there is replaced, so the caller must hold the store. Error kIo: also when something else lies
  /// there, or the path is too long for a socket (107 bytes).
  Result<void> open(const std::string& path);

 private:
  using Stream = asio::local::stream_protocol;
  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(Stream::socket client);
  asio::awaitable<void> answer_lines(Stream::socket& client, asio::steady_timer& patience);

  asio::io_context& io_;
  Handler handler_;
  Stream::acceptor acceptor_;
  std::string path_;  ///< "": not open
  int clients_ = 0;
};

}  // namespace cuttings
