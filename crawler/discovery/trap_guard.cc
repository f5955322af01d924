#include "crawler/discovery/trap_guard.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxPatternSegments = 8;
constexpr std::uint32_t kShapeFactor = 10;  // names a site may invent before its shape must pay

bool is_digits(std::string_view text) { return std::ranges::all_of(text, is_ascii_digit); }

/// "<n>", "<slug>", "<id>" or "<w>".
std::string_view class_of(std::string_view segment) {
  if (is_digits(segment)) return "<n>";
  const auto joints = std::ranges::count_if(segment, [](char c) { return c == '-' || c == '_'; });
  if (joints >= 2) return "<slug>";
  const auto digits = std::ranges::count_if(segment, is_ascii_digit);
  return digits >= 4 ? "<id>" : "<w>";
}

/// The word with each run of digits as "<n>".
std::string without_numbers(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size() && i < 64; ++i) {
    if (!is_ascii_digit(word[i]))
      out += word[i];
    else if (i == 0 || !is_ascii_digit(word[i - 1]))
      out += "<n>";
  }
  return out;
}

enum class FirstSegment { kNamed, kClass };

std::string pattern_of(const Url& url, FirstSegment first) {
  std::string pattern(url.host());
  std::size_t count = 0;
  for (const std::string_view segment : split(url.path(), '/')) {
    if (segment.empty() || ++count > kMaxPatternSegments) continue;
    const std::string_view kind = class_of(segment);
    const bool is_named = count == 1 && first == FirstSegment::kNamed && kind == "<w>";
    pattern += '/';
    pattern += is_named ? without_numbers(segment) : std::string(kind);
  }
  std::vector<std::string> names;
  for (const std::string_view field : split(url.query(), '&')) {
    if (!field.empty()) names.push_back(without_numbers(field.substr(0, field.find('='))));
  }
  std::ranges::sort(names);
  if (names.size() > 4) names.resize(4);
  for (const std::string& name : names) pattern += "?" + name;
  return pattern;
}

std::string class_pattern(const Url& url) { return "*" + pattern_of(url, FirstSegment::kClass); }

}  // namespace

std::string url_pattern(const Url& url) { return pattern_of(url, FirstSegment::kNamed); }

bool TrapGuard::is_within(const std::string& pattern, std::uint32_t free) const {
  const auto found = patterns_.find(pattern);
  if (found == patterns_.end()) return true;
  const TrapAccount& account = found->second;
  const auto earned = static_cast<std::uint64_t>(options_.fetches_per_yield) * account.yields;
  return account.fetches < free + account.promises + earned;
}

bool TrapGuard::allows(const Url& url) const {
  const auto free = static_cast<std::uint32_t>(options_.free_fetches);
  return is_within(url_pattern(url), free) && is_within(class_pattern(url), free * kShapeFactor);
}

void TrapGuard::record(const Url& url, std::string_view via, const PageYield& yield) {
  for (const std::string& pattern : {url_pattern(url), class_pattern(url)}) {
    TrapAccount& account = patterns_[pattern];
    changed_.insert(pattern);
    ++account.fetches;
    if (yield.is_article) ++account.yields;
    const auto cap = static_cast<std::uint32_t>(options_.free_fetches);
    if (yield.new_article_links > 0 && account.promises < cap) ++account.promises;
  }
  if (yield.is_article && !via.empty()) {
    const Result<Url> from = Url::parse(via);
    if (from) credit(url_pattern(*from)), credit(class_pattern(*from));
  }
  make_room();
}

/// Only patterns that were fetched have an account to be credited.
void TrapGuard::credit(const std::string& pattern) {
  const auto found = patterns_.find(pattern);
  if (found == patterns_.end()) return;
  ++found->second.yields;
  changed_.insert(pattern);
}

double TrapGuard::yield_rate(const Url& url) const {
  const auto found = patterns_.find(url_pattern(url));
  if (found == patterns_.end()) return 0.5;
  const double yields = found->second.yields, fetches = found->second.fetches;
  return std::min(1.0, (yields + 1) / (fetches + 2));  // Laplace's rule
}

void TrapGuard::restore(const Accounts& accounts) {
  for (const auto& [pattern, account] : accounts) patterns_[pattern] = account;
}

TrapGuard::Changes TrapGuard::take_changes() {
  Changes changes{std::exchange(has_forgotten_, false), {}};
  if (changes.is_all)
    changes.accounts.assign(patterns_.begin(), patterns_.end());
  else
    for (const std::string& pattern : changed_)
      changes.accounts.emplace_back(pattern, patterns_.at(pattern));
  changed_.clear();
  return changes;
}

void TrapGuard::make_room() {
  if (patterns_.size() <= options_.max_patterns) return;
  has_forgotten_ = true;
  std::vector<std::uint32_t> counts;
  for (const auto& [pattern, account] : patterns_) counts.push_back(account.fetches);
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::ranges::nth_element(counts, middle);
  const std::uint32_t least = *middle;
  std::size_t to_drop = counts.size() / 2;
  std::erase_if(patterns_, [&](const auto& item) {
    const bool is_dropped = to_drop > 0 && item.second.fetches <= least;
    if (is_dropped) --to_drop;
    return is_dropped;
  });
}

}  // namespace cuttings
