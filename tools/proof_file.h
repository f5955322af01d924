#pragma once
// A proof as JSON, to be given to others.

#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/seal/proof.h"

namespace cuttings {

/// One JSON object, with a line end.
std::string proof_json(const Proof& proof);

/// What proof_json() wrote. Error kParse: something is missing, or of another kind.
Result<Proof> parse_proof(std::string_view json);

}  // namespace cuttings
