#include "extractor/dom/tag_kind.h"

#include <array>

namespace cuttings {
namespace {

struct NamedKind {
  const char* names;  // space between
  TagKind kind;
};

// Sources: https://html.spec.whatwg.org/multipage/syntax.html#void-elements,
// .../parsing.html#formatting, #parsing-main-inforeign (breakout), #has-an-element-in-scope,
// #special.
constexpr NamedKind kKinds[] = {
    {"area base basefont bgsound br col embed frame hr img image input keygen link meta param "
     "source track wbr",
     kVoidTag},
    {"script", kScriptTag},
    {"style xmp iframe noembed noframes", kRawTextTag},
    {"title textarea", kRcdataTag},
    {"plaintext", kPlaintextTag},
    {"a b big code em font i nobr s small strike strong tt u", kFormattingTag | kPhrasingTag},
    {"span sub sup label ins del cite q abbr time mark var kbd samp acronym bdo bdi dfn data",
     kPhrasingTag},
    {"a b big code em font i s small strike strong tt u span sub sup label ins del cite q abbr "
     "time mark var kbd "
     "samp acronym bdo bdi dfn data audio button canvas datalist legend map meter output progress "
     "svg video area br "
     "embed img input wbr",
     kFoldedLikeTextTag},
    {"address article aside blockquote center dd details dl dt div fieldset figcaption figure "
     "footer h1 h2 h3 h4 h5 h6 "
     "header hgroup hr li main menu nav ol p pre section summary ul iframe link meta param script "
     "source style track",
     kFoldedTag},
    {"isindex", kOrdinaryTag},  // several elements to Gumbo
    {"li dt dd", kItemTag},
    {"head colgroup", kNeverOpenTag},
    {"annotation-xml audio blink canvas datalist desc foreignobject legend map math menuitem meter "
     "multicol nextid output progress ruby spacer svg video",
     kOrdinaryTag},
    {"address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
     "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre "
     "section summary ul",
     kEndsParagraphTag},
    {"option optgroup", kOptionTag},
    {"rb rt rtc rp", kRubyPartTag},
    {"tr td th tbody thead tfoot", kTablePartTag},
    {"table td th caption template object marquee applet html button", kScopeTag},
    {"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
     "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
     "var",
     kBreakoutTag},
    {"pre listing textarea", kLeadingLfTag},
    {"mi mo mn ms mtext", kMathTextTag},
    {"html body", kRootTag},
    {"address article aside blockquote body caption center col colgroup dd details dialog dir div "
     "dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu "
     "nav ol p section summary table tbody td tfoot th thead tr ul",
     kBlockTag},
    {"html head title meta link script style base noscript template", kHeadTag},
    {"address applet article aside blockquote button center dd details dir div dl dt fieldset "
     "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup li listing main marquee menu "
     "nav object ol p pre section summary ul",
     kScopedEndTag | kSpecialTag},
    // Also special; void elements and those with a raw body are never open.
    {"body caption colgroup frameset head html iframe noscript select table tbody td template "
     "tfoot th thead tr",
     kSpecialTag},
};

constexpr std::size_t kSlots = 512;  // about a quarter full

constexpr std::size_t slot_of(NameKey key) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15u) >> 55);
}

struct Slot {
  NameKey key = 0;
  TagKind kind = 0;
  Tag tag = Tag::kOther;
};

using Slots = std::array<Slot, kSlots>;

// Of a name, or the free one where it goes.
template <typename AnySlots>
constexpr auto& find_slot(AnySlots& slots, NameKey key) {
  std::size_t i = slot_of(key);
  while (slots[i].key != 0 && slots[i].key != key) i = (i + 1) % kSlots;
  return slots[i];
}

constexpr Slots make_slots() {
  Slots slots{};
  for (const NamedKind& entry : kKinds) {
    std::string_view names = entry.names;
    while (!names.empty()) {
      const std::size_t space = names.find(' ');
      const NameKey key = name_key(names.substr(0, space));
      Slot& slot = find_slot(slots, key);
      slot.key = key, slot.kind |= entry.kind;
      names = space == std::string_view::npos ? std::string_view() : names.substr(space + 1);
    }
  }
#define TAG(enumerator, name)                              \
  {                                                        \
    Slot& slot = find_slot(slots, name_key(name));         \
    slot.key = name_key(name), slot.tag = Tag::enumerator; \
  }
#include "extractor/dom/tags.inc"
#undef TAG
  return slots;
}

constexpr Slots kTable = make_slots();

}  // namespace

TagKind tag_kind(NameKey key) { return find_slot(kTable, key).kind; }

Tag tag_of(NameKey key) { return find_slot(kTable, key).tag; }

}  // namespace cuttings
