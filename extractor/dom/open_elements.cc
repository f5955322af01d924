#include "extractor/dom/open_elements.h"

namespace cuttings {
namespace {

bool is_definition(NameKey key) { return key == name_key("dt") || key == name_key("dd"); }

// True when opening `key` closes an open `open` (li closes li, dt closes dd).
bool is_closed_by(NameKey open, NameKey key) {
  return open == key || (is_definition(open) && is_definition(key));
}

}  // namespace

bool OpenElements::is_foreign() const {
  return !open_.empty() && open_.back().space != ElementSpace::kHtml;
}

// https://html.spec.whatwg.org/multipage/parsing.html#tree-construction-dispatcher
bool OpenElements::is_foreign_for(NameKey key) const {
  if (open_.empty()) return false;
  switch (open_.back().space) {
    case ElementSpace::kHtml:
    case ElementSpace::kHtmlIntegration:
      return false;
    case ElementSpace::kMathText:
      return key == name_key("mglyph") || key == name_key("malignmark");
    case ElementSpace::kAnnotationXml:
      return key != name_key("svg");
    case ElementSpace::kForeign:
      return true;
  }
  return true;
}

void OpenElements::break_out() {
  while (!open_.empty() && (open_.back().space == ElementSpace::kForeign ||
                            open_.back().space == ElementSpace::kAnnotationXml))
    open_.pop_back();
}

void OpenElements::close_implied(NameKey key, TagKind kind) {
  if ((kind & (kItemTag | kTablePartTag)) == 0) return;
  for (std::size_t i = open_.size(); i > 0; --i) {
    const Entry& entry = open_[i - 1];
    if (entry.space != ElementSpace::kHtml) return;
    if (is_closed_by(entry.key, key)) {
      pop_to(i - 1);
      return;
    }
    const bool passes = (entry.kind & kPhrasingTag) != 0 || entry.key == name_key("p") ||
                        ((kind & kTablePartTag) != 0 && (entry.kind & kTablePartTag) != 0);
    if (!passes) return;
  }
}

void OpenElements::push(NameKey key, TagKind kind, ElementSpace space, std::uint32_t tag) {
  if (space == ElementSpace::kHtml) close_implied(key, kind);
  const bool is_math = space != ElementSpace::kHtml && (key == name_key("math") || this->is_math());
  Entry entry{key, kind, tag, space, is_math && key != name_key("svg"), 0, 0};
  if (!open_.empty())
    entry.formatting = open_.back().formatting, entry.preformatted = open_.back().preformatted;
  if ((kind & kFormattingTag) != 0) ++entry.formatting;
  if ((kind & kLeadingLfTag) != 0) ++entry.preformatted;
  open_.push_back(entry);
}

// Drops what lies above `depth`; formatting elements there were not closed by their end tag.
void OpenElements::pop_to(std::size_t depth) {
  for (std::size_t i = depth; i < open_.size(); ++i)
    if ((open_[i].kind & kFormattingTag) != 0) left_formatting_open_ = true;
  open_.resize(depth);
}

void OpenElements::erase(std::size_t index) {
  for (std::size_t i = index + 1; i < open_.size(); ++i) --open_[i].formatting;
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
}

std::uint32_t OpenElements::close(NameKey key, TagKind kind) {
  for (std::size_t i = open_.size(); i > 0; --i) {
    const Entry entry = open_[i - 1];
    if (entry.key == key) {
      bool only_phrasing = true;
      for (std::size_t above = i; above < open_.size(); ++above)
        only_phrasing = only_phrasing && (open_[above].kind & kPhrasingTag) != 0;
      if ((kind & kFormattingTag) != 0 && !only_phrasing && entry.space == ElementSpace::kHtml) {
        erase(i - 1);
      } else {
        pop_to(i);
        open_.pop_back();
      }
      return entry.tag;
    }
    const bool is_wall = entry.space == ElementSpace::kHtmlIntegration ||
                         entry.space == ElementSpace::kMathText ||
                         (entry.space == ElementSpace::kHtml && (entry.kind & kScopeTag) != 0 &&
                          (kind & kTablePartTag) == 0 && key != name_key("table"));
    if (is_wall) return kNoTag;
  }
  return kNoTag;
}

std::size_t OpenElements::containers() const {
  constexpr TagKind kNoContainer =
      kItemTag | kTablePartTag | kRootTag | kPhrasingTag | kFormattingTag | kHeadTag;
  std::size_t found = 0;
  for (const Entry& entry : open_)
    found += (entry.kind & kBlockTag) != 0 && (entry.kind & kNoContainer) == 0 ? 1u : 0u;
  return found;
}

std::size_t OpenElements::count(NameKey key) const {
  std::size_t found = 0;
  for (const Entry& entry : open_) found += entry.key == key ? 1u : 0u;
  return found;
}

}  // namespace cuttings
