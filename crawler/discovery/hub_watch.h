#pragma once
// HubWatch: what is new on a page of links, for sites without feeds.

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "config/base/url.h"

namespace cuttings {

struct HubLink {
  std::string url;  ///< absolute
  std::string text = {};
};

/// One hub page. Its state is a list of hashes that the caller keeps. One thread.
class HubWatch {
 public:
  static constexpr std::size_t kMaxKnown = 20'000;  ///< hashes, 8 bytes; the oldest go first

  explicit HubWatch(Url hub) : hub_(std::move(hub)) {}

  /// The links not seen before that stay on the hub's site and look like articles, best first. All
  /// links are remembered. On the first call everything is new. O(links).
  std::vector<HubLink> update(std::span<const HubLink> links);

  /// What update() remembers, oldest first; to be stored and given back.
  std::vector<std::uint64_t> known() const { return {order_.begin(), order_.end()}; }
  void restore(std::span<const std::uint64_t> known);

 private:
  bool remember(std::uint64_t hash);

  Url hub_;
  std::deque<std::uint64_t> order_;
  std::unordered_set<std::uint64_t> known_;
};

}  // namespace cuttings
