// Any bytes as a line of the control socket, an answer of it, and the stored rhythm of a source:
// what is read survives being written.

#include <cstdint>
#include <string_view>

#include "crawler/control_line.h"
#include "crawler/rhythm_json.h"
#include "tests/fuzz/require.h"

namespace {

using namespace cuttings;

std::string_view without_break(std::string_view line) {
  require(line.ends_with('\n') && line.find('\n') == line.size() - 1, "a line is one line");
  return line.substr(0, line.size() - 1);
}

void check_request(std::string_view text) {
  const auto request = parse_control_line(text);
  if (!request) {
    const std::string refusal = control_refusal(request.error());
    require(!control_answer(without_break(refusal)).has_value(), "a refusal is read as one");
    return;
  }
  const std::string line = control_line(*request);
  const auto again = parse_control_line(without_break(line));
  require(again && again->verb == request->verb && again->what == request->what,
          "a request survives being written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_request(text);
  (void)control_answer(text);  // only that it returns
  const std::string rhythm = rhythm_json(rhythm_of_json(text));
  require(rhythm_json(rhythm_of_json(rhythm)) == rhythm, "a rhythm survives being written");
  return 0;
}
