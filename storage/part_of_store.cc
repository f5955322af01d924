#include "storage/part_of_store.h"

#include <filesystem>
#include <string_view>

namespace cuttings {
namespace {

bool is_there(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

}  // namespace

Result<void> refuse_part_of_store(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  std::string store = error ? path : real.string();
  for (const std::string_view ending : {"-wal", "-shm", "-journal", ".lock"})
    if (store.ends_with(ending)) store.resize(store.size() - ending.size());
  if (!is_there(store) || !is_there(store + ".lock")) return {};
  return fail(ErrorCode::kInvalidArgument, path + " belongs to an archive and is not overwritten",
              "name another file");
}

}  // namespace cuttings
