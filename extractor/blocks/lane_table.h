#pragma once
// LaneTable: a table of numbers for code that handles 64 rows at once: rows stand in groups, and in
// a group the numbers of one column lie side by side.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace cuttings {

/// Rows handled side by side: one AVX-512 register of bytes, four of floats.
constexpr std::size_t kLanes = 64;

template <class T>
class LaneTable {
 public:
  using Lanes = std::array<T, kLanes>;

  LaneTable() = default;
  /// All zeros.
  LaneTable(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), cells_((rows + kLanes - 1) / kLanes * columns) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t groups() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }

  T& at(std::size_t row, std::size_t column) {
    return cells_[row / kLanes * columns_ + column][row % kLanes];
  }
  const T& at(std::size_t row, std::size_t column) const {
    return cells_[row / kLanes * columns_ + column][row % kLanes];
  }

  /// A group's columns; lanes past the last row hold zeros unless someone wrote there.
  std::span<Lanes> group(std::size_t group) {
    return std::span(cells_).subspan(group * columns_, columns_);
  }
  std::span<const Lanes> group(std::size_t group) const {
    return std::span(cells_).subspan(group * columns_, columns_);
  }

  /// Copies the chosen rows of `from`, in that order, into this table's rows 0, 1, ...; columns
  /// past those of `from` stay. Needs as many columns as `from`, and rows for all chosen.
  void copy_rows(const LaneTable& from, std::span<const std::size_t> chosen) {
    for (std::size_t row = 0; row < chosen.size(); row += kLanes) {
      const auto together = chosen.subspan(row, std::min(kLanes, chosen.size() - row));
      std::array<const T*, kLanes> sources{};
      for (std::size_t lane = 0; lane < together.size(); ++lane)
        sources[lane] = &from.at(together[lane], 0);
      const std::span<Lanes> target = group(row / kLanes);
      for (std::size_t column = 0; column < from.columns_; ++column)
        for (std::size_t lane = 0; lane < together.size(); ++lane)
          target[column][lane] = sources[lane][column * kLanes];
    }
  }

 private:
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<Lanes> cells_;
};

/// How many rows set_rows() takes: floats in a cache line.
constexpr std::size_t kRowsTogether = 16;

/// Writes the rows first ... first + kRowsTogether - 1 of `table`, where `first` is a multiple of
/// kRowsTogether; lanes past the last row are written too. In `cells` each row stands whole, one
/// after the other.
void set_rows(LaneTable<float>& table, std::size_t first, std::span<const float> cells);

}  // namespace cuttings
