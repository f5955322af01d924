#include "storage/row_digest.h"

#include "config/base/digest.h"

namespace cuttings {

std::string row_digest(std::span<const std::string_view> fields) {
  std::string all;
  for (const std::string_view field : fields)
    all.append(std::to_string(field.size())).append(":").append(field).append(",");
  return sha256_hex(all);
}

}  // namespace cuttings
