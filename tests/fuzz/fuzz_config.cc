// Input: a TOML file.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "config/describe_config.h"
#include "config/load_config.h"
#include "tests/fuzz/require.h"

namespace cuttings {
namespace {

bool is_safe_for_terminal(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  });
}

void check(const LoadedConfig& loaded) {
  const std::string text = describe_config(loaded);
  const Result<LoadedConfig> again = load_config_text({}, text, "/d/again.toml");
  require(again.has_value(), "a described configuration loads");
  require(again->config == loaded.config, "and is the same");
}

void check_error(const Error& error) {
  require(error.code == ErrorCode::kInvalidArgument, "a bad file is an invalid argument");
  require(error.message.starts_with("/d/c.toml:"), "an error names the file");
  require(is_safe_for_terminal(error.message), "an error is safe for a terminal");
}

}  // namespace
}  // namespace cuttings

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cuttings;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  // An absolute path as file: what is described then has no relative path left.
  LoadedConfig under;
  under.config.store.path = "/d/archive.db";
  const Result<LoadedConfig> loaded = load_config_text(under, input, "/d/c.toml");
  if (!loaded) {
    check_error(loaded.error());
    return 0;
  }
  check(*loaded);
  return 0;
}
