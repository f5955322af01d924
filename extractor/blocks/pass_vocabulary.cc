#include "config/base/text.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/text_shape.h"

namespace cuttings {
namespace {

/// It ends as sentences do; a bracket that closes behind a name or label ends none.
bool ends_as_sentence(std::string_view text) {
  if (!measure_text(text).ends_sentence) return false;
  for (const std::string_view close : {")", "）", "]"})
    if (text.ends_with(close))
      return measure_text(text.substr(0, text.size() - close.size())).ends_sentence;
  return true;
}

/// A few words amid the paragraphs, that end no sentence and lead to nothing: a link or button
/// shown as a paragraph.
bool is_bare_line(const TextBlock& block, std::string_view text, bool is_sentence) {
  constexpr std::uint32_t kMaxWords = 10, kTold = kInList | kInTableCell | kInQuote | kInPre;
  return !is_sentence && !text.ends_with(':') && block.words <= kMaxWords &&
         block.heading_level == 0 && (block.within & kTold) == 0;
}

/// How sure the scorer must be to overrule what the words of a block say, 1: it cannot.
double needed_score(Reason says, const TextBlock& block, std::string_view text) {
  const bool is_sentence = ends_as_sentence(text);
  const bool is_linked = block.link_bytes * 5 > block.text_size * 2;
  switch (says) {
    case Reason::kSkipLink:
    case Reason::kPlaceholder:
    case Reason::kAdvertisement:
    case Reason::kConsent:
      return 1;
    case Reason::kShareBar:
      return block.words <= 6 ? 1 : 0.7;
    case Reason::kRelatedLinks:
      return is_linked || !is_sentence ? 1 : 0.8;
    case Reason::kCaption:
      return is_sentence && block.words > 8 ? 0.8 : 1;
    case Reason::kPromo:
      return is_bare_line(block, text, is_sentence) ? 0.99 : 0.85;
    case Reason::kSiteFrame:
      return 0.9;
    case Reason::kComments:
      return block.words <= 4 || (block.words <= 8 && !is_sentence) ? 0.95 : 0.8;
    case Reason::kByline:
    case Reason::kDateline:
      return is_sentence ? 0.6 : 0.9;
    case Reason::kTags:
      return is_sentence ? 0.6 : 0.95;
    case Reason::kAuthorBox:
      return 0.8;
    case Reason::kNavigation:
    case Reason::kSectionLabel:
      return 0.8;
    default:
      return 0;
  }
}

/// "[Sign up for the morning letter.]": an editor's insertion.
bool is_in_brackets(std::string_view text) { return text.starts_with('[') && text.ends_with(']'); }

/// A day in Chinese, Japanese or Korean characters, and at most its time, week day and "updated".
bool is_date_in_characters(std::string_view text) {
  constexpr std::size_t kMaxBytes = 120;
  constexpr std::u32string_view kParts =
      U"0123456789 "
      U"-/"
      U".:()（）：，,"
      U"年月日時时分秒点點上下午前後后曜火水木金土星期周週一二三四五六更新公開発配信布发間间년월일"
      U"시분초오전후입력수정";
  const bool has_day = text.find("年") != text.npos || text.find("년") != text.npos;
  if (text.size() > kMaxBytes || !has_day) return false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_code_point(text, i);
    if (kParts.find(point.value) == kParts.npos) return false;
    i += point.length;
  }
  return true;
}

/// At the end of an article a line that asks the reader to follow or to sign up is no text, however
/// like text it reads; nor is one about rights or the author in general.
void drop_last_appeals(const PassInput& input, Decisions& decisions) {
  constexpr float kSureAppeal = 0.95f, kSureNotice = 0.98f;
  if (!input.is_article()) return;
  for (std::size_t i = decisions.size(); i-- > 0;) {
    Decision& decision = decisions[i];
    if (!decision.is_kept) continue;
    const bool is_notice =
        decision.says == Reason::kSiteFrame || decision.says == Reason::kAuthorBox;
    if (decision.says != Reason::kPromo && !is_notice) return;
    if (decision.score >= (is_notice ? kSureNotice : kSureAppeal)) return;
    decision.drop(decision.says);
  }
}

}  // namespace

void drop_by_vocabulary(const PassInput& input, Decisions& decisions) {
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    Decision& decision = decisions[i];
    if (decision.says == Reason::kNone || !decision.is_kept) continue;
    const double needed = needed_score(decision.says, input.page.blocks[i], input.text(i));
    if (decision.score < needed || is_in_brackets(input.text(i))) decision.drop(decision.says);
  }
  drop_last_appeals(input, decisions);
}

void drop_marks_and_times(const PassInput& input, Decisions& decisions) {
  constexpr std::uint32_t kMaxTimeWords = 6, kMaxButtonWords = 3;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const TextBlock& block = input.page.blocks[i];
    if (!decisions[i].is_kept || (block.within & (kInPre | kInTableCell)) != 0) continue;
    if (block.words == 0) decisions[i].drop(Reason::kTooShort);
    const bool is_button = (block.within & kInButton) != 0 && block.words <= kMaxButtonWords;
    if (is_button && block.heading_level == 0 && input.is_article())
      decisions[i].drop(Reason::kForm);
    if (block.words <= kMaxTimeWords && input.document.node(block.anchor).tag() == Tag::kTime)
      decisions[i].drop(Reason::kDateline);
    if (input.is_article() && is_date_in_characters(input.text(i)))
      decisions[i].drop(Reason::kDateline);
  }
}

}  // namespace cuttings
