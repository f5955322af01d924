// scan_page(): the HTML tokenizer's states that matter, run once over the page.
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "extractor/dom/attribute_scanner.h"
#include "extractor/dom/character_reference.h"
#include "extractor/dom/element_folder.h"
#include "extractor/dom/leading_space.h"
#include "extractor/dom/open_elements.h"
#include "extractor/dom/raw_text.h"
#include "extractor/dom/scan_caps.h"
#include "extractor/dom/skeleton.h"
#include "extractor/dom/tag_attributes.h"
#include "extractor/dom/tag_kind.h"

namespace cuttings {
namespace {

class PageScanner {
 public:
  PageScanner(DocumentTree& tree, const ParseLimits& limits)
      : tree_(tree), page_(tree.html), attributes_(tree, limits.max_attributes_per_tag) {
    skeleton_.markup.reserve(page_.size() / 12 + 64);
    skeleton_.tags.reserve(page_.size() / 100 + 16);
    skeleton_.texts.reserve(page_.size() / 60 + 16);
    tree_.attributes.reserve(page_.size() / 60 + 16);
  }

  Skeleton scan() {
    if (page_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < page_.size()) {
      const std::size_t markup = find_markup();
      if (markup > at_)
        add_text(at_, markup, open_.is_foreign() ? TextKind::kForeign : TextKind::kData);
      at_ = markup;
      if (at_ < page_.size()) read_markup();
    }
    tree_.end.open_containers = static_cast<std::uint32_t>(open_.containers());
    skeleton_.folded = folder_.take_nodes();
    return std::move(skeleton_);
  }

 private:
  // The next '<' that begins a tag, a comment or a declaration.
  std::size_t find_markup() const {
    std::size_t at = page_.find('<', at_);
    for (; at != std::string_view::npos; at = page_.find('<', at + 1)) {
      const char next = at + 1 < page_.size() ? page_[at + 1] : '\0';
      if (is_ascii_alpha(next) || next == '!' || next == '?') return at;
      if (next == '/' && at + 2 < page_.size()) return at;
    }
    return page_.size();
  }

  void read_markup() {
    const char next = page_[at_ + 1];
    if (is_ascii_alpha(next)) return read_start_tag();
    if (next == '!') return read_declaration();
    if (next == '/' && is_ascii_alpha(page_[at_ + 2])) return read_end_tag();
    at_ = after(page_.find('>', at_ + 1), 1);  // a bogus comment, or "</>"
  }

  std::size_t after(std::size_t found, std::size_t length) const {
    return found == std::string_view::npos ? page_.size() : found + length;
  }

  void read_declaration() {
    const std::string_view rest = page_.substr(at_, 9);
    if (rest.starts_with("<!--")) {
      at_ = find_comment_end(page_, at_ + 4);
      if (at_ == page_.size() && !page_.ends_with("->")) tree_.end.is_inside_markup = true;
    } else if (rest == "<![CDATA[" && open_.is_foreign()) {
      const std::size_t end = std::min(page_.find("]]>", at_ + 9), page_.size());
      if (end > at_ + 9) add_text(at_ + 9, end, TextKind::kLiteral);
      at_ = std::min(end + 3, page_.size());
    } else {
      const std::size_t end = after(page_.find('>', at_), 1);
      // Only a doctype before everything else counts; it chooses quirks mode.
      const bool is_doctype = starts_with_ignoring_ascii_case(rest, "<!doctype");
      if (is_doctype && skeleton_.tags.empty() && !has_content_)
        skeleton_.markup += page_.substr(at_, end - at_), has_content_ = true;
      at_ = end;
    }
  }

  // Appends the lower-case name at `begin` to the skeleton; the offset after it in the page.
  std::size_t copy_name(std::size_t begin) {
    std::size_t at = begin;
    std::string& out = skeleton_.markup;
    const std::size_t out_begin = out.size();
    for (; at < page_.size(); ++at) {
      const char c = page_[at];
      if (c == '>' || c == '/' || is_ascii_space(c)) break;
      if (out.size() - out_begin >= kMaxNameBytes) {
        if ((c & 0xC0) == 0x80 && at - begin == out.size() - out_begin) out += c;
      } else if (c == '\0') {
        out += kReplacement;
      } else {
        out += to_ascii_lower(c);
      }
    }
    return at;
  }

  void read_start_tag() {
    count_work();
    const std::size_t tag_begin = at_;
    std::string& out = skeleton_.markup;
    const std::size_t skeleton_begin = out.size();
    out += '<';
    const std::size_t name_end = copy_name(at_ + 1);
    std::string_view name = std::string_view(out).substr(skeleton_begin + 1);
    const auto name_length = static_cast<std::uint32_t>(name.size());
    const NameKey key = name_key(name);
    const auto attributes_begin = static_cast<std::uint32_t>(tree_.attributes.size());
    const TagEnd end = attributes_.scan(name_end);
    if (end.offset == std::string_view::npos) {  // cut off inside a tag: the standard drops it
      out.resize(skeleton_begin);
      tree_.attributes.resize(attributes_begin);
      at_ = page_.size();
      tree_.end.is_inside_markup = true;
      return;
    }
    at_ = end.offset;
    SkeletonTag tag;
    tag.skeleton_begin = static_cast<std::uint32_t>(skeleton_begin);
    tag.name_length = name_length;
    tag.attributes_begin = attributes_begin;
    tag.attributes_count = static_cast<std::uint32_t>(tree_.attributes.size()) - attributes_begin;
    tag.raw_begin = static_cast<std::uint32_t>(at_);
    const TagKind kind = tag_kind(key);
    const bool was_foreign = open_.is_foreign();
    const TagAttributes attributes(
        std::span(tree_.attributes).subspan(attributes_begin, tag.attributes_count));
    const bool is_foreign = enters_foreign(key, kind, attributes);
    const bool was_select = !is_foreign && open_.leaves_select(key, kind);
    const bool has_body =
        !is_foreign && (kind & (kScriptTag | kRawTextTag | kRcdataTag | kPlaintextTag)) != 0;
    const bool is_ignored = !is_foreign && open_.ignores(key, kind);
    const bool nests = is_foreign
                           ? !end.is_self_closing
                           : !has_body && ((kind & (kVoidTag | kRootTag | kNeverOpenTag)) == 0) &&
                                 !is_closed_root(key, end) && !is_ignored &&
                                 !(was_select && key == name_key("select"));
    if (nests && (ScanCaps::is_formatting_flood(key, kind, open_) || caps_.is_frameset_flood(key)))
      return out.resize(skeleton_begin);
    if (nests && open_.depth() >= caps_.max_open()) {
      out.resize(skeleton_begin);
      ++left_out_;
      return;
    }
    write_attributes(key, kind, attributes, page_.substr(name_end, at_ - name_end), is_foreign);
    out += end.is_self_closing ? "/>" : ">";
    const auto index = static_cast<std::uint32_t>(skeleton_.tags.size());
    skeleton_.tags.push_back(tag);
    has_content_ = true;
    is_in_body_ = is_in_body_ || (kind & kHeadTag) == 0;
    is_after_block_ = (kind & kBlockTag) != 0;
    // A tag that leaves svg or math must be seen to do it.
    const bool may_fold = is_foreign ? folder_.may_fold_foreign(kind, open_)
                                     : !was_foreign && folder_.may_fold(key, kind, open_);
    if (may_fold)
      folder_.begin(index, static_cast<std::uint32_t>(skeleton_.texts.size()),
                    element_of(key, tag));
    else
      folder_.leave();
    if (!is_foreign) folder_.note_start(key, kind, open_);
    if (!is_foreign) open_.enter_table_part(key, kind);
    if (!nests && !is_foreign && !is_ignored && (kind & kEndsParagraphTag) != 0)
      open_.close_paragraph();  // <hr>
    if (nests)
      open_.push(key, kind, attributes.space(key, kind, is_foreign, open_.is_math()), index);
    if (!is_foreign && (kind & kLeadingLfTag) != 0) leading_lf_at_ = at_;
    if (has_body) read_body(kind, index, page_.substr(tag_begin + 1, name_length));
    if (!nests) fold(index);
  }

  FoldedNode element_of(NameKey key, const SkeletonTag& tag) {
    FoldedNode element;
    element.tag = tag_of(key);
    element.begin = tag.attributes_begin;
    element.limit = tag.attributes_begin + tag.attributes_count;
    if (element.tag != Tag::kOther) return element;
    element.raw_begin = static_cast<std::uint32_t>(tree_.names.size());
    element.raw_count = tag.name_length;
    tree_.names.append(skeleton_.markup, tag.skeleton_begin + 1, tag.name_length);
    return element;
  }

  // Puts a placeholder in the place of the element of the `index`th tag if it can be folded.
  bool fold(std::uint32_t index) {
    const auto folded = folder_.end(index);
    if (!folded) return false;
    skeleton_.markup.resize(skeleton_.tags[index].skeleton_begin);
    skeleton_.tags.resize(index);
    skeleton_.texts.resize(folded->first_text);
    texts_in_forms_ = std::min<std::size_t>(texts_in_forms_, folded->first_text);
    add_placeholder(folded->first_text);
    SkeletonText text;
    text.skeleton_begin = static_cast<std::uint32_t>(placeholder_begin_);
    text.page_begin = folded->node;
    text.kind = TextKind::kFolded;
    skeleton_.texts.push_back(text);
    return true;
  }

  // Takes in a tag; closes most elements once there have been too many tags among too many.
  void count_work() {
    caps_.count_tag(open_);
    if (!caps_.is_overworked()) return;
    if (open_.depth() > caps_.max_open()) folder_.leave();
    while (open_.depth() > caps_.max_open()) {
      const SkeletonTag& tag = skeleton_.tags[open_.pop()];
      skeleton_.markup += "</";
      skeleton_.markup.append(skeleton_.markup, tag.skeleton_begin + 1, tag.name_length) += '>';
    }
  }

  // <svg/> and <math/> in HTML close at once.
  static bool is_closed_root(NameKey key, const TagEnd& end) {
    return end.is_self_closing && (key == name_key("svg") || key == name_key("math"));
  }

  // Whether the tag goes by the rules of foreign content; a breakout tag leaves it first.
  bool enters_foreign(NameKey key, TagKind kind, const TagAttributes& attributes) {
    if (!open_.is_foreign_for(key)) return false;
    const bool breaks = attributes.breaks_out(key, kind);
    if (breaks) open_.break_out();
    return !breaks;
  }

  void append_number(std::size_t number) {
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    skeleton_.markup.append(digits, end);
  }

  // The few attributes that tree construction looks at.
  void write_attributes(NameKey key, TagKind kind, const TagAttributes& attributes,
                        std::string_view source, bool is_foreign) {
    std::string& out = skeleton_.markup;
    if ((kind & kRootTag) != 0) tree_.end.has_root = true;
    if ((kind & kRootTag) != 0 && caps_.merges_root()) {
      // named by number, so that Gumbo merges them and we know whose they were
      out += ' ';
      append_number(skeleton_.tags.size());
      return;
    }
    if (attributes.empty()) return;
    attributes.append_kept(out, key);
    const bool is_formatting = !is_foreign && (kind & kFormattingTag) != 0 && key != name_key("a");
    if (!is_formatting || !ScanCaps::keeps_apart(key, open_)) return;
    out += " h";  // tells elements with other attributes apart ("Noah's Ark clause")
    append_number(std::hash<std::string_view>()(source));
  }

  void read_body(TagKind kind, std::uint32_t index, std::string_view source_name) {
    if ((kind & kPlaintextTag) != 0) {
      if (at_ < page_.size()) add_text(at_, page_.size(), TextKind::kLiteral);
      at_ = page_.size();
      return;
    }
    const std::string name = to_ascii_lower(source_name);
    const std::size_t begin = at_;
    at_ = (kind & kScriptTag) != 0 ? find_script_end(page_, begin)
                                   : find_raw_text_end(page_, begin, name);
    skeleton_.tags[index].raw_count = static_cast<std::uint32_t>(at_ - begin);
    if ((kind & kRcdataTag) != 0 && at_ > begin) add_text(begin, at_, TextKind::kForeign);
    folder_.set_raw(skeleton_.tags[index].raw_begin, skeleton_.tags[index].raw_count);
    if (at_ == page_.size()) {
      tree_.end.is_inside_markup = true;
      return;
    }
    const TagEnd end = attributes_.skip(at_ + 2 + name.size());
    at_ = std::min(end.offset, page_.size());
    if (end.offset != std::string_view::npos) ((skeleton_.markup += "</") += name) += '>';
  }

  void read_end_tag() {
    count_work();
    std::string& out = skeleton_.markup;
    const std::size_t skeleton_begin = out.size();
    const std::size_t tag_begin = at_;
    out += "</";
    const std::size_t name_end = copy_name(at_ + 2);
    const std::size_t length = out.size() - skeleton_begin;
    const NameKey key = name_key(std::string_view(out).substr(skeleton_begin + 2));
    const TagEnd end = attributes_.skip(name_end);
    at_ = std::min(end.offset, page_.size());
    const TagKind kind = tag_kind(key);
    if (end.offset == std::string_view::npos) tree_.end.is_inside_markup = true;
    if ((kind & kRootTag) != 0) tree_.end.has_root_end = true;
    if (end.offset == std::string_view::npos || (left_out_ > 0 && (kind & kVoidTag) == 0)) {
      if (end.offset != std::string_view::npos) --left_out_;
      folder_.leave();
      out.resize(skeleton_begin);
      return;
    }
    if (key == name_key("form"))
      keep_folded_in_form(skeleton_, std::exchange(texts_in_forms_, skeleton_.texts.size()));
    folder_.note_end(key, kind, open_);
    const std::uint32_t opened = open_.close(key, kind);
    if (opened == OpenElements::kNoTag && caps_.is_overworked())
      return out.resize(out.size() - length);
    out += '>';
    has_content_ = true;
    is_after_block_ = (kind & kBlockTag) != 0;
    if (opened == OpenElements::kNoTag) return folder_.leave();
    if (fold(opened)) return;
    SkeletonTag& tag = skeleton_.tags[opened];
    tag.raw_count = static_cast<std::uint32_t>(tag_begin) - tag.raw_begin;
  }

  void add_text(std::size_t at, std::size_t end, TextKind kind) {
    if (at == leading_lf_at_) at = skip_leading_lf(page_, at, end);
    while (at < end) {
      const std::size_t space_end = skip_leading_space(page_, at, end, kind);
      if (space_end == end) {
        if (!is_space_hidden()) {
          add_run(at, end, kind, true);
          skeleton_.markup += ' ';
        }
        return;
      }
      if (page_[at] == '\0' && kind == TextKind::kData) {
        skeleton_.markup += '\0';  // a token of its own that some insertion modes act on
        folder_.leave();
        while (at < end && page_[at] == '\0') ++at;
      } else {
        is_in_body_ = is_in_body_ || kind != TextKind::kForeign;
        is_after_block_ = false;
        add_placeholder(static_cast<std::uint32_t>(skeleton_.texts.size()));
        add_run(at, end, kind, false);
        has_content_ = true;
        return;
      }
    }
  }

  // White space that is not shown and that changes nothing in the tree: in the head, in svg and
  // math, and beside a block's tag unless it could reopen formatting elements there.
  bool is_space_hidden() const {
    if (open_.is_preformatted()) return false;
    if (open_.is_foreign() || !is_in_body_) return true;
    return is_after_block_ && !open_.may_reopen_formatting();
  }

  void add_placeholder(std::uint32_t number) {
    placeholder_begin_ = skeleton_.markup.size();
    if (number >= kPlaceholders)
      append_utf8(skeleton_.markup, kPlaceholderHighBase + number / kPlaceholders);
    append_utf8(skeleton_.markup, kPlaceholderBase + number % kPlaceholders);
  }

  void add_run(std::size_t begin, std::size_t end, TextKind kind, bool is_space) {
    SkeletonText text;
    text.skeleton_begin =
        static_cast<std::uint32_t>(is_space ? skeleton_.markup.size() : placeholder_begin_);
    text.page_begin = static_cast<std::uint32_t>(begin);
    text.page_end = static_cast<std::uint32_t>(end);
    text.kind = kind, text.is_space = is_space;
    skeleton_.texts.push_back(text);
    folder_.add_text(text, open_.is_among_html());
  }

  DocumentTree& tree_;
  std::string_view page_;
  AttributeScanner attributes_;
  OpenElements open_;
  ElementFolder folder_;
  ScanCaps caps_;
  Skeleton skeleton_;
  std::size_t at_ = 0;
  std::size_t leading_lf_at_ = std::string_view::npos;
  std::size_t placeholder_begin_ = 0;
  std::size_t left_out_ = 0;        // start tags left out whose end tags are still to come
  std::size_t texts_in_forms_ = 0;  // how many there were at the last </form>
  bool is_in_body_ = false;
  bool is_after_block_ = false;  // the last tag or text was a block's tag
  bool has_content_ = false;     // anything but white space and comments
};

}  // namespace

Skeleton scan_page(DocumentTree& tree, const ParseLimits& limits) {
  return PageScanner(tree, limits).scan();
}

}  // namespace cuttings
