#pragma once
// The link-rot ledger: what each fetch tells of whether an article's page is still there, as runs
// of equal answers.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "storage/sqlite/database.h"

namespace cuttings {

struct FetchRecord;

enum class Liveness { kAlive, kMoved, kGone, kSoft404, kParked };
std::string_view liveness_name(Liveness state);  ///< as in liveness.state: "alive", "moved", ...

/// What a fetch tells of the article known first by `article_url`, whose page it asked for; empty
/// when it tells nothing (a timeout, a server's error, a wall, robots.txt).
std::optional<Liveness> liveness_of(const FetchRecord& fetch, std::string_view article_url);

/// One check of an article. Within the caller's transaction.
struct LivenessCheck {
  std::int64_t article_id;
  Liveness state;
  std::string_view at;
  std::string_view moved_to;  ///< "" unless kMoved
};

/// Prolongs the article's last run, or begins another. A check older than the last one (an import)
/// changes nothing. Error kStore.
Result<void> note_liveness(sqlite::Database& db, const LivenessCheck& check);

}  // namespace cuttings
