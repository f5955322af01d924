#include "crawler/outage_log.h"

#include <string>

#include "config/base/log.h"
#include "crawler/retry_policy.h"

namespace cuttings {

bool note_answer(OutageWatch& outage, std::int64_t host_id, const FetchResult& fetched,
                 SteadyTime now) {
  const bool was_on = outage.is_on();
  const std::string lasted = std::to_string(outage.duration(now).count()) + " s";
  const bool is_silent = reached_nobody(fetched);
  if (fetched.status > 0 && !is_silent) outage.answered();
  const bool is_outage = is_silent && outage.failed(host_id, now);
  if (!was_on && outage.is_on())
    log(LogLevel::kWarning, "crawler",
        "no host has answered for " + lasted + ": the crawl waits and asks one now and then");
  if (was_on && !outage.is_on())
    log(LogLevel::kWarning, "crawler", "hosts answer again after " + lasted);
  return is_outage;
}

}  // namespace cuttings
