#include "extractor/dom/element_folder.h"

namespace cuttings {
namespace {

// A fourth formatting element like three open ones makes Gumbo forget the first ("Noah's Ark
// clause").
constexpr std::size_t kMaxFormatting = 3;
constexpr NameKey kAnchor = name_key("a");

bool is_list(NameKey key) {
  return key == name_key("ul") || key == name_key("ol") || key == name_key("menu");
}

// Whether the start tag finds nothing to close, but for a p.
bool closes_nothing(NameKey key, const OpenElements& open) {
  if (key == name_key("li")) return is_list(open.innermost());
  if (key == name_key("dt") || key == name_key("dd")) return open.innermost() == name_key("dl");
  if (key == name_key("button")) return open.count(key) == 0;
  return !is_heading(key) || !open.has_heading();
}

bool ends_select(NameKey key) {
  return key == name_key("input") || key == name_key("keygen") || key == name_key("textarea");
}

}  // namespace

bool ElementFolder::may_fold(NameKey key, TagKind kind, const OpenElements& open) const {
  const bool is_unknown = kind == 0;
  if ((kind & (kFoldedLikeTextTag | kFoldedTag)) == 0 && !is_unknown) return false;
  if (!has_text_ || has_frameset_ || may_be_foreign_ || is_in_select_ || !open.is_among_html())
    return false;
  if (key == kAnchor && (is_anchor_open_ || may_anchor_stay_)) return false;
  if ((kind & kFormattingTag) != 0 &&
      open.left_formatting_open() + open.formatting() >= kMaxFormatting)
    return false;
  // Text, other than these tags, opens again what formatting elements were left open.
  if ((kind & kFoldedTag) != 0 && open.left_formatting_open() > 0) return false;
  if ((kind & kEndsParagraphTag) != 0 && open.paragraphs() > 0) return false;
  return closes_nothing(key, open);
}

bool ElementFolder::may_fold_foreign(TagKind kind, const OpenElements& open) const {
  constexpr TagKind kRaw = kScriptTag | kRawTextTag | kPlaintextTag;
  return !open_.empty() && (kind & kRaw) == 0 && open.left_formatting_open() == 0;
}

void ElementFolder::begin(std::uint32_t tag, std::uint32_t texts, const FoldedNode& element) {
  open_.push_back({tag, texts, static_cast<std::uint32_t>(nodes_.size())});
  nodes_.push_back(element);
}

void ElementFolder::set_raw(std::uint32_t begin, std::uint32_t count) {
  if (open_.empty()) return;
  nodes_[open_.back().node].raw_begin = begin, nodes_[open_.back().node].raw_count = count;
}

std::optional<ElementFolder::Fold> ElementFolder::end(std::uint32_t tag) {
  if (open_.empty() || open_.back().tag != tag) {
    leave();
    return std::nullopt;
  }
  const Fold fold = {open_.back().first_text, open_.back().node};
  open_.pop_back();
  nodes_[fold.node].end = static_cast<std::uint32_t>(nodes_.size());
  return fold;
}

void ElementFolder::add_text(const SkeletonText& text, bool is_among_html) {
  has_text_ = has_text_ || (is_among_html && !text.is_space && text.kind == TextKind::kData);
  if (open_.empty()) return;
  FoldedNode node;
  node.kind = text.kind;
  node.end = static_cast<std::uint32_t>(nodes_.size() + 1);
  node.begin = text.page_begin, node.limit = text.page_end;
  nodes_.push_back(node);
}

// What lies between an open <a> and its end tag may keep the end tag from reaching it: then Gumbo
// has it open for good, and another <a> would close it.
void ElementFolder::note_start(NameKey key, TagKind kind, const OpenElements& open) {
  if (key == name_key("frameset")) has_frameset_ = true;
  if (key == name_key("select")) is_in_select_ = true;
  if (ends_select(key)) is_in_select_ = false;
  if (key == kAnchor) {
    is_anchor_open_ = true, anchor_depth_ = open.depth();
  } else if ((kind & (kScopeTag | kTablePartTag)) != 0 && key != name_key("button")) {
    may_anchor_stay_ = may_anchor_stay_ || is_anchor_open_;
  }
}

void ElementFolder::note_end(NameKey key, TagKind kind, const OpenElements& open) {
  const bool is_foreign_too = kind == 0 || key == name_key("svg") || key == open.innermost();
  if (open.is_foreign() && !is_foreign_too) may_be_foreign_ = true;
  if (key == name_key("select")) is_in_select_ = false;
  if (key != kAnchor || !is_anchor_open_ || open.is_foreign()) return;  // svg has an <a>, too
  if (open.depth() > anchor_depth_ + OpenElements::kMaxAdopted) may_anchor_stay_ = true;
  is_anchor_open_ = false;
}

}  // namespace cuttings
