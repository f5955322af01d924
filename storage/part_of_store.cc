#include "storage/part_of_store.h"

#include <filesystem>
#include <string_view>

namespace cuttings {
namespace {

bool is_there(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

bool holds_raw_pages(std::string_view name) {
  return name.ends_with(".warc.gz") || name.ends_with(".warc.zst") || name.ends_with(".warc");
}

}  // namespace

Result<void> refuse_part_of_store(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  std::string store = error ? path : real.string();
  for (const std::string_view ending : {"-wal", "-shm", "-journal", ".lock"})
    if (store.ends_with(ending)) store.resize(store.size() - ending.size());
  if (is_there(store) && holds_raw_pages(store))  // `-o warc/*` names one of them first
    return fail(ErrorCode::kInvalidArgument, path + " holds raw pages and is not overwritten",
                "name another file");
  if (!is_there(store) || !is_there(store + ".lock")) return {};
  return fail(ErrorCode::kInvalidArgument, path + " belongs to an archive and is not overwritten",
              "name another file");
}

}  // namespace cuttings
