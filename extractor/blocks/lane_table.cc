#include "extractor/blocks/lane_table.h"

#include <xmmintrin.h>

#include <cassert>

namespace cuttings {
namespace {

constexpr std::size_t kSquare = 4;  // floats in an SSE register

/// Four columns of four rows: `rows` are `width` floats apart, `lanes` a column.
void turn_square(const float* rows, std::size_t width, LaneTable<float>::Lanes* lanes,
                 std::size_t lane) {
  __m128 a = _mm_loadu_ps(rows), b = _mm_loadu_ps(rows + width);
  __m128 c = _mm_loadu_ps(rows + 2 * width), d = _mm_loadu_ps(rows + 3 * width);
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_storeu_ps(lanes[0].data() + lane, a);
  _mm_storeu_ps(lanes[1].data() + lane, b);
  _mm_storeu_ps(lanes[2].data() + lane, c);
  _mm_storeu_ps(lanes[3].data() + lane, d);
}

}  // namespace

void set_rows(LaneTable<float>& table, std::size_t first, std::span<const float> cells) {
  const std::size_t width = table.columns(), lane = first % kLanes;
  assert(first % kRowsTogether == 0 && cells.size() == kRowsTogether * width);
  LaneTable<float>::Lanes* const lanes = table.group(first / kLanes).data();
  std::size_t column = 0;
  for (; column + kSquare <= width; column += kSquare)
    for (std::size_t row = 0; row < kRowsTogether; row += kSquare)
      turn_square(cells.data() + row * width + column, width, lanes + column, lane + row);
  for (; column < width; ++column)
    for (std::size_t row = 0; row < kRowsTogether; ++row)
      lanes[column][lane + row] = cells[row * width + column];
}

}  // namespace cuttings
