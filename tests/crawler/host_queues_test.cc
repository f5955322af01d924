#include "crawler/host_queues.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

using std::chrono::milliseconds;

class HostQueuesTest : public ::testing::Test {
 protected:
  /// The job begun now, or -1.
  int take(milliseconds at) {
    const auto job = queues_.take(SteadyTime(at));
    return job ? static_cast<int>(job->job) : -1;
  }
  HostQueues queues_{1, milliseconds(100)};
};

TEST_F(HostQueuesTest, OneJobOfAHostAtATimeInTheirOrder) {
  queues_.add("a", 1);
  queues_.add("a", 2);
  EXPECT_EQ(take(milliseconds(0)), 1);
  EXPECT_EQ(take(milliseconds(500)), -1);
  EXPECT_EQ(queues_.next_due(), std::nullopt);
  queues_.finish("a", SteadyTime(milliseconds(1'000)), milliseconds(0));
  EXPECT_EQ(queues_.next_due(), SteadyTime(milliseconds(1'100)));
  EXPECT_EQ(take(milliseconds(1'099)), -1);
  EXPECT_EQ(take(milliseconds(1'100)), 2);
  EXPECT_TRUE(queues_.is_empty());
}

TEST_F(HostQueuesTest, HostsDoNotWaitForEachOther) {
  queues_.add("a", 1);
  queues_.add("a", 2);
  queues_.add("b", 3);
  EXPECT_EQ(take(milliseconds(0)), 1);
  EXPECT_EQ(take(milliseconds(0)), 3);
}

TEST_F(HostQueuesTest, TheLongerDelayCounts) {
  queues_.add("a", 1);
  queues_.add("a", 2);
  EXPECT_EQ(take(milliseconds(0)), 1);
  queues_.finish("a", SteadyTime(milliseconds(0)), milliseconds(700));
  EXPECT_EQ(queues_.next_due(), SteadyTime(milliseconds(700)));
}

TEST_F(HostQueuesTest, ALateJobStillWaitsForItsHost) {
  queues_.add("a", 1);
  EXPECT_EQ(take(milliseconds(0)), 1);
  queues_.finish("a", SteadyTime(milliseconds(0)), milliseconds(0));
  queues_.add("a", 2);
  EXPECT_EQ(take(milliseconds(99)), -1);
  EXPECT_EQ(take(milliseconds(100)), 2);
}

TEST_F(HostQueuesTest, DrainGivesWhatDidNotBegin) {
  for (const int job : {1, 2, 3}) queues_.add("a", static_cast<std::size_t>(job));
  EXPECT_EQ(take(milliseconds(0)), 1);
  EXPECT_EQ(queues_.drain(), (std::deque<std::size_t>{2, 3}));
  EXPECT_TRUE(queues_.is_empty());
  EXPECT_EQ(take(milliseconds(9'999)), -1);
}

TEST(HostQueues, SeveralAtATimeWhenAllowed) {
  HostQueues queues(2, milliseconds(0));
  for (const std::size_t job : {1u, 2u, 3u}) queues.add("a", job);
  EXPECT_TRUE(queues.take(SteadyTime()));
  EXPECT_TRUE(queues.take(SteadyTime()));
  EXPECT_FALSE(queues.take(SteadyTime()));
}

}  // namespace
}  // namespace cuttings
