#include "extractor/dom/open_elements.h"

#include <algorithm>

namespace cuttings {
namespace {

constexpr NameKey kMaybeParagraph = name_key("p>");  // no tag has that name

// To Gumbo all names that it does not know are the same one.
bool is_unknown(NameKey key, TagKind kind) { return kind == 0 || key == name_key("dialog"); }

bool is_definition(NameKey key) { return key == name_key("dt") || key == name_key("dd"); }

// td, th and caption hold what the body holds.
bool is_cell(NameKey key) {
  return key == name_key("td") || key == name_key("th") || key == name_key("caption");
}

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

bool OpenElements::is_among_html() const {
  if (open_.empty()) return true;
  const Entry& top = open_.back();
  return top.space == ElementSpace::kHtml && !top.is_in_select && !top.is_between_parts &&
         top.inside != Inside::kTemplate;
}

void OpenElements::break_out() {
  while (!open_.empty() && (open_.back().space == ElementSpace::kForeign ||
                            open_.back().space == ElementSpace::kAnnotationXml))
    open_.pop_back();
}

bool OpenElements::ignores(NameKey key, TagKind kind) const {
  const bool is_in_template = !open_.empty() && open_.back().inside == Inside::kTemplate;
  if (key == name_key("form")) return has_form_ && !is_in_template;
  return ((kind & kTablePartTag) != 0 || key == name_key("caption")) &&
         (open_.empty() || open_.back().inside == Inside::kNothing);
}

// li, dd, dt and the parts of a table: they close their like, over what ends by itself.
void OpenElements::close_item(NameKey key, TagKind kind) {
  const bool is_part = (kind & kTablePartTag) != 0;
  if (is_part && (open_.empty() || open_.back().inside != Inside::kTable)) return;
  for (std::size_t i = open_.size(); i > 0; --i) {
    const Entry& entry = open_[i - 1];
    if (entry.space != ElementSpace::kHtml) return;
    if (is_closed_by(entry.key, key)) return pop_to(i - 1);
    const bool is_passed = is_part ? (entry.kind & (kPhrasingTag | kTablePartTag)) != 0
                                   : (entry.kind & kSpecialTag) == 0 ||
                                         entry.key == name_key("address") ||
                                         entry.key == name_key("div");
    if (!is_passed && entry.key != name_key("p")) return;
  }
}

// Outside of a select an option closes only where it is the current node, an optgroup never.
void OpenElements::close_option(NameKey key) {
  const bool is_in_select = !open_.empty() && open_.back().is_in_select;
  const bool closes_group = is_in_select && key == name_key("optgroup");
  for (std::size_t i = open_.size(); i > 0; --i) {
    const Entry entry = open_[i - 1];
    if (entry.space != ElementSpace::kHtml) return;
    const bool is_option = entry.key == name_key("option");
    if (is_option || (closes_group && entry.key == name_key("optgroup"))) pop_to(i - 1);
    if (is_option && closes_group) continue;
    if (is_option || !is_in_select || (entry.kind & kPhrasingTag) == 0) return;
  }
}

// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inselect
bool OpenElements::leaves_select(NameKey key, TagKind kind) {
  if (open_.empty() || !open_.back().is_in_select) return false;
  const bool is_field = key == name_key("input") || key == name_key("keygen") ||
                        key == name_key("textarea") || key == name_key("select");
  const bool is_table =
      open_.back().inside == Inside::kTable &&
      ((kind & kTablePartTag) != 0 || key == name_key("table") || key == name_key("caption"));
  if (!is_field && !is_table) return false;
  std::size_t i = open_.size();
  while (open_[i - 1].key != name_key("select")) --i;
  pop_to(i - 1);
  return true;
}

// https://html.spec.whatwg.org/multipage/parsing.html#close-a-p-element
void OpenElements::close_paragraph() {
  constexpr NameKey kParagraph = name_key("p");
  if (paragraphs() == 0) return;  // so at most blocks: nothing to look for
  if (!open_.empty() && open_.back().key == kMaybeParagraph) return pop_to(open_.size() - 1);
  for (std::size_t i = open_.size(); i > 0; --i) {
    if (open_[i - 1].key == kParagraph && open_[i - 1].space == ElementSpace::kHtml)
      return pop_to(i - 1);
    if (open_[i - 1].key == kMaybeParagraph) {  // stays; what is formatted in it may be left open
      if (open_.back().formatting > open_[i - 1].formatting) ++left_formatting_open_;
      return;
    }
    if (is_wall(open_[i - 1], kParagraph, kScopedEndTag)) return;
  }
}

void OpenElements::enter_table_part(NameKey key, TagKind kind) {
  if (open_.empty() || open_.back().inside != Inside::kTable) return;
  const bool is_above_rows =
      key == name_key("caption") || key == name_key("colgroup") || key == name_key("col");
  if (!is_above_rows && (kind & kTablePartTag) == 0 && key != name_key("table")) return;
  std::size_t i = open_.size();
  if (is_above_rows) {
    while (open_[i - 1].key != name_key("table")) --i;
    return pop_to(i);
  }
  bool has_formatting = false;
  for (; i > 0 && open_[i - 1].is_between_parts; --i) {
    if ((open_[i - 1].kind & kTablePartTag) != 0 || open_[i - 1].key == name_key("table")) break;
    has_formatting = has_formatting || (open_[i - 1].kind & kFormattingTag) != 0;
  }
  if (has_formatting) ++left_formatting_open_;
}

// An <a> closes an open one and what is in it. That stays open here, but formatting elements in it
// were left open.
void OpenElements::doubt_anchor() {
  for (std::size_t i = open_.size(); i > 0; --i) {
    if (open_[i - 1].key == name_key("a")) {
      if (open_.back().formatting > open_[i - 1].formatting) ++left_formatting_open_;
      return;
    }
    if (is_wall(open_[i - 1], name_key("a"), kFormattingTag)) return;
  }
}

void OpenElements::close_button() {
  for (std::size_t i = open_.size(); i > 0; --i) {
    if (open_[i - 1].key == name_key("button")) return pop_to(i - 1);
    if (is_wall(open_[i - 1], name_key("button"), kScopedEndTag)) return;
  }
}

// A table closes a p, but not in quirks mode: it stays, and nothing over it goes with it later.
void OpenElements::doubt_paragraph() {
  for (std::size_t i = open_.size(); i > 0; --i) {
    if (open_[i - 1].key == name_key("p")) open_[i - 1].key = kMaybeParagraph;
    if (is_wall(open_[i - 1], name_key("p"), kScopedEndTag)) return;
  }
}

// https://html.spec.whatwg.org/multipage/parsing.html#generate-implied-end-tags
void OpenElements::close_what_ends_by_itself() {
  while (!open_.empty() && open_.back().space == ElementSpace::kHtml &&
         ((open_.back().kind & (kItemTag | kOptionTag | kRubyPartTag)) != 0 ||
          open_.back().key == name_key("p")))
    pop_to(open_.size() - 1);
}

void OpenElements::close_implied(NameKey key, TagKind kind) {
  if ((kind & kEndsParagraphTag) != 0) close_paragraph();
  if (key == name_key("table")) doubt_paragraph();
  if (key == name_key("button")) close_button();
  if (open_.empty()) return;
  if (is_heading(key) && is_heading(open_.back().key)) return pop_to(open_.size() - 1);
  if (key == name_key("a")) doubt_anchor();
  if ((kind & (kItemTag | kTablePartTag)) != 0) return close_item(key, kind);
  if ((kind & kOptionTag) != 0) return close_option(key);
  if ((kind & kRubyPartTag) != 0 && open_.back().is_in_ruby) close_what_ends_by_itself();
}

OpenElements::Entry OpenElements::entry_of(NameKey key, TagKind kind, ElementSpace space,
                                           std::uint32_t tag) const {
  // In svg, <math> is an element of svg.
  const bool is_root = key == name_key("math") && !is_foreign_for(key);
  const bool is_math = space != ElementSpace::kHtml && (is_root || this->is_math());
  Entry entry{key, kind,  tag,   space, is_math && key != name_key("svg"), 0, 0, 0,
              {},  false, false, false};
  if (!open_.empty()) {
    const Entry& parent = open_.back();
    entry.formatting = parent.formatting, entry.preformatted = parent.preformatted;
    entry.inside = parent.inside, entry.is_between_parts = parent.is_between_parts;
    // As is_wall() has it: what svg and math have by a scope's name is none.
    if ((kind & kScopeTag) == 0 || space == ElementSpace::kForeign)
      entry.paragraphs = parent.paragraphs;
    if ((kind & (kScopeTag | kTablePartTag)) == 0)
      entry.is_in_select = parent.is_in_select, entry.is_in_ruby = parent.is_in_ruby;
  }
  if ((kind & kFormattingTag) != 0) ++entry.formatting;
  if ((kind & kLeadingLfTag) != 0) ++entry.preformatted;
  if (key == name_key("p")) ++entry.paragraphs;
  if (space != ElementSpace::kHtml) return entry;
  if (key == name_key("table")) entry.inside = Inside::kTable;
  if (key == name_key("table") || (kind & kTablePartTag) != 0) entry.is_between_parts = true;
  if (is_cell(key)) entry.is_between_parts = false;
  if (key == name_key("template")) entry.inside = Inside::kTemplate;
  entry.is_in_select = entry.is_in_select || key == name_key("select");
  entry.is_in_ruby = entry.is_in_ruby || key == name_key("ruby");
  return entry;
}

void OpenElements::push(NameKey key, TagKind kind, ElementSpace space, std::uint32_t tag) {
  if (space == ElementSpace::kHtml && key == name_key("form")) has_form_ = true;
  if (space == ElementSpace::kHtml) close_implied(key, kind);
  open_.push_back(entry_of(key, kind, space, tag));
}

std::uint32_t OpenElements::pop() {
  const std::uint32_t tag = open_.back().tag;
  pop_to(open_.size() - 1);
  return tag;
}

// Drops what lies above `depth`; formatting elements there were not closed by their end tag.
void OpenElements::pop_to(std::size_t depth) {
  for (std::size_t i = depth; i < open_.size(); ++i)
    if ((open_[i].kind & kFormattingTag) != 0) ++left_formatting_open_;
  open_.resize(depth);
}

void OpenElements::erase(std::size_t index) {
  if ((open_[index].kind & kFormattingTag) != 0)
    for (std::size_t i = index + 1; i < open_.size(); ++i) --open_[i].formatting;
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
}

// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody: an end tag reaches as
// far as "has an element in scope" goes, that of an ordinary element to the nearest special one.
bool OpenElements::is_wall(const Entry& entry, NameKey key, TagKind kind) {
  if (entry.space == ElementSpace::kForeign) return false;
  if (entry.space != ElementSpace::kHtml) return true;
  if (key == name_key("template")) return false;
  if (entry.key == name_key("template")) return true;
  if ((kind & kTablePartTag) != 0 || key == name_key("table") || key == name_key("caption"))
    return entry.key == name_key("table");
  if (entry.key == name_key("select")) return true;  // it ignores the others
  if (key == name_key("select")) return (entry.kind & kScopeTag) != 0;
  if ((kind & (kScopedEndTag | kFormattingTag)) == 0) return (entry.kind & kSpecialTag) != 0;
  if (entry.key == name_key("button")) return key == name_key("p");
  const bool is_list = entry.key == name_key("ul") || entry.key == name_key("ol");
  return (entry.kind & kScopeTag) != 0 || (is_list && key == name_key("li"));
}

// Whether the end tag takes only its own element away and leaves open what is inside it.
bool OpenElements::leaves_inner(const Entry& entry, std::size_t index) const {
  if (entry.space != ElementSpace::kHtml) return false;
  const bool is_form = entry.key == name_key("form");
  if (!is_form && (entry.kind & kFormattingTag) == 0) return false;
  return std::any_of(
      open_.begin() + static_cast<std::ptrdiff_t>(index) + 1, open_.end(),
      [&](const Entry& above) { return is_form || (above.kind & kPhrasingTag) == 0; });
}

std::uint32_t OpenElements::close(NameKey key, TagKind kind) {
  const bool was_foreign = is_foreign();
  const std::uint32_t closed = close_nearest(key, kind);
  if (key == name_key("form") && (!was_foreign || closed == kNoTag)) has_form_ = false;
  return closed;
}

std::uint32_t OpenElements::close_nearest(NameKey key, TagKind kind) {
  if ((kind & (kRootTag | kNeverOpenTag)) != 0 && !is_foreign()) return kNoTag;
  for (std::size_t i = open_.size(); i > 0; --i) {
    const Entry entry = open_[i - 1];
    const bool is_alike = entry.space == ElementSpace::kHtml && is_unknown(key, kind) &&
                          is_unknown(entry.key, entry.kind);
    if (entry.key == key && key == name_key("form") && entry.space == ElementSpace::kHtml)
      close_what_ends_by_itself();
    if (entry.key == key || is_alike || (is_heading(key) && is_heading(entry.key))) {
      if (leaves_inner(entry, i - 1)) {
        // Gumbo closes what formatting elements are open inside, or leaves this one open when there
        // are many.
        if (open_.back().formatting > entry.formatting || open_.size() - i > kMaxAdopted)
          ++left_formatting_open_;
        erase(i - 1);
      } else {
        pop_to(i);
        open_.pop_back();
      }
      return entry.tag;
    }
    if (is_wall(entry, key, kind)) return kNoTag;
  }
  return kNoTag;
}

std::size_t OpenElements::containers() const {
  constexpr TagKind kNoContainer =
      kItemTag | kTablePartTag | kPhrasingTag | kFormattingTag | kHeadTag;
  std::size_t found = 0;
  for (const Entry& entry : open_)
    found += (entry.kind & kBlockTag) != 0 && (entry.kind & kNoContainer) == 0 &&
                     entry.key != name_key("p")
                 ? 1u
                 : 0u;
  return found;
}

bool OpenElements::has_heading() const {
  return std::any_of(open_.begin(), open_.end(),
                     [](const Entry& entry) { return is_heading(entry.key); });
}

std::size_t OpenElements::count(NameKey key) const {
  std::size_t found = 0;
  for (const Entry& entry : open_) found += entry.key == key ? 1u : 0u;
  return found;
}

}  // namespace cuttings
