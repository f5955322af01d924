#include "crawler/discovery/hub_watch.h"

#include <algorithm>
#include <utility>

#include <xxhash.h>

#include "config/base/canonical_url.h"
#include "config/base/public_suffix.h"
#include "crawler/discovery/article_links.h"

namespace cuttings {

bool HubWatch::remember(std::uint64_t hash) {
  if (!known_.insert(hash).second) return false;
  order_.push_back(hash);
  if (order_.size() > kMaxKnown) {
    known_.erase(order_.front());
    order_.pop_front();
  }
  return true;
}

void HubWatch::restore(std::span<const std::uint64_t> known) {
  order_.clear();
  known_.clear();
  for (const std::uint64_t hash : known) remember(hash);
}

std::vector<HubLink> HubWatch::update(std::span<const HubLink> links) {
  const std::string site = site_of_host(hub_.host());
  std::vector<std::pair<double, HubLink>> found;
  for (const HubLink& link : links) {
    const Result<Url> url = Url::parse(link.url);
    if (!url || !url->is_http() || site_of_host(url->host()) != site) continue;
    const Url canonical = canonical_url(*url);
    const std::string& href = canonical.href();
    if (!remember(XXH3_64bits(href.data(), href.size()))) continue;
    const double score = looks_like_article(*url, link.text);
    if (score > kArticleLink) found.emplace_back(score, link);
  }
  std::ranges::stable_sort(found, std::greater<>(), [](const auto& pair) { return pair.first; });
  std::vector<HubLink> out;
  for (auto& [score, link] : found) out.push_back(std::move(link));
  return out;
}

}  // namespace cuttings
