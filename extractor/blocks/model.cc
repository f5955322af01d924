#include "extractor/blocks/model.h"

#include <cstdlib>
#include <string_view>

#include "config/base/base64.h"

namespace cuttings {
namespace {

// sizeof, not strlen: a constexpr scan of half a million characters is over the compiler's limit.
#define MODEL(name, text) constexpr std::string_view k_##name(text, sizeof(text) - 1);
#include "extractor/blocks/model.inc"
#undef MODEL

TreeEnsemble load(std::string_view text) {
  Result<TreeEnsemble> trees = TreeEnsemble::parse(decode_base64(text));
  if (!trees) std::abort();
  return std::move(*trees);
}

}  // namespace

const Model& block_model() {
  static const Model model = {load(k_own), load(k_kind), load(k_context)};
  return model;
}

}  // namespace cuttings
