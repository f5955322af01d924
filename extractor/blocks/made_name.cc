#include "extractor/blocks/made_name.h"

#include <mutex>
#include <string>
#include <unordered_set>

namespace cuttings {

std::string_view made_name(std::string_view stem, int number, std::string_view leaf) {
  static std::mutex mutex;
  static std::unordered_set<std::string> pool;
  const std::scoped_lock lock(mutex);
  return *pool.insert(std::string(stem) + std::to_string(number) + std::string(leaf)).first;
}

}  // namespace cuttings
