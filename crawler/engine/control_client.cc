#include "crawler/engine/control_client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "crawler/engine/asio.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxPath = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::time_t kPatienceS = 10;       // a transaction under way is waited for
constexpr std::size_t kMaxAnswer = 1 << 20;  // ours are far smaller

}  // namespace

Result<void> check_control_path(const std::string& path) {
  if (path.size() <= kMaxPath) return {};
  return fail(ErrorCode::kIo,
              "the control socket " + path + " cannot be used: longer than " +
                  std::to_string(kMaxPath) + " bytes",
              "name the store by a shorter path");
}

std::string control_path(const std::string& store_path) { return store_path + "-control"; }

Result<std::string> ask_control(const std::string& path, const std::string& line) {
  if (auto ok = check_control_path(path); !ok) return fail(std::move(ok.error()));
  asio::io_context io;
  asio::local::stream_protocol::socket socket(io);
  AsioError error;
  socket.connect(asio::local::stream_protocol::endpoint(path), error);
  if (error == asio::error::connection_refused ||
      error == boost::system::errc::no_such_file_or_directory)
    return fail(ErrorCode::kNotFound, "no watch runs on this store: nobody listens at " + path,
                "begin one: cuttings crawl watch");
  if (error) return fail(ErrorCode::kIo, "the control socket " + path + ": " + error.message());
  const timeval patience{kPatienceS, 0};
  setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  asio::write(socket, asio::buffer(line), error);
  std::string answer;
  // Plain read(): asio would wait on beyond the time-out.
  char bytes[4096];
  while (!error && answer.find('\n') == std::string::npos && answer.size() < kMaxAnswer) {
    const ssize_t count = read(socket.native_handle(), bytes, sizeof bytes);
    if (count <= 0) return fail(ErrorCode::kIo, "the watch at " + path + " did not answer");
    answer.append(bytes, static_cast<std::size_t>(count));
  }
  if (error) return fail(ErrorCode::kIo, "the control socket " + path + ": " + error.message());
  return answer.substr(0, answer.find('\n'));
}

}  // namespace cuttings
