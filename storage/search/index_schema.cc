#include "storage/search/index_schema.h"

#include "storage/schema/schema.h"

namespace cuttings {
namespace {

// From `begin` up to `end`, both of which the schema holds once (check_store's and reindex's tests
// would miss them).
std::string_view between(std::string_view begin, std::string_view end) {
  const std::string_view schema = schema_v1();
  const std::size_t from = schema.find(begin);
  return schema.substr(from, schema.find(end, from) - from);
}

constexpr std::string_view kCharacters = "CREATE VIRTUAL TABLE _unspaced_fts";

}  // namespace

std::string words_index_schema() {
  return std::string(
      between("CREATE VIRTUAL TABLE \"articles_fts\"", "CREATE TRIGGER articles_ai"));
}

std::string characters_index_schema(std::string_view table) {
  const std::string_view schema = between(kCharacters, ";");
  return "CREATE VIRTUAL TABLE " + std::string(table) +
         std::string(schema.substr(kCharacters.size()));
}

}  // namespace cuttings
