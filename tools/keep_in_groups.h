#pragma once
// keep_in_groups(): one group is kept while the next is prepared.

#include <functional>
#include <future>
#include <optional>
#include <utility>

#include "config/base/result.h"
#include "tools/stop_signals.h"

namespace cuttings {

/// Calls `prepare` for group after group on another thread, and `keep` for each on the calling
/// thread, in order, while the next one is prepared: two groups are in memory. Ends when `prepare`
/// gives none, with the first error of either, and at a requested stop, when what was prepared is
/// still kept. Without a second thread to be had, both take turns on one.
template <typename Group>
Result<void> keep_in_groups(const std::function<Result<std::optional<Group>>()>& prepare,
                            const std::function<Result<void>(Group&)>& keep) {
  std::optional<Group> ready;
  do {
    auto preparing =
        std::async(std::launch::async | std::launch::deferred, [&]() -> decltype(prepare()) {
          if (is_stop_requested()) return std::nullopt;
          return prepare();
        });
    const Result<void> kept = ready ? keep(*ready) : Result<void>();
    Result<std::optional<Group>> next = preparing.get();
    if (!kept) return kept;
    if (!next) return fail(std::move(next.error()));
    ready = std::move(*next);
  } while (ready);
  return {};
}

}  // namespace cuttings
