#include <algorithm>
#include <string>
#include <vector>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/display.h"
#include "extractor/blocks/phrases.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMinArticleWords =
    80;  // kept outside of the threads: so much is an article

/// "comments", "comment-list", "postComments", "kommentare", but not "commentary", "commented", nor
/// "kommentar", which is a kind of article in German.
bool names_comments(std::string_view value) {
  const std::string name = to_ascii_lower(value);
  for (const char* word : {"comentarios", "commentaires", "kommentare"})
    if (name.find(word) != std::string::npos) return true;
  constexpr std::string_view kWord = "comment";
  for (std::size_t at = name.find(kWord); at != std::string::npos; at = name.find(kWord, at + 1)) {
    const char after = at + kWord.size() < name.size() ? name[at + kWord.size()] : ' ';
    if (after != 'a' && after != 'e') return true;
  }
  return false;
}

bool holds_comments(const PassInput& input, std::uint32_t index) {
  const ClassWords says = input.page.class_words[index];
  if (!has(says, ClassWord::kComment) || has(says, ClassWord::kForum)) return false;
  const Node node = input.document.node(index);
  return display_of(node) == Display::kBlock && node.tag() != Tag::kPre &&
         (names_comments(node.attribute("class")) || names_comments(node.attribute("id")));
}

/// The kept blocks of the outermost elements that hold comments.
std::vector<std::size_t> kept_comments(const PassInput& input, const Decisions& decisions) {
  std::vector<std::size_t> comments;
  const auto nodes = static_cast<std::uint32_t>(input.page.class_words.size());
  for (std::uint32_t i = 0; i < nodes; ++i) {
    if (!holds_comments(input, i)) continue;
    const std::uint32_t end = input.document.node(i).subtree_end();
    for (std::size_t k = input.page.first_block[i]; k < input.page.first_block[end]; ++k)
      if (decisions[k].is_kept) comments.push_back(k);
    i = end - 1;
  }
  return comments;
}

constexpr std::string_view kReplyWords[] = {
#include "extractor/blocks/reply_words.inc"
};

/// "Reply", "Antworten (3)": what stands below each comment and below no paragraph.
bool offers_reply(const PassInput& input, std::size_t block) {
  constexpr std::uint32_t kMaxWords = 6;
  if (input.page.blocks[block].words > kMaxWords) return false;
  const std::string_view text = input.text(block);
  const std::string first = normalise_phrase(text.substr(0, text.find(' ')));
  return std::find(std::begin(kReplyWords), std::end(kReplyWords), first) != std::end(kReplyWords);
}

/// Its microdata calls it a page of questions and answers, or a discussion.
bool is_marked_forum(const Document& document) {
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const std::string type = to_ascii_lower(document.node(i).attribute("itemtype"));
    for (const char* forum : {"qapage", "discussionforum"})
      if (type.find(forum) != std::string::npos) return true;
  }
  return false;
}

/// The innermost element that holds both.
Node common_element(Node a, Node b) {
  while (a && b.index() >= a.subtree_end()) a = a.parent();
  return a;
}

/// The kept blocks of elements of which each holds an offer to reply, where there are some.
std::vector<std::size_t> kept_answers(const PassInput& input, const Decisions& decisions) {
  constexpr std::size_t kMinOffers = 3;
  std::vector<std::size_t> offers, answers;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (offers_reply(input, i)) offers.push_back(i);
  if (offers.size() < kMinOffers || is_marked_forum(input.document)) return answers;
  const auto container = [&](std::size_t i) {
    return input.document.node(input.page.blocks[offers[i]].container);
  };
  const Node thread = common_element(container(0), container(offers.size() - 1));
  std::size_t offer = 0;
  for (Node row = thread.first_child(); row && offer < offers.size(); row = row.next_sibling()) {
    const std::size_t from = input.page.first_block[row.index()];
    const std::size_t to = input.page.first_block[row.subtree_end()];
    if (offers[offer] >= to) continue;
    for (std::size_t i = from; i < to; ++i)
      if (decisions[i].is_kept) answers.push_back(i);
    while (offer < offers.size() && offers[offer] < to) ++offer;
  }
  return answers;
}

void drop_all(const PassInput& input, Decisions& decisions,
              const std::vector<std::size_t>& blocks) {
  std::uint32_t words = kept_words(input, decisions, 0, decisions.size());
  for (const std::size_t i : blocks) words -= input.page.blocks[i].words;
  if (words < kMinArticleWords) return;
  for (const std::size_t i : blocks) decisions[i].drop(Reason::kComments);
}

}  // namespace

void drop_comments(const PassInput& input, Decisions& decisions) {
  const bool is_forum = input.facts.declares_forum() || input.facts.path_names_forum();
  if (!input.is_article() || is_forum || input.mode == ExtractMode::kRecall) return;
  drop_all(input, decisions, kept_comments(input, decisions));
  drop_all(input, decisions, kept_answers(input, decisions));
}

}  // namespace cuttings
