#pragma once
// RevisitPolicy: when an article is worth another look. The wait begins short, grows with each look
// that finds nothing, shrinks with a change, and skips waits at which the site never changes.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/crawl_options.h"
#include "storage/frontier_store.h"

namespace cuttings {

/// How often looks at one site's articles found a change, by the step of the wait before them.
class SiteLooks {
 public:
  static constexpr std::size_t kSteps = 24;

  /// Reads what text() wrote; what makes no sense counts as nothing.
  static SiteLooks of(std::string_view text);
  std::string text() const;

  void add(std::size_t step, bool found_change);
  /// True when enough looks at this step found next to nothing.
  bool is_quiet(std::size_t step) const;

  bool operator==(const SiteLooks&) const = default;

 private:
  struct Count {
    std::uint32_t looks = 0, changes = 0;
    bool operator==(const Count&) const = default;
  };
  std::array<Count, kSteps> counts_{};
};

enum class Look { kUnchanged, kChanged, kGone };

/// Pure; any thread.
class RevisitPolicy {
 public:
  explicit RevisitPolicy(RevisitOptions options) : options_(options) {}

  /// The record of an article seen for the first time, `age_s` after it was published (empty:
  /// unknown): the first wait, or half its age when that is longer.
  RevisitRecord first(std::optional<std::int64_t> age_s) const;
  /// The record after a look. Empty: it is gone for good (404 or 410 three times in a row).
  std::optional<RevisitRecord> after(RevisitRecord record, Look look, const SiteLooks& site) const;
  /// Which step of the curve a wait is.
  std::size_t step_of(std::int64_t interval_s) const;

 private:
  std::int64_t clamped(double seconds) const;

  RevisitOptions options_;
};

}  // namespace cuttings
