#pragma once
// The parts of Boost.Asio we use. Nobody includes boost directly: 1.74's awaitable.hpp lacks
// <utility> and does not compile in C++20 on g++ 12 without it before.

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace cuttings {

namespace asio = boost::asio;
using AsioError = boost::system::error_code;

}  // namespace cuttings
