// RevisitPolicy: its curve, and how many edits it catches at what price (simulation, virtual time).

#include "crawler/revisit_policy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace cuttings {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 3600, kDay = 86'400;

RevisitOptions half_hour_to_a_month() {
  RevisitOptions options;
  options.first_s = 30 * kMinute;
  options.max_s = 30 * kDay;
  return options;
}

TEST(RevisitPolicy, BeginsShortAndGrowsToTheMost) {
  const RevisitPolicy policy(half_hour_to_a_month());
  RevisitRecord record = policy.first(0);
  EXPECT_EQ(record.interval_s, 30 * kMinute);
  std::int64_t before = record.interval_s;
  for (int look = 0; look < 40; ++look) {
    record = *policy.after(record, Look::kUnchanged, {});
    EXPECT_GE(record.interval_s, before);
    before = record.interval_s;
  }
  EXPECT_EQ(record.interval_s, 30 * kDay);
}

TEST(RevisitPolicy, AnOldArticleBeginsAtHalfItsAge) {
  const RevisitPolicy policy(half_hour_to_a_month());
  EXPECT_EQ(policy.first(10 * kDay).interval_s, 5 * kDay);
  EXPECT_EQ(policy.first(std::nullopt).interval_s, 30 * kMinute);
  EXPECT_EQ(policy.first(3000 * kDay).interval_s, 30 * kDay);
  EXPECT_EQ(policy.first(-5).interval_s, 30 * kMinute) << "a date in the future";
}

TEST(RevisitPolicy, AChangeShortensTheWait) {
  const RevisitPolicy policy(half_hour_to_a_month());
  RevisitRecord record;
  record.interval_s = 2 * kDay;
  EXPECT_LT(policy.after(record, Look::kChanged, {})->interval_s, kDay + kDay / 2);
}

TEST(RevisitPolicy, GoneThreeTimesInARowIsGone) {
  const RevisitPolicy policy(half_hour_to_a_month());
  RevisitRecord record = policy.first(0);
  record = *policy.after(record, Look::kGone, {});
  record = *policy.after(record, Look::kUnchanged, {});
  record = *policy.after(record, Look::kGone, {});
  record = *policy.after(record, Look::kGone, {});
  EXPECT_FALSE(policy.after(record, Look::kGone, {}));
}

TEST(SiteLooks, ComesBackFromItsText) {
  SiteLooks looks;
  for (int i = 0; i < 70; ++i) looks.add(3, i == 0);
  looks.add(9, true);
  EXPECT_EQ(SiteLooks::of(looks.text()), looks);
  for (const char* nonsense : {"x", "1/2/3 //", "9999999999999999999/1", " "})
    SiteLooks::of(nonsense).is_quiet(0);  // does not crash
}

/// An article whose text is edited at certain times; each state lives until the next edit.
struct Life {
  std::int64_t published = 0;
  std::vector<std::int64_t> edits;
};

/// 300 articles over 60 days: most are edited within hours, some later, as newsrooms do.
std::vector<Life> newsroom() {
  std::mt19937 random(20261125);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<Life> lives;
  for (int i = 0; i < 300; ++i) {
    Life life;
    life.published = static_cast<std::int64_t>(uniform(random) * 30 * kDay);
    double at = static_cast<double>(life.published);
    const int edits = static_cast<int>(random() % 5);
    for (int k = 0; k < edits; ++k) {
      at += 10 * kMinute + std::exp(uniform(random) * std::log(20.0 * kDay / kHour)) * kHour;
      life.edits.push_back(static_cast<std::int64_t>(at));
    }
    lives.push_back(life);
  }
  return lives;
}

struct Outcome {
  int lasting = 0;  ///< edits that live longer than two waits of the curve at their time
  int caught = 0;   ///< of them
  int looks = 0;
};

void live_through(const Life& life, const RevisitPolicy& policy, Outcome& out) {
  RevisitRecord record = policy.first(0);
  std::int64_t now = life.published;
  std::size_t seen = 0;                                      // edits seen so far
  std::vector<std::pair<std::int64_t, std::int64_t>> waits;  // from, length
  std::vector<bool> was_seen(life.edits.size(), false);
  while (now < 60 * kDay) {
    waits.emplace_back(now, record.interval_s);
    now += record.interval_s;
    ++out.looks;
    std::size_t current = seen;
    while (current < life.edits.size() && life.edits[current] <= now) ++current;
    const bool changed = current > seen;
    if (changed) was_seen[current - 1] = true;
    seen = current;
    record = *policy.after(record, changed ? Look::kChanged : Look::kUnchanged, {});
  }
  for (std::size_t i = 0; i < life.edits.size(); ++i) {
    const std::int64_t end = i + 1 < life.edits.size() ? life.edits[i + 1] : 60 * kDay;
    std::int64_t wait = 0;
    for (const auto& [from, length] : waits)
      if (from <= life.edits[i]) wait = length;
    if (end - life.edits[i] <= 2 * wait || life.edits[i] >= 60 * kDay) continue;
    ++out.lasting;
    out.caught += was_seen[i];
  }
}

TEST(RevisitPolicy, CatchesLastingEditsOfANewsroom) {
  const RevisitPolicy policy(half_hour_to_a_month());
  Outcome outcome;
  for (const Life& life : newsroom()) live_through(life, policy, outcome);
  ASSERT_GT(outcome.lasting, 200);
  EXPECT_GE(outcome.caught, 0.99 * outcome.lasting);
  EXPECT_LE(outcome.looks, 300 * 40) << "an article is looked at some 20 times in 60 days";
}

}  // namespace
}  // namespace cuttings
