#include "tools/exit_code.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

ExitCode total(std::initializer_list<ExitCode> codes) {
  ExitTally tally;
  for (const ExitCode code : codes) tally.add(code);
  return tally.total();
}

// product.md, "Exit codes": 3-6 only if all inputs failed so.
TEST(ExitTally, SumsInputsAsTheManualSays) {
  EXPECT_EQ(total({}), ExitCode::kOk);
  EXPECT_EQ(total({ExitCode::kOk, ExitCode::kOk}), ExitCode::kOk);
  EXPECT_EQ(total({ExitCode::kOk, ExitCode::kNetwork}), ExitCode::kSomeFailed);
  EXPECT_EQ(total({ExitCode::kNetwork, ExitCode::kNetwork}), ExitCode::kNetwork);
  EXPECT_EQ(total({ExitCode::kNetwork, ExitCode::kRefused}), ExitCode::kSomeFailed);
  EXPECT_EQ(total({ExitCode::kNoArticle}), ExitCode::kNoArticle);
}

TEST(ExitCodeFor, GroupsFetchErrors) {
  EXPECT_EQ(exit_code_for(FetchError::kDns), ExitCode::kNetwork);
  EXPECT_EQ(exit_code_for(FetchError::kTls), ExitCode::kNetwork);
  EXPECT_EQ(exit_code_for(FetchError::kHttpStatus), ExitCode::kRefused);
  EXPECT_EQ(exit_code_for(FetchError::kRobotsDenied), ExitCode::kForbidden);
  EXPECT_EQ(exit_code_for(FetchError::kBlockedAddress), ExitCode::kForbidden);
  EXPECT_EQ(exit_code_for(FetchError::kTooLarge), ExitCode::kNoArticle);
}

}  // namespace
}  // namespace cuttings
