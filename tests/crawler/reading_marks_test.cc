#include "crawler/reading_marks.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace cuttings {
namespace {

class ReadingMarksTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove(path_); }
  void TearDown() override { std::filesystem::remove(path_); }

  /// Another process ends by `signal` while it reads `entry`, another thread of it `beside`.
  void die(int signal, std::int64_t entry, std::int64_t beside = 99) const {
    const pid_t child = ::fork();
    if (child == 0) {
      auto marks = ReadingMarks::open(path_);
      if (!marks) ::_exit(1);
      const ReadingMarks::Reading other(marks->get(), beside);
      const ReadingMarks::Reading reading(marks->get(), entry);
      ::raise(signal);
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    // A sanitizer's own handler, which follows ours, exits instead.
    EXPECT_NE(status, 0);
  }
  std::vector<std::int64_t> suspects() const {
    auto marks = ReadingMarks::open(path_);
    EXPECT_TRUE(marks);
    return marks ? (*marks)->suspects() : std::vector<std::int64_t>();
  }

  const std::string path_ = testing::TempDir() + "reading_marks_" + std::to_string(::getpid());
};

TEST_F(ReadingMarksTest, AnEntryIsSuspectAfterTwoCrashes) {
  die(SIGABRT, 7);
  EXPECT_EQ(suspects(), std::vector<std::int64_t>{});
  die(SIGFPE, 7);
  EXPECT_EQ(suspects(), std::vector<std::int64_t>{7}) << "what another thread read is none";
  auto marks = ReadingMarks::open(path_);
  ASSERT_TRUE(marks);
  (*marks)->forget(7);
  EXPECT_TRUE((*marks)->suspects().empty());
  marks->reset();
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(ReadingMarksTest, AKillIsNoCrash) {
  for (int i = 0; i < 3; ++i) die(SIGKILL, 7);
  EXPECT_EQ(suspects(), std::vector<std::int64_t>{});
}

TEST_F(ReadingMarksTest, MoreCrashesThanThereIsRoomForForgetTheFirst) {
  for (std::int64_t entry = 1; entry <= 70; ++entry) die(SIGABRT, entry);
  die(SIGABRT, 1);
  die(SIGABRT, 70);
  EXPECT_EQ(suspects(), std::vector<std::int64_t>{70});
}

TEST_F(ReadingMarksTest, AFileOfAnotherKindIsBegunAnew) {
  std::ofstream(path_) << "something else";
  EXPECT_EQ(suspects(), std::vector<std::int64_t>{});
  EXPECT_FALSE(ReadingMarks::open("/nonexistent/marks"));
}

}  // namespace
}  // namespace cuttings
