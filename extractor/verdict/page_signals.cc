#include "extractor/verdict/page_signals.h"

#include <algorithm>
#include <string>
#include <vector>

#include "config/base/text.h"
#include "extractor/blocks/display.h"
#include "extractor/dom/value_cache.h"
#include "extractor/verdict/locked_part.h"

namespace cuttings {
namespace {

constexpr std::uint32_t kMostWords = 700;  // a page with more kept words is judged by its text only
constexpr std::size_t kMostTextBytes = 64u << 10, kMostScriptBytes = 256u << 10;
constexpr std::size_t kMostBytesOfScript = 48u << 10;  // of one script
constexpr double kHeadingShare = 0.5;  // of a heading's bytes that a phrase must fill
constexpr std::uint32_t kProseWords = 10;
// Walls are short; a longer paragraph speaks about robots or errors, but is none. Texts that ask
// for consent are long.
constexpr std::uint32_t kMostWallWords = 40;

using Hits = std::array<std::vector<std::size_t>, kTopics>;  // blocks by topic, ascending

bool is_shown(const TextBlock& block) { return (block.within & kInHidden) == 0; }
bool is_mostly_links(const TextBlock& block) { return block.link_bytes * 2 > block.text_size; }

/// True when what stands before `at` is a quotation mark: the phrase is quoted, not said.
bool is_quoted(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  if (at == 0) return false;
  if (text[at - 1] == '"') return true;
  static constexpr std::array<std::string_view, 8> kMarks = {"“", "„",  "«",  "»",
                                                             "‹", "「", "『", "”"};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return text.substr(0, at).ends_with(mark); });
}

/// "sp_message_container_810022" is one of many of its kind.
std::string_view without_number(std::string_view name) {
  const std::size_t end = name.find_last_not_of("0123456789");
  const bool has_number = end != std::string_view::npos && end + 1 < name.size();
  return has_number && (name[end] == '_' || name[end] == '-') ? name.substr(0, end) : name;
}

class SignalReader {
 public:
  SignalReader(const PassInput& input, const Decisions& decisions)
      : input_(input), decisions_(decisions), words_(wall_vocabulary()) {}

  PageSignals run() {
    count_words_of_blocks();
    read_blocks();
    read_title();
    for (std::size_t topic = 0; topic < kTopics; ++topic) measure(topic);
    read_locked_part(input_.document, input_.page, signals_);
    if (signals_.kept_words <= kMostWords) read_markup();
    return signals_;
  }

 private:
  const TextBlock& block(std::size_t i) const { return input_.page.blocks[i]; }
  std::uint32_t kept_words(std::size_t i) const {
    return decisions_[i].is_kept && !is_mostly_links(block(i)) ? block(i).words : 0;
  }

  void count_words_of_blocks() {
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      const bool is_counted = is_shown(block(i)) && !is_mostly_links(block(i));
      if (decisions_[i].is_kept && !is_counted) signals_.listed_words += block(i).words;
      if (!is_shown(block(i))) continue;
      ++signals_.shown_blocks;
      signals_.shown_words += block(i).words;
      signals_.kept_words += kept_words(i);
      signals_.links += block(i).links;
      if (block(i).words >= kProseWords && !is_mostly_links(block(i)))
        signals_.prose_words += block(i).words;
    }
  }

  void read_blocks() {
    const bool is_much_kept = signals_.kept_words > kMostWords;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < decisions_.size() && bytes < kMostTextBytes; ++i) {
      if (!is_shown(block(i))) continue;
      const std::string_view text = input_.text(i).substr(0, kMostTextBytes);
      bytes += text.size();
      const bool is_heading = block(i).heading_level == 1 || block(i).heading_level == 2;
      const bool is_long = block(i).words > kMostWallWords;
      if (is_long && is_much_kept) continue;  // no wall is so long, and consent rules no such page
      read_text(fold_for_search(text), is_heading, [&](std::size_t topic) {
        if (is_long && topic != static_cast<std::size_t>(Topic::kConsent)) return;
        if (hits_[topic].empty() || hits_[topic].back() != i) hits_[topic].push_back(i);
      });
    }
  }

  void read_title() {
    for (Node node = input_.document.head().first_child(); node; node = node.next_sibling()) {
      if (node.tag() != Tag::kTitle) continue;
      const std::string title = node.text_content();
      read_text(fold_for_search(collapse_whitespace(title.substr(0, 1000))), true,
                [](std::size_t) {});
    }
  }

  template <class Use>
  void read_text(const std::string& folded, bool is_heading, const Use& use) {
    words_.phrases.find(folded, [&](std::uint8_t topic, std::size_t at, std::size_t length) {
      if (is_quoted(folded, at)) return;
      if (is_heading && static_cast<double>(length) >=
                            kHeadingShare * static_cast<double>(heading_size(folded, at)))
        signals_.topics[topic].is_heading = true;
      use(topic);
    });
  }

  /// Bytes of the part of a heading around `at`: "Page not found | The Example" has two.
  static std::size_t heading_size(std::string_view text, std::size_t at) {
    static constexpr std::array<std::string_view, 6> kBars = {" | ", " - ", " – ",
                                                              " — ", " · ", ": "};
    std::size_t begin = 0, end = text.size();
    for (const std::string_view bar : kBars) {
      if (const std::size_t left = text.substr(0, at).rfind(bar); left != std::string_view::npos)
        begin = std::max(begin, left + bar.size());
      end = std::min(end, text.find(bar, at));
    }
    return end - begin;
  }

  void measure(std::size_t topic) {
    const std::vector<std::size_t>& hits = hits_[topic];
    TopicSignal& signal = signals_.topics[topic];
    signal.blocks = static_cast<std::uint32_t>(hits.size());
    for (const std::size_t i : hits) signal.words += block(i).words;
    const Node zone = element_around(hits);
    auto next = hits.begin();
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      if (next != hits.end() && *next == i) {
        ++next;
        continue;
      }
      const std::uint32_t words = kept_words(i);
      signal.other_words += words;
      const std::uint32_t at = block(i).begin;
      if (!zone || at < zone.index() || at >= zone.subtree_end()) signal.outside_words += words;
      if (next == hits.begin() && !hits.empty()) signal.words_before += words;
      if (next == hits.end() && !hits.empty()) signal.words_after += words;
    }
  }

  /// The innermost element around all of `hits`; the parent of a single one's.
  Node element_around(const std::vector<std::size_t>& hits) const {
    if (hits.empty()) return {};
    Node zone = input_.document.node(block(hits.front()).container);
    if (hits.size() == 1) return zone.parent() ? zone.parent() : zone;
    const std::uint32_t last = block(hits.back()).begin;
    while (zone.parent() && last >= zone.subtree_end()) zone = zone.parent();
    return zone;
  }

  void read_markup() {
    for (std::uint32_t i = 0; i < input_.document.size();) {
      const Node node = input_.document.node(i);
      if (node.is_element()) read_element(node);
      ++i;
    }
  }

  void read_element(Node node) {
    const Tag tag = node.tag();
    if (tag == Tag::kScript) read_script(node);
    if (tag == Tag::kIframe) read_script_text(node.raw_text());
    if (tag == Tag::kNoscript) read_noscript(node);
    if (tag == Tag::kInput) read_input(node);
    if (tag == Tag::kMeta) read_meta(node);
    if (tag == Tag::kOther) signals_.marks |= words_.mark_of("tag", node.tag_name());
    for (const Attribute& attribute : node.attributes()) {
      if (attribute.is_called("id") || attribute.is_called("class"))
        read_names(node, attribute);
      else if (attribute.is_called("src") || attribute.is_called("href") ||
               attribute.is_called("action"))
        read_link(attribute.value);
      else
        signals_.marks |= words_.mark_of("attr", attribute.name);
    }
  }

  void read_names(Node node, const Attribute& attribute) {
    auto& known = attribute.is_called("id") ? marks_of_ids_ : marks_of_classes_;
    Marks marks =
        known.of(attribute.value, [&](std::string_view) { return marks_of_names(attribute); });
    if ((marks & bit(Mark::kAppRoot)) != 0 && !is_empty(node))
      marks = static_cast<Marks>(marks & ~bit(Mark::kAppRoot));
    signals_.marks |= marks;
  }

  Marks marks_of_names(const Attribute& attribute) const {
    Marks marks = 0;
    for (const std::string_view name : split(attribute.value, ' '))
      if (!name.empty() && name.size() <= 64)
        marks |= words_.mark_of(attribute.name, without_number(name));
    return marks;
  }

  /// Few words below `node`: an application's root that waits for its script.
  bool is_empty(Node node) const {
    constexpr std::uint32_t kFewWords = 6;
    std::uint32_t words = 0;
    for (std::size_t i = input_.page.first_block[node.index()];
         i < input_.page.first_block[node.subtree_end()]; ++i)
      words += block(i).words;
    return words <= kFewWords;
  }

  void read_link(std::string_view link) {
    words_.links.find(to_ascii_lower(link.substr(0, 512)),
                      [&](std::uint8_t mark, std::size_t, std::size_t) {
                        signals_.marks |= bit(static_cast<Mark>(mark));
                      });
  }

  void read_script(Node node) {
    const std::string_view type = node.attribute("type");
    if (type.find("json") != std::string_view::npos && !node.has_attribute("id")) return;
    signals_.has_script = true;
    read_script_text(node.raw_text());
  }

  void read_script_text(std::string_view text) {
    if (text.empty() || script_bytes_ >= kMostScriptBytes) return;
    text = text.substr(0, kMostBytesOfScript);
    script_bytes_ += text.size();
    words_.scripts.find(to_ascii_lower(text), [&](std::uint8_t mark, std::size_t, std::size_t) {
      signals_.marks |= bit(static_cast<Mark>(mark));
    });
  }

  void read_noscript(Node node) {
    std::string text = node.text_content();
    text.resize(std::min<std::size_t>(text.size(), 2000));
    text = to_valid_utf8(text);
    words_.phrases.find(fold_for_search(collapse_whitespace(text)),
                        [&](std::uint8_t topic, std::size_t, std::size_t) {
                          signals_.topics[topic].is_in_noscript = true;
                        });
  }

  void read_input(Node node) {
    if (!equals_ignoring_ascii_case(node.attribute("type"), "password")) return;
    for (Node around = node; around; around = around.parent())
      if (is_hidden(around)) return;
    signals_.has_password = true;
  }

  void read_meta(Node node) {
    std::string_view name = node.attribute("name");
    if (name.empty()) name = node.attribute("property");
    if (name.empty() || name.size() > 64) return;
    const Marks mark = words_.mark_of(
        "meta", std::string(name) + "=" + std::string(node.attribute("content").substr(0, 64)));
    signals_.marks |= mark;
    if (mark == bit(Mark::kLockedTier)) signals_.is_locked = true;
    const bool is_refresh = equals_ignoring_ascii_case(node.attribute("http-equiv"), "refresh");
    if (is_refresh && contains_ignoring_ascii_case(node.attribute("content"), "url="))
      signals_.marks |= bit(Mark::kRedirect);
  }

  const PassInput& input_;
  const Decisions& decisions_;
  const WallVocabulary& words_;
  ValueCache<Marks> marks_of_ids_, marks_of_classes_;
  PageSignals signals_;
  Hits hits_;
  std::size_t script_bytes_ = 0;
};

}  // namespace

PageSignals collect_signals(const PassInput& input, const Decisions& decisions) {
  return SignalReader(input, decisions).run();
}

}  // namespace cuttings
