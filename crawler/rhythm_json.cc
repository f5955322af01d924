#include "crawler/rhythm_json.h"

#include <nlohmann/json.hpp>

namespace cuttings {

std::string rhythm_json(const RhythmState& state) {
  const nlohmann::json json = {{"gap_s", state.gap_s},
                               {"deviation_s", state.deviation_s},
                               {"gaps", state.gaps},
                               {"quiet_polls", state.quiet_polls},
                               {"failures", state.failures},
                               {"last_poll_ms", state.last_poll_ms},
                               {"last_new_ms", state.last_new_ms},
                               {"next_ms", state.next_ms},
                               {"ttl_s", state.ttl_s},
                               {"skip_hours", state.skip_hours}};
  return json.dump();
}

RhythmState rhythm_of_json(std::string_view text) {
  RhythmState state;
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return state;
  const auto read = [&json](const char* name, auto& field) {
    const auto found = json.find(name);
    if (found != json.end() && found->is_number()) found->get_to(field);
  };
  read("gap_s", state.gap_s);
  read("deviation_s", state.deviation_s);
  read("gaps", state.gaps);
  read("quiet_polls", state.quiet_polls);
  read("failures", state.failures);
  read("last_poll_ms", state.last_poll_ms);
  read("last_new_ms", state.last_new_ms);
  read("next_ms", state.next_ms);
  read("ttl_s", state.ttl_s);
  read("skip_hours", state.skip_hours);
  return state;
}

}  // namespace cuttings
