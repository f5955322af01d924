#include "extractor/blocks/display.h"

#include <array>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr std::size_t kTagCount = 256;

constexpr std::array<Display, kTagCount> make_displays() {
  std::array<Display, kTagCount> displays{};  // kInline
  const auto set = [&](Display display, auto... tags) {
    ((displays[static_cast<std::size_t>(tags)] = display), ...);
  };
  set(Display::kBlock, Tag::kHtml, Tag::kBody, Tag::kArticle, Tag::kSection, Tag::kNav, Tag::kAside,
      Tag::kHeader, Tag::kFooter, Tag::kMain, Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5,
      Tag::kH6, Tag::kHgroup, Tag::kAddress, Tag::kP, Tag::kHr, Tag::kPre, Tag::kBlockquote,
      Tag::kOl, Tag::kUl, Tag::kMenu, Tag::kLi, Tag::kDl, Tag::kDt, Tag::kDd, Tag::kFigure,
      Tag::kFigcaption, Tag::kDiv, Tag::kTable, Tag::kCaption, Tag::kTbody, Tag::kThead,
      Tag::kTfoot, Tag::kTr, Tag::kTd, Tag::kTh, Tag::kForm, Tag::kFieldset, Tag::kLegend,
      Tag::kDetails, Tag::kSummary, Tag::kDialog, Tag::kSearch, Tag::kCenter, Tag::kDir,
      Tag::kFrameset, Tag::kListing, Tag::kXmp, Tag::kPlaintext, Tag::kOptgroup, Tag::kOption,
      Tag::kMarquee, Tag::kButton);
  set(Display::kNotText, Tag::kHead, Tag::kTitle, Tag::kBase, Tag::kLink, Tag::kMeta, Tag::kStyle,
      Tag::kScript, Tag::kNoscript, Tag::kTemplate, Tag::kIframe, Tag::kEmbed, Tag::kObject,
      Tag::kParam, Tag::kVideo, Tag::kAudio, Tag::kTrack, Tag::kMap, Tag::kArea, Tag::kSvg,
      Tag::kSelect, Tag::kDatalist, Tag::kTextarea, Tag::kCanvas, Tag::kApplet, Tag::kFrame,
      Tag::kNoframes, Tag::kNoembed, Tag::kProgress, Tag::kMeter, Tag::kInput, Tag::kKeygen,
      Tag::kBgsound, Tag::kCol, Tag::kColgroup, Tag::kRp, Tag::kRt);
  set(Display::kBreak, Tag::kBr);
  set(Display::kImage, Tag::kImg);
  return displays;
}

constexpr std::array<Display, kTagCount> kDisplays = make_displays();

/// `style` without white space contains `declaration`.
bool style_has(std::string_view style, std::string_view declaration) {
  std::size_t matched = 0;
  for (const char c : style) {
    if (is_ascii_space(c)) continue;
    const char lower = to_ascii_lower(c);
    matched = lower == declaration[matched] ? matched + 1 : (lower == declaration[0] ? 1 : 0);
    if (matched == declaration.size()) return true;
  }
  return false;
}

/// What is shown only while an AMP element loads, or where it cannot:
/// https://amp.dev/documentation/guides-and-tutorials/develop/style_and_layout/placeholders
bool is_amp_stand_in(Node element) {
  const Node parent = element.parent();
  return parent && parent.tag() == Tag::kOther && parent.tag_name().starts_with("amp-") &&
         (element.has_attribute("placeholder") || element.has_attribute("fallback"));
}

}  // namespace

Display display_of(Node element) {
  const Tag tag = element.tag();
  if (is_amp_stand_in(element)) return Display::kNotText;
  if (tag == Tag::kTemplate && element.has_attribute("shadowrootmode")) return Display::kBlock;
  if (tag == Tag::kOther && element.tag_name().find('-') != std::string_view::npos)
    return Display::kBlock;
  return kDisplays[static_cast<std::size_t>(tag)];
}

bool is_hidden(Node element) {
  for (const Attribute& attribute : element.attributes()) {
    if (attribute.is_called("hidden") && attribute.value != "until-found") return true;
    if (attribute.is_called("aria-hidden") && equals_ignoring_ascii_case(attribute.value, "true"))
      return true;
    if (attribute.is_called("style") && (style_has(attribute.value, "display:none") ||
                                         style_has(attribute.value, "visibility:hidden")))
      return true;
  }
  return false;
}

}  // namespace cuttings
