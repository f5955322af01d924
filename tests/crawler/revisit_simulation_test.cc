// RevisitPolicy in virtual time: how many edits of a newsroom it catches, and at what price beside
// an oracle that knows them (revisit_oracle.h).

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <queue>
#include <random>

#include "crawler/revisit_policy.h"
#include "tests/crawler/revisit_oracle.h"
#include "tests/crawler/spans_of_time.h"

namespace cuttings {
namespace {

constexpr std::int64_t kEnd = 60 * kDay;

/// An article whose text is edited at certain times; each state lives until the next edit.
struct Life {
  std::int64_t published = 0;
  std::vector<std::int64_t> edits;
};

/// 300 articles over 60 days: most are edited within hours, some later, as newsrooms do.
std::vector<Life> newsroom(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<Life> lives;
  for (int i = 0; i < 300; ++i) {
    Life life;
    life.published = static_cast<std::int64_t>(uniform(random) * 30 * kDay);
    double at = static_cast<double>(life.published);
    const int edits = static_cast<int>(random() % 5);
    for (int k = 0; k < edits; ++k) {
      at += 10 * kMinute + std::exp(uniform(random) * std::log(20.0 * kDay / kHour)) * kHour;
      if (at < static_cast<double>(kEnd)) life.edits.push_back(static_cast<std::int64_t>(at));
    }
    lives.push_back(life);
  }
  return lives;
}

/// An article under the policy: when it was looked at, what was seen.
struct Watched {
  Life life;
  RevisitRecord record = {};
  std::vector<std::pair<std::int64_t, std::int64_t>> waits = {};  ///< from, length
  std::vector<bool> was_seen = {};
  std::size_t seen = 0;  ///< edits that are older than the last look

  std::int64_t due() const { return waits.back().first + waits.back().second; }
  EditWindow window(std::size_t i) const {
    return {life.edits[i], i + 1 < life.edits.size() ? life.edits[i + 1] : kEnd};
  }
  /// It lives longer than two of the waits that hold when it is made.
  bool lasts(std::size_t i) const {
    std::int64_t wait = 0;
    for (const auto& [from, length] : waits)
      if (from <= life.edits[i]) wait = length;
    return window(i).second - window(i).first > 2 * wait;
  }
};

bool look_at(Watched& article) {
  const std::int64_t now = article.due();
  const std::size_t before = article.seen;
  while (article.seen < article.life.edits.size() && article.life.edits[article.seen] <= now)
    ++article.seen;
  if (article.seen > before) article.was_seen[article.seen - 1] = true;
  return article.seen > before;
}

/// All articles of one site, look by look in the order of time.
std::vector<Watched> live_through(const std::vector<Life>& lives, const RevisitPolicy& policy) {
  using Due = std::pair<std::int64_t, std::size_t>;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  std::vector<Watched> articles;
  for (const Life& life : lives) {
    Watched article{life, policy.first(0)};
    article.waits.emplace_back(life.published, article.record.interval_s);
    article.was_seen.resize(life.edits.size());
    queue.emplace(article.due(), articles.size());
    articles.push_back(article);
  }
  SiteLooks site;
  for (; !queue.empty() && queue.top().first < kEnd; queue.pop()) {
    const auto [now, index] = queue.top();
    Watched& article = articles[index];
    const bool changed = look_at(article);
    site.add(policy.step_of(article.record.interval_s), changed);
    article.record =
        *policy.after(article.record, changed ? Look::kChanged : Look::kUnchanged, site);
    article.waits.emplace_back(now, article.record.interval_s);
    queue.emplace(article.due(), index);
  }
  return articles;
}

struct Price {
  int edits = 0, seen = 0;      ///< all
  int lasting = 0, caught = 0;  ///< that live longer than two waits
  int looks = 0, oracle = 0;    ///< with the last one, on the end or behind it
};

Price price_of(const std::vector<Watched>& articles, const RevisitOptions& options) {
  Price price;
  for (const Watched& article : articles) {
    std::vector<EditWindow> caught;
    for (std::size_t i = 0; i < article.life.edits.size(); ++i) {
      ++price.edits;
      price.seen += article.was_seen[i];
      if (!article.lasts(i)) continue;
      ++price.lasting;
      if (article.was_seen[i]) caught.push_back(article.window(i));
    }
    price.caught += static_cast<int>(caught.size());
    price.looks += static_cast<int>(article.waits.size());
    price.oracle += fewest_looks(article.life.published, kEnd, caught, options);
  }
  return price;
}

TEST(RevisitSimulation, CatchesLastingEditsOfANewsroomForLittleMoreThanAnOracle) {
  const RevisitOptions options;  // the defaults: 30 minutes to 30 days, doubled
  const RevisitPolicy policy(options);
  for (const std::uint32_t seed : {20261125u, 1u, 2u, 3u}) {
    const Price price = price_of(live_through(newsroom(seed), policy), options);
    RecordProperty("seed" + std::to_string(seed),
                   std::to_string(price.looks) + " looks, oracle " + std::to_string(price.oracle) +
                       ", caught " + std::to_string(price.caught) + " of " +
                       std::to_string(price.lasting) + " lasting, " + std::to_string(price.seen) +
                       " of all " + std::to_string(price.edits));
    ASSERT_GT(price.lasting, 200);
    EXPECT_GE(price.caught, 0.99 * price.lasting);
    EXPECT_GE(price.seen, 0.7 * price.edits) << "short-lived ones too: the waits are no excuse";
    EXPECT_LE(price.looks, 1.3 * price.oracle);
  }
}

TEST(RevisitOracle, NeedsWhatIsWorkedOutByHand) {
  RevisitOptions options;
  options.first_s = 1;
  options.grow = 2;
  options.max_s = 100;
  // 1 + 2 + 4 + 8 + 16 = 31, and one more.
  EXPECT_EQ(fewest_looks(0, 31, {}, options), 5);
  EXPECT_EQ(fewest_looks(0, 32, {}, options), 6);
  EXPECT_EQ(fewest_looks(0, 1, {}, options), 1);
  options.max_s = 4;
  EXPECT_EQ(fewest_looks(0, 31, {}, options), 9) << "1, 3, and sevenfold 4";
  options.max_s = 100;
  // 1, 3, 7, 15 hold no look in [8, 12): one of them moves, which costs the growth behind it.
  EXPECT_EQ(fewest_looks(0, 15, {{8, 12}}, options), 5);
  EXPECT_EQ(fewest_looks(0, 15, {{7, 8}}, options), 4) << "the look at 7 is there anyway";
  EXPECT_EQ(fewest_looks(0, 10, {{4, 5}, {5, 6}, {6, 7}}, options), 7) << "1, 3, 4, 5, 6, 8, 10";
}

/// All ways, one by one.
int fewest_by_trying(std::int64_t now, std::int64_t wait, std::int64_t end,
                     std::vector<EditWindow> edits, const RevisitOptions& options) {
  for (const EditWindow& edit : edits)
    if (edit.second <= now && edit.first > now - wait) return 1000;
  if (now >= end) return 1;
  int best = 1000;
  const auto most = std::min(options.max_s, static_cast<std::int64_t>(options.grow) * wait);
  for (std::int64_t next = 1; next <= most && now + next <= end; ++next)
    best = std::min(best, 1 + fewest_by_trying(now + next, next, end, edits, options));
  return best;
}

TEST(RevisitOracle, NeedsNoMoreThanTheBestOfAllWays) {
  RevisitOptions options;
  options.first_s = 1;
  options.grow = 2;
  options.max_s = 6;
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const std::int64_t end = 8 + random() % 8;
    std::vector<EditWindow> edits;
    for (std::int64_t at = 1 + random() % 4; at < end; at += 1 + random() % 5)
      edits.emplace_back(at, std::min<std::int64_t>(end, at + 1 + random() % 4));
    EXPECT_EQ(fewest_looks(0, end, edits, options), fewest_by_trying(1, 1, end, edits, options));
  }
}

}  // namespace
}  // namespace cuttings
