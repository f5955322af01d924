#include "crawler/outage_watch.h"

#include <algorithm>

namespace cuttings {

void OutageWatch::answered() { *this = OutageWatch(); }

bool OutageWatch::failed(std::int64_t host_id, SteadyTime now) {
  if (hosts_.empty()) since_ = now;
  if (hosts_.size() < kHosts) hosts_.insert(host_id);
  if (is_on_) return true;
  if (hosts_.size() < kHosts || now - since_ < kSilence) return false;
  is_on_ = true;
  next_probe_ = now + wait_;
  return true;
}

void OutageWatch::probe(SteadyTime now) {
  wait_ = std::min(2 * wait_, kLastProbe);
  next_probe_ = now + wait_;
}

std::chrono::seconds OutageWatch::duration(SteadyTime now) const {
  if (hosts_.empty()) return std::chrono::seconds(0);
  return std::chrono::duration_cast<std::chrono::seconds>(now - since_);
}

}  // namespace cuttings
