#include "crawler/revisit_policy.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "config/base/text.h"

namespace cuttings {
namespace {

// Chosen by hand.
constexpr std::uint32_t kEnoughLooks = 50;  // before a step is believed to be quiet ...
constexpr double kQuietRate = 0.002;        // ... below this share of changes
constexpr int kGoneLooks = 3;
constexpr double kAgeShare = 0.5;

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

SiteLooks SiteLooks::of(std::string_view text) {
  SiteLooks looks;
  std::size_t step = 0;
  for (const std::string_view part : split(text, ' ')) {
    const std::size_t bar = part.find('/');
    if (bar == std::string_view::npos || step == kSteps) break;
    Count& count = looks.counts_[step++];
    count.changes = number(part.substr(0, bar));
    count.looks = number(part.substr(bar + 1));
  }
  return looks;
}

std::string SiteLooks::text() const {
  std::string text;
  std::size_t used = 0;
  for (std::size_t i = 0; i < kSteps; ++i)
    if (counts_[i].looks > 0) used = i + 1;
  for (std::size_t i = 0; i < used; ++i)
    text += (i == 0 ? "" : " ") + std::to_string(counts_[i].changes) + "/" +
            std::to_string(counts_[i].looks);
  return text;
}

void SiteLooks::add(std::size_t step, bool found_change) {
  Count& count = counts_[std::min(step, kSteps - 1)];
  if (count.looks >= 100'000) count.looks /= 2, count.changes /= 2;  // old looks fade
  ++count.looks;
  count.changes += found_change ? 1 : 0;
}

bool SiteLooks::is_quiet(std::size_t step) const {
  const Count& count = counts_[std::min(step, kSteps - 1)];
  return count.looks >= kEnoughLooks && count.changes < kQuietRate * count.looks;
}

std::int64_t RevisitPolicy::clamped(double seconds) const {
  const auto first = static_cast<double>(options_.first_s);
  const double most = std::max(first, static_cast<double>(options_.max_s));
  return static_cast<std::int64_t>(std::clamp(seconds, first, most));
}

std::size_t RevisitPolicy::step_of(std::int64_t interval_s) const {
  if (interval_s <= options_.first_s || options_.grow <= 1) return 0;
  const double ratio = static_cast<double>(interval_s) / static_cast<double>(options_.first_s);
  const auto step =
      static_cast<std::size_t>(std::lround(std::log(ratio) / std::log(options_.grow)));
  return std::min(step, SiteLooks::kSteps - 1);
}

RevisitRecord RevisitPolicy::first(std::optional<std::int64_t> age_s) const {
  RevisitRecord record;
  record.interval_s =
      clamped(kAgeShare * static_cast<double>(std::max<std::int64_t>(0, age_s.value_or(0))));
  return record;
}

std::optional<RevisitRecord> RevisitPolicy::after(RevisitRecord record, Look look,
                                                  const SiteLooks& site) const {
  ++record.looks;
  const auto interval = static_cast<double>(record.interval_s);
  if (look == Look::kGone) {
    record.interval_s = clamped(interval * options_.grow);
    if (++record.gone >= kGoneLooks) return std::nullopt;
    return record;
  }
  record.gone = 0;
  if (look == Look::kChanged) {
    ++record.changes;
    record.interval_s = clamped(interval / options_.grow);
    return record;
  }
  record.interval_s = clamped(interval * options_.grow);
  if (record.changes == 0 && site.is_quiet(step_of(record.interval_s)))
    record.interval_s = clamped(static_cast<double>(record.interval_s) * options_.grow);
  return record;
}

}  // namespace cuttings
