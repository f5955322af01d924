// Stands in for storage until that module is in the build: there is no archive, and it says so.
#include "storage/article_store.h"

namespace cuttings {

Result<std::unique_ptr<ArticleStore>> ArticleStore::open(const StoreOptions& options,
                                                         const Clock&) {
  return fail(ErrorCode::kStore, "cannot open " + options.path + ": this build keeps no archive");
}

std::string_view save_outcome_name(SaveOutcome) { return "failed"; }

}  // namespace cuttings
