#include <algorithm>
#include <string>
#include <vector>

#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"

namespace cuttings {
namespace {

// A box: a name, a rank, a place and a few numbers. The box of a post of a few words would be
// larger than those of the others.
constexpr std::uint32_t kMaxMemberWords = 30, kMaxFactWords = 16;
constexpr int kMaxLevels = 7;
constexpr std::size_t kMinBoxes = 2;
// Some annotators keep who wrote a post: the first line of a box stays at such a score.
constexpr float kSureName = 0.3f;

enum class MemberFact : std::uint8_t { kNone, kCount, kSince };

struct MemberWord {
  std::string_view word;
  MemberFact fact;
};

constexpr MemberWord kMemberWords[] = {
#define COUNT(word) {word, MemberFact::kCount},
#define SINCE(word) {word, MemberFact::kSince},
#include "extractor/blocks/member_words.inc"
#undef COUNT
#undef SINCE
};

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }

/// What a line says by its words before the first number: "Posts: 412", "Joined: 01 Mar 2004
/// Posts: 7", or "Posts" when `next` is "412".
MemberFact member_fact(std::string_view text, std::string_view next) {
  constexpr std::size_t kMaxWordBytes = 40, kMaxNumberBytes = 24;
  const bool is_alone = !has_digit(text);
  if (is_alone && (next.size() > kMaxNumberBytes || !has_digit(next))) return MemberFact::kNone;
  const std::string_view before = text.substr(0, text.find_first_of(":0123456789"));
  if (before.size() > kMaxWordBytes) return MemberFact::kNone;
  const std::string begin = normalise_phrase(before);
  for (const auto& [word, fact] : kMemberWords) {
    if (!begin.starts_with(word)) continue;
    const bool goes_on_with_month = fact == MemberFact::kSince && begin[word.size()] == ' ';
    if (begin.size() == word.size() || (goes_on_with_month && !is_alone)) return fact;
  }
  return MemberFact::kNone;
}

struct FactLine {
  std::size_t block = 0;
  MemberFact fact = MemberFact::kNone;
};

std::vector<FactLine> fact_lines(const PassInput& input) {
  std::vector<FactLine> lines;
  for (std::size_t i = 0; i < input.page.blocks.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (block.words > kMaxFactWords || (block.within & kInHidden) != 0) continue;
    const bool is_last = i + 1 == input.page.blocks.size();
    const MemberFact fact = member_fact(input.text(i), is_last ? "" : input.text(i + 1));
    if (fact != MemberFact::kNone) lines.push_back({i, fact});
  }
  return lines;
}

/// Words of the blocks before each block.
std::vector<std::uint32_t> words_before(const PageBlocks& page) {
  std::vector<std::uint32_t> sums = {0};
  for (const TextBlock& block : page.blocks) sums.push_back(sums.back() + block.words);
  return sums;
}

/// Rows and articles hold a post, too.
bool may_be_in_box(Node node) {
  return node && node.tag() != Tag::kTr && node.tag() != Tag::kArticle && node.tag() != Tag::kBody;
}

int levels_of_box(const PassInput& input, const std::vector<std::uint32_t>& sums,
                  std::size_t block) {
  int levels = 0;
  for (Node node = input.document.node(input.page.blocks[block].container).parent();
       levels < kMaxLevels && may_be_in_box(node); node = node.parent(), ++levels) {
    const std::uint32_t words = sums[input.page.first_block[node.subtree_end()]] -
                                sums[input.page.first_block[node.index()]];
    if (words > kMaxMemberWords) break;
  }
  return levels;
}

void drop_box(const PassInput& input, Decisions& decisions, std::size_t block, int levels) {
  Node box = input.document.node(input.page.blocks[block].container);
  for (; levels > 0; --levels) box = box.parent();
  const std::size_t from = input.page.first_block[box.index()];
  const std::size_t to = input.page.first_block[box.subtree_end()];
  for (std::size_t i = from; i < to; ++i) {
    const bool is_sure_name = i == from && i != block && decisions[i].score >= kSureName;
    if (decisions[i].is_kept && !is_sure_name) decisions[i].drop(Reason::kAuthorBox);
  }
}

/// Two boxes at least; where nothing else says forum each with a number of posts and a date.
bool is_thread(const PassInput& input, const std::vector<FactLine>& lines) {
  const auto count = [&](MemberFact fact) {
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const FactLine& line) { return line.fact == fact; }));
  };
  const std::size_t counts = count(MemberFact::kCount), dates = count(MemberFact::kSince);
  const bool is_forum = input.judgement.kinds[static_cast<std::size_t>(PageKind::kForum)] >= 0.5f ||
                        input.facts.declares_forum() || input.facts.path_names_forum();
  return is_forum ? std::max(counts, dates) >= kMinBoxes : std::min(counts, dates) >= kMinBoxes;
}

}  // namespace

void drop_member_boxes(const PassInput& input, Decisions& decisions) {
  if (input.mode == ExtractMode::kRecall || input.facts.declares_article()) return;
  std::vector<FactLine> lines = fact_lines(input);
  if (!is_thread(input, lines)) return;
  const std::vector<std::uint32_t> sums = words_before(input.page);
  int least[2] = {kMaxLevels, kMaxLevels};  // all boxes are alike: one of a short post, too
  const auto least_of = [&](MemberFact fact) -> int& { return least[fact == MemberFact::kSince]; };
  for (const FactLine& line : lines) {
    int& levels = least_of(line.fact);
    levels = std::min(levels, levels_of_box(input, sums, line.block));
  }
  for (const FactLine& line : lines) drop_box(input, decisions, line.block, least_of(line.fact));
}

}  // namespace cuttings
