#include "tools/options_hash.h"

#include "config/base/digest.h"

namespace cuttings {

std::string options_hash(const ExtractOptions& options, const std::string& rules_digest) {
  const std::string all = std::to_string(static_cast<int>(options.mode)) + "," +
                          std::to_string(static_cast<int>(options.captions)) + "," +
                          std::to_string(static_cast<int>(options.comments));
  const std::string hash = sha256_hex(all).substr(0, 16);
  return rules_digest.empty() ? hash : hash + "-" + sha256_hex(rules_digest).substr(0, 16);
}

}  // namespace cuttings
