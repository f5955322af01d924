#include <algorithm>

#include "extractor/blocks/decisions.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

// The page itself may be one of them; a sentence quoted in two follow-ups stays.
constexpr std::uint32_t kMinPages = 4;

}  // namespace

std::vector<std::size_t> memorable_blocks(const PassInput& input, const Decisions& decisions) {
  std::vector<std::size_t> blocks;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const bool is_body = decisions[i].is_kept || decisions[i].reason == Reason::kSiteRepeat;
    if (is_body && has_own_words(input.page.blocks[i])) blocks.push_back(i);
  }
  return blocks;
}

void drop_site_repeats(const PassInput& input, Decisions& decisions) {
  if (input.site_memory == nullptr) return;
  const std::vector<std::size_t> blocks = memorable_blocks(input, decisions);
  std::vector<std::uint64_t> hashes;
  for (const std::size_t i : blocks) hashes.push_back(input.hash(i));
  const std::vector<std::uint32_t> pages = input.site_memory->pages_with(input.url, hashes);
  const std::uint64_t words = kept_words(input, decisions, 0, decisions.size());
  std::uint64_t known_words = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (pages[i] >= kMinPages) known_words += input.page.blocks[blocks[i]].words;
  if (2 * known_words > words) return;  // the same article under several addresses
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (pages[i] >= kMinPages) decisions[blocks[i]].drop(Reason::kSiteRepeat);
}

}  // namespace cuttings
