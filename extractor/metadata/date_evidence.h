#pragma once
// Date evidence: what the statements of a page about its day say of each other.

#include <optional>
#include <vector>

#include "extractor/metadata/candidates.h"
#include "extractor/metadata/date_time.h"

namespace cuttings {

inline constexpr int kNearHeadingWeight = 43;  // page_scan.cc: dates by the heading have as much

/// What one statement says, and how much it is trusted.
struct DateCandidate {
  DateTime date;
  Origin origin;
  int weight;
  bool may_be_clock = false;     ///< the day of fetching, above the heading
  bool is_shown_change = false;  ///< by the heading, labelled as a change
};

/// Weighs the statements of a publication against each other, and takes those of a change among
/// them, as better than nothing. O(n^2), of which the caller bounds n.
void weigh_together(std::vector<DateCandidate>& published,
                    const std::vector<DateCandidate>& modified);

/// The most trusted day; of its statements the most trusted one that knows the zone, else the
/// time. Empty for none.
std::optional<DateCandidate> best_date(const std::vector<DateCandidate>& dates);

}  // namespace cuttings
