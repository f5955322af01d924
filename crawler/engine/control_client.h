#pragma once
// What a program does to control a watch that runs: ask_control(). Shows no asio.

#include <string>

#include "config/base/result.h"

namespace cuttings {

/// Sends `line` to the watch that listens at `path` and waits for its answer, without the break.
/// Blocks, at most some seconds. Error kNotFound: no watch listens there; kIo.
Result<std::string> ask_control(const std::string& path, const std::string& line);

/// Error kIo: a path too long for a socket (107 bytes).
Result<void> check_control_path(const std::string& path);

/// Where the watch of a store listens: beside it.
std::string control_path(const std::string& store_path);

}  // namespace cuttings
