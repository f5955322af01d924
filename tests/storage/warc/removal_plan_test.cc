#include "storage/warc/removal_plan.h"

#include <gtest/gtest.h>

namespace cuttings {
namespace {

WarcEntry response(std::string uri, std::string date) {
  return {{}, "response", std::move(uri), std::move(date), "sha256:1", {}, {}, false};
}
WarcEntry revisit(std::string date, const WarcEntry& of, bool is_not_modified = false) {
  return {{}, "revisit", of.uri, std::move(date), "sha256:1", of.uri, of.date, is_not_modified};
}

TEST(RemovalPlan, WithoutARemovalAllIsKept) {
  const WarcEntry first = response("u", "2026-01-01");
  for (const RecordChange& change :
       plan_removal({first, revisit("2026-01-02", first)}, {false, false}))
    EXPECT_EQ(change.fate, RecordFate::kKeep);
}

TEST(RemovalPlan, TheEarliestRevisitThatStaysBecomesTheResponseAndLaterOnesReferToIt) {
  const WarcEntry first = response("u", "2026-01-01");
  const auto plan = plan_removal({first, revisit("2026-01-04", first), revisit("2026-01-02", first),
                                  revisit("2026-01-03", first), revisit("2026-01-05", first, true)},
                                 {true, false, true, false, false});
  EXPECT_EQ(plan[0].fate, RecordFate::kRemove);
  EXPECT_EQ(plan[2].fate, RecordFate::kRemove);
  EXPECT_EQ(plan[3].fate, RecordFate::kRestore);
  EXPECT_EQ(plan[3].other, 0U);
  for (const std::size_t later : {std::size_t{1}, std::size_t{4}}) {
    EXPECT_EQ(plan[later].fate, RecordFate::kRefer);
    EXPECT_EQ(plan[later].other, 3U);
  }
}

TEST(RemovalPlan, A304BeforeTheBytesCameAgainStandsAlone) {
  const WarcEntry first = response("u", "2026-01-01");
  const auto plan =
      plan_removal({first, revisit("2026-01-02", first, true), revisit("2026-01-03", first)},
                   {true, false, false});
  EXPECT_EQ(plan[1].fate, RecordFate::kStandAlone);
  EXPECT_EQ(plan[2].fate, RecordFate::kRestore);
}

TEST(RemovalPlan, ARevisitWhoseResponseIsOfAnotherUrlOrWasNeverThere) {
  const WarcEntry other = response("other", "2026-01-01"), lost = response("lost", "2026-01-01");
  const auto plan = plan_removal({other, revisit("2026-01-02", other), revisit("2026-01-02", lost)},
                                 {true, false, false});
  EXPECT_EQ(plan[1].fate, RecordFate::kRestore);
  EXPECT_EQ(plan[2].fate, RecordFate::kKeep);
}

}  // namespace
}  // namespace cuttings
