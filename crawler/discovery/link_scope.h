#pragma once
// LinkScope: whether a link belongs to what a site's crawl follows, and if not, why.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/url.h"

namespace cuttings {

/// The closed list of reasons for which a link is not followed.
enum class LinkRefusal {
  kNone,
  kNotHttp,           ///< mailto:, javascript:, ...
  kOtherSite,         ///< another registrable domain (or host, under same_host_only)
  kExcluded,          ///< an exclude glob covers the path
  kNotIncluded,       ///< include globs are given and none covers the path
  kTooDeep,           ///< more links away from a start page than max_depth
  kUrlTooLong,        ///< longer than max_url_bytes
  kPathTooDeep,       ///< more segments than max_segments
  kRepeatedSegments,  ///< one segment stands too often in the path
  kFileType,          ///< the path ends in the name of a file that is no page (.jpg, .zip)
  kNotAPage,          ///< login, cart, share, print, comment or search address
  kSessionId,         ///< carries a session identifier
  kCalendar,          ///< a calendar's or archive's page by date that is far from today
  kFacets,            ///< too many query fields: a filter or sort combination
  kPathBudget,        ///< TrapGuard: this pattern of paths has used up its budget
};
/// "none", "other_site", ...: stable, as stored.
std::string_view link_refusal_name(LinkRefusal refusal);

struct LinkScopeOptions {
  std::vector<std::string> include = {};  ///< path globs (glob.h); empty: all
  std::vector<std::string> exclude = {};  ///< path globs; win over include
  int max_depth = 3;                      ///< links from a start page
  bool same_host_only = false;            ///< else the registrable domain
  std::size_t max_url_bytes = 2048;
  std::size_t max_segments = 20;  ///< Heritrix's TooManyPathSegmentsDecideRule
  int max_repeats = 2;            ///< of one segment, as Heritrix's pathological-path rule
  std::size_t max_query_fields = 3;
  int calendar_years = 1;  ///< how many years past `this_year` a calendar may go
  int this_year = 2026;    ///< set by the caller from its clock
};

/// `url` without what LinkScope takes for a session identifier: the same page, for whoever has
/// none. As it is where there is none. Any thread. O(url).
Url without_session_id(const Url& url);

/// Immutable; any thread.
class LinkScope {
 public:
  /// The scope around `start`, whose site it is bound to.
  LinkScope(const Url& start, LinkScopeOptions options);

  /// kNone when `url`, seen `depth` links from a start page, is to be followed. The first reason
  /// that holds otherwise: place, then length, globs, depth, then the shape of the path. O(url x
  /// globs).
  LinkRefusal judge(const Url& url, int depth) const;

 private:
  LinkRefusal judge_place(const Url& url, int depth) const;
  LinkRefusal judge_shape(const Url& url) const;

  std::string host_, site_;
  LinkScopeOptions options_;
};

}  // namespace cuttings
