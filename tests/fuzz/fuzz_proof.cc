// Any bytes as a proof that someone else gives: it holds or what is wrong with it is told; what is
// read survives being written, and no change of one of its texts is taken.

#include <cstdint>
#include <string>
#include <string_view>

#include "config/base/utf8.h"
#include "tests/fuzz/require.h"
#include "tools/proof_file.h"

namespace {

using namespace cuttings;

void check(const Proof& proof) {
  const std::string text = proof_json(proof);
  const auto again = parse_proof(text);
  require(again.has_value(), "a written proof is read");
  require(proof_json(*again) == text, "and is the same");
  const std::string fault = fault_of(proof);
  require(fault_of(*again) == fault, "and has the same fault");
  if (!fault.empty()) return;
  Proof changed = proof;
  changed.capture.url += "x";
  require(!fault_of(changed).empty(), "another URL is not proven");
  changed = proof;
  changed.seal.root = std::string(64, '0');
  require(!fault_of(changed).empty(), "another root is not proven");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto proof = parse_proof({reinterpret_cast<const char*>(data), size});
  if (proof)
    check(*proof);
  else
    require(!proof.error().message.empty() && is_valid_utf8(proof.error().message),
            "what is no proof is told");
  return 0;
}
