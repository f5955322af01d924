#include <string>
#include <vector>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/display.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMinWords = 80;  // kept outside of the threads: so much is an article

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

}  // namespace

void drop_comments(const PassInput& input, Decisions& decisions) {
  const bool is_forum = input.facts.declares_forum() || input.facts.path_names_forum();
  if (!input.is_article() || is_forum || input.mode == ExtractMode::kRecall) return;
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (decisions[i].is_kept) words += input.page.blocks[i].words;
  const std::vector<std::size_t> comments = kept_comments(input, decisions);
  for (const std::size_t i : comments) words -= input.page.blocks[i].words;
  if (words < kMinWords) return;
  for (const std::size_t i : comments) decisions[i].drop(Reason::kComments);
}

}  // namespace cuttings
