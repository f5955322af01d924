#pragma once
// Result<T>: a value or an Error, the only way our modules report "our world is bad"
// (docs/architecture.md, "Errors").

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace cuttings {

/// What kind of thing went wrong; tools map it to an exit code (tools/exit_code.h).
enum class ErrorCode {
  kInvalidArgument,  ///< a caller's or user's value is off (usage, configuration)
  kParse,            ///< input that is not of the form it claims
  kTooLarge,         ///< a size, depth or time budget was exceeded
  kNotFound,         ///< a named thing does not exist
  kIo,               ///< reading or writing a file failed
  kNetwork,          ///< DNS, connect, TLS, time-out, broken transfer
  kRefused,          ///< the server answered with an HTTP error
  kForbidden,        ///< robots.txt or our address policy forbids it
  kStore,            ///< the database: locked, corrupt, newer than this program
  kFull,             ///< the disk has no room for the store
  kBusy,             ///< another process of ours holds the store
  kLocked,           ///< a program that is none of ours has locked the database
  kInternal,         ///< a bug of ours
};

/// What failed. `message` says what was tried, on which thing and the reason below, in lower case
/// without a full stop, so that messages chain. `hint` says what to do next; it may be empty.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string hint = {};
};

/// A T, or the Error that kept it from being made. Must be looked at.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

/// Makes the failing half of any Result: `return fail(ErrorCode::kIo, "cannot open x: no such
/// file");`
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

/// Passes an error up: `if (!r) return fail(std::move(r.error()));`
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Passes an error up with what was being tried in front: "context: message".
inline tl::unexpected<Error> fail(Error error, std::string_view context) {
  error.message.insert(0, std::string(context) + ": ");
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace cuttings
