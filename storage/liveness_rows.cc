#include "storage/liveness_rows.h"

#include <array>

#include "config/base/url.h"
#include "storage/article_urls.h"
#include "storage/capture.h"

namespace cuttings {
namespace {

// A site that has lost a page often leads to its front page.
bool is_front_page(std::string_view url) {
  const auto parsed = Url::parse(url);
  return parsed && parsed->path() == "/";
}

bool is_moved(const FetchRecord& fetch, std::string_view article_url) {
  if (fetch.final_url.empty() || fetch.final_url == fetch.url) return false;
  const std::string end = identity_of(fetch.final_url);
  return end != identity_of(fetch.url) && end != article_url;
}

}  // namespace

std::string_view liveness_name(Liveness state) {
  constexpr std::array<std::string_view, 5> kNames = {"alive", "moved", "gone", "soft_404",
                                                      "parked"};
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<Liveness> liveness_of(const FetchRecord& fetch, std::string_view article_url) {
  if (fetch.http_status == 404 || fetch.http_status == 410) return Liveness::kGone;
  if (fetch.is_parked) return Liveness::kParked;
  if (fetch.error_kind == verdict_name(Verdict::kSoft404)) return Liveness::kSoft404;
  if (fetch.http_status == 0 || fetch.http_status >= 400) return std::nullopt;
  if (!fetch.error_kind.empty() && fetch.error_kind != "not_article") return std::nullopt;
  if (is_moved(fetch, article_url))
    return is_front_page(fetch.final_url) ? Liveness::kSoft404 : Liveness::kMoved;
  return fetch.error_kind.empty() ? std::optional(Liveness::kAlive) : std::nullopt;
}

Result<void> note_liveness(sqlite::Database& db, const LivenessCheck& check) {
  std::int64_t last_id = 0;
  {
    auto last = db.query(
        "SELECT id, state, moved_to, last_at FROM liveness WHERE article_id = ?1"
        " ORDER BY id DESC LIMIT 1",
        {check.article_id});
    if (!last) return fail(std::move(last.error()));
    auto row = last->next();
    if (!row) return fail(std::move(row.error()));
    if (*row && check.at < last->text(3)) return {};
    if (*row && last->text(1) == liveness_name(check.state) && last->text(2) == check.moved_to)
      last_id = last->integer(0);
  }
  if (last_id != 0)
    return db.run("UPDATE liveness SET last_at = ?2, checks = checks + 1 WHERE id = ?1",
                  {last_id, check.at});
  return db.run(
      "INSERT INTO liveness (article_id, state, since_at, last_at, checks, moved_to)"
      " VALUES (?1, ?2, ?3, ?3, 1, ?4)",
      {check.article_id, liveness_name(check.state), check.at,
       sqlite::text_or_null(check.moved_to)});
}

}  // namespace cuttings
