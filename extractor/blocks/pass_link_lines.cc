#include <algorithm>
#include <string>

#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"
#include "extractor/blocks/words.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMaxLineWords = 45;
constexpr float kSureLine = 0.85f;  // as for a promotion that its first words give away

/// Marks before a link to another article. "•" and "-" begin entries of a list.
constexpr std::string_view kLinkMarks[] = {"▶", "►", "▸", "▷", "»", "➤", "➜",  "➡", "→",
                                           "☞", "☛", "■", "▲", "◆", "◀", ">>", "←"};

/// Nothing but a link to another page of the site, with a mark before it.
bool is_marked_link(const TextBlock& block, std::string_view text) {
  constexpr std::uint32_t kMinWords = 3;
  const bool is_link = block.internal_links > 0 && block.words >= kMinWords &&
                       block.link_bytes * 10 >= block.text_size * 8;
  return is_link && std::any_of(std::begin(kLinkMarks), std::end(kLinkMarks),
                                [&](std::string_view mark) { return text.starts_with(mark); });
}

/// "Read also: the ferry is back": words for related articles, and the rest is a link to another
/// page of the site. The vocabulary alone knows the first words of short lines only.
bool is_labelled_link(const PassInput& input, const TextBlock& block, std::string_view text) {
  constexpr std::size_t kMaxLabelBytes = 60;
  if (block.internal_links == 0 || block.link_bytes * 2 < block.text_size) return false;
  std::string label;
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const Node node = input.document.node(i);
    if (node.tag() == Tag::kA && !trim_ascii(label).empty()) break;
    if (node.is_text()) label += node.text();
    if (label.size() > kMaxLabelBytes) return false;
  }
  if (trim_ascii(label).size() + 1 >= text.size()) return false;  // no link stands behind it
  const std::string line = replace_all(label, "\u00a0", " ") +
                           " x";  // words that may begin a line, not those of a button
  return match_phrase(line, count_words(line)) == Reason::kRelatedLinks;
}

/// The text of the last link that begins in the block; empty when it is too long for a button.
std::string last_link_text(const PassInput& input, const TextBlock& block) {
  constexpr std::size_t kMaxBytes = 60;  // longer ones are no buttons
  for (std::uint32_t i = block.end; i-- > block.begin;) {
    const Node link = input.document.node(i);
    if (link.tag() != Tag::kA || !link.has_attribute("href")) continue;
    std::string text;
    for (std::uint32_t k = i + 1; k < link.subtree_end() && text.size() <= kMaxBytes; ++k)
      if (input.document.node(k).is_text()) text += input.document.node(k).text();
    return text.size() <= kMaxBytes ? std::string(trim_ascii(text)) : std::string();
  }
  return {};
}

/// "The best of the coast, every Friday. Sign up": it ends with a link that asks for something.
bool ends_with_appeal(const PassInput& input, const TextBlock& block, std::string_view text) {
  constexpr std::size_t kMaxAppealWords = 4;
  const std::string link = last_link_text(input, block);
  const auto words = static_cast<std::size_t>(std::count(link.begin(), link.end(), ' ') + 1);
  return !link.empty() && words <= kMaxAppealWords && match_phrase(link, words) == Reason::kPromo &&
         normalise_phrase(text).ends_with(normalise_phrase(link));
}

/// "Follow us on Google News", "Únete a nuestro canal de WhatsApp": where the site's own channel
/// elsewhere is offered, in whatever language. Messages on other networks are cited as sources.
bool leads_to_channel(const PassInput& input, const TextBlock& block) {
  constexpr std::string_view kChannels[] = {"whatsapp.com/channel/", "chat.whatsapp.com/",
                                            "news.google.com/publications/",
                                            "google.com/preferences/source"};
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const Node node = input.document.node(i);
    if (node.tag() != Tag::kA) continue;
    const std::string_view href = node.attribute("href");
    for (const std::string_view channel : kChannels)
      if (href.find(channel) != href.npos) return true;
  }
  return false;
}

/// "Read also:" in a block of its own, that is dropped.
bool is_label_of_links(const TextBlock& block, const Decision& decision) {
  constexpr std::uint32_t kMaxWords = 6;
  return decision.says == Reason::kRelatedLinks && !decision.is_kept && block.links == 0 &&
         block.words <= kMaxWords;
}

/// Nothing but a link to another page of the site, as long as a headline.
bool is_headline_link(const TextBlock& block, const Decision& decision) {
  constexpr std::uint32_t kMinWords = 3;
  return block.internal_links > 0 && block.words >= kMinWords && decision.score < kSureLine &&
         block.link_bytes * 10 >= block.text_size * 8;
}

/// Drops the few links below "Read also:" that stands in a block of its own. More are a list, which
/// may be what the page is for.
void drop_links_below_labels(const PassInput& input, Decisions& decisions) {
  constexpr std::size_t kMaxLinks = 3;
  const std::vector<TextBlock>& blocks = input.page.blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!is_label_of_links(blocks[i], decisions[i])) continue;
    std::size_t end = i + 1;
    while (end < blocks.size() && end <= i + 1 + kMaxLinks &&
           is_headline_link(blocks[end], decisions[end]))
      ++end;
    if (end > i + 1 + kMaxLinks) continue;
    for (std::size_t k = i + 1; k < end; ++k) decisions[k].drop(Reason::kRelatedLinks);
  }
}

}  // namespace

void drop_link_lines(const PassInput& input, Decisions& decisions) {
  if (!input.may_be_article() || input.mode == ExtractMode::kRecall) return;
  drop_links_below_labels(input, decisions);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    Decision& decision = decisions[i];
    const TextBlock& block = input.page.blocks[i];
    if (!decision.is_kept || block.links == 0 || block.words > kMaxLineWords ||
        (block.within & kInTableCell) != 0)
      continue;
    if (is_labelled_link(input, block, input.text(i)))
      decision.drop(Reason::kRelatedLinks);
    else if (leads_to_channel(input, block))
      decision.drop(Reason::kPromo);
    else if (decision.score >= kSureLine)
      continue;
    else if (is_marked_link(block, input.text(i)))
      decision.drop(Reason::kRelatedLinks);
    else if (ends_with_appeal(input, block, input.text(i)))
      decision.drop(Reason::kPromo);
  }
}

}  // namespace cuttings
