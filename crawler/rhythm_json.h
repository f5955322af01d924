#pragma once
// RhythmState as it is stored.

#include <string>
#include <string_view>

#include "crawler/discovery/source_rhythm.h"

namespace cuttings {

std::string rhythm_json(const RhythmState& state);
/// What is missing or makes no sense stays at its default.
RhythmState rhythm_of_json(std::string_view json);

}  // namespace cuttings
