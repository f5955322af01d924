#include "extractor/blocks/reason.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace cuttings {
namespace {

std::set<std::string> reasons_of_code() {
  std::set<std::string> names;
  for (int i = 1; i <= static_cast<int>(kLastReason); ++i)
    names.emplace(reason_name(static_cast<Reason>(i)));
  return names;
}

/// The names in the first column of the tables under "## Reasons".
std::set<std::string> reasons_of_document() {
  std::ifstream file(CUTTINGS_SOURCE_DIR "/docs/extraction.md");
  std::set<std::string> names;
  bool is_in_section = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) is_in_section = line.starts_with("## Reasons");
    if (!is_in_section || !line.starts_with("| `")) continue;
    names.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return names;
}

TEST(Reason, TheDocumentListsEachAndNoOther) {
  EXPECT_EQ(reasons_of_document(), reasons_of_code());
}

TEST(Reason, NamesAreDistinctAndHaveWords) {
  EXPECT_EQ(reasons_of_code().size(), static_cast<std::size_t>(kLastReason));
  for (int i = 0; i <= static_cast<int>(kLastReason); ++i)
    EXPECT_FALSE(reason_text(static_cast<Reason>(i)).empty()) << i;
}

}  // namespace
}  // namespace cuttings
