#include "extractor/blocks/lane_table.h"

#include <gtest/gtest.h>

#include <vector>

namespace cuttings {
namespace {

/// A number that no other cell has.
float cell(std::size_t row, std::size_t column) {
  return static_cast<float>(1000 * row + column + 1);
}

TEST(LaneTable, RowsWrittenTogetherStandInTheirLanes) {
  for (const std::size_t columns : {1u, 3u, 4u, 9u}) {  // with and without whole squares of four
    LaneTable<float> table(70, columns);
    std::vector<float> cells(kRowsTogether * columns);
    for (const std::size_t first : {0u, 48u, 64u}) {
      for (std::size_t i = 0; i < kRowsTogether; ++i)
        for (std::size_t column = 0; column < columns; ++column)
          cells[i * columns + column] = cell(first + i, column);
      set_rows(table, first, cells);
    }
    for (std::size_t row = 0; row < table.rows(); ++row)
      for (std::size_t column = 0; column < columns; ++column)
        EXPECT_EQ(table.at(row, column), row >= 16 && row < 48 ? 0 : cell(row, column));
  }
}

TEST(LaneTable, ChosenRowsAreCopiedInTheirOrder) {
  LaneTable<float> from(100, 2), to(3, 3);
  for (std::size_t row = 0; row < 100; ++row) from.at(row, 1) = cell(row, 1);
  to.at(2, 2) = 5;
  to.copy_rows(from, std::vector<std::size_t>{99, 3, 64});
  EXPECT_EQ(to.at(0, 1), cell(99, 1));
  EXPECT_EQ(to.at(1, 1), cell(3, 1));
  EXPECT_EQ(to.at(2, 1), cell(64, 1));
  EXPECT_EQ(to.at(2, 2), 5);  // past the columns of `from`
}

}  // namespace
}  // namespace cuttings
