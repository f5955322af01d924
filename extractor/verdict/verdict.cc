#include "extractor/verdict/verdict.h"

#include <algorithm>
#include <array>

#include "config/base/text.h"
#include "extractor/verdict/page_signals.h"

namespace cuttings {
namespace {

/// Chosen by hand on two thirds of tests/verdict/fixtures and checked on the corpora, 2026-11-25.
struct Limits {
  std::uint32_t wall_words = 100;    // a wall keeps fewer words that are not its own
  std::uint32_t outside_words = 25;  // ... and fewer outside the element that holds it
  std::uint32_t shell_words = 15;    // a shell keeps fewer words
  std::uint32_t wall_links = 60;     // a wall that says nothing stands on a page with fewer links
  std::uint32_t teaser_words = 250;  // a teaser shows fewer words before it says stop
  std::uint32_t locked_words = 400;  // ... when the page declares itself not free
  std::uint32_t offer_words = 120;   // ... when it only makes an offer
  std::uint32_t full_words = 80;     // so many words in the locked part: it is not locked to us
  double article_share = 0.30;       // a page is no article below this probability of the kind
  double declared_share = 0.08;      // ... when it declares itself an article
};
constexpr Limits kLimits;

class Judge {
 public:
  Judge(const PassInput& input, const Decisions& decisions, const Transfer& transfer)
      : input_(input),
        decisions_(decisions),
        transfer_(transfer),
        signals_(collect_signals(input, decisions)) {}

  PageVerdict run() {
    if (!decisions_.empty()) out_.kind = likeliest_kind(input_.judgement.kinds);
    out_.verdict = decide();
    if (signals_.kept_words == 0 && out_.verdict != Verdict::kArticle) add(Evidence::kNoText);
    std::sort(out_.evidence.begin(), out_.evidence.end());
    out_.evidence.erase(std::unique(out_.evidence.begin(), out_.evidence.end()),
                        out_.evidence.end());
    return std::move(out_);
  }

 private:
  Verdict decide() {
    if (is_cut()) return Verdict::kTruncated;
    if (is_bot_wall()) return Verdict::kBotWall;
    if (is_soft_404()) return Verdict::kSoft404;
    if (is_consent_wall()) return Verdict::kConsentWall;
    if (is_paywall_teaser()) return Verdict::kPaywallTeaser;
    if (is_login_wall()) return Verdict::kLoginWall;
    if (is_empty_shell()) return Verdict::kEmptyShell;
    if (is_unclosed()) return Verdict::kTruncated;
    if (is_other_kind()) return Verdict::kNotArticle;
    return Verdict::kArticle;
  }

  void add(Evidence evidence) { out_.evidence.push_back(evidence); }
  /// Adds `evidence` where `holds`; returns `holds`.
  bool note(bool holds, Evidence evidence) {
    if (holds) add(evidence);
    return holds;
  }
  const TopicSignal& of(Topic topic) const { return signals_.of(topic); }

  /// The page says this and little else. One sentence among others is no wall: its words must
  /// weigh up the rest, or the heading must say it.
  bool is_all_about(Topic topic) const {
    const TopicSignal& signal = of(topic);
    if (!signal.is_said() || signal.other_words >= kLimits.wall_words) return false;
    if (signal.is_heading && topic == Topic::kNotFound) return true;  // and lists what there is
    if (signal.other_words + signals_.listed_words >= kLimits.wall_words) return false;
    if (signal.is_heading) return true;
    return signal.outside_words < kLimits.outside_words &&
           signal.words * 3 >= signal.other_words * 2;
  }
  bool is_short() const { return signals_.kept_words < kLimits.wall_words; }
  /// Short, and no list of links either: a shop's shelf is one, and no wall.
  bool is_bare() const { return signals_.kept_words + signals_.listed_words < kLimits.wall_words; }

  bool is_cut() {
    const bool is_short =
        transfer_.declared_bytes > 0 && transfer_.received_bytes < transfer_.declared_bytes;
    const bool is_in_markup =
        input_.document.end().is_inside_markup && !input_.document.end().has_root_end;
    const bool is_cut_off = note(is_short || transfer_.is_cut_off, Evidence::kCutTransfer);
    return note(is_in_markup, Evidence::kCutMarkup) || is_cut_off;
  }

  bool is_bot_wall() {
    const bool is_refused = transfer_.http_status == 403 || transfer_.http_status == 429 ||
                            transfer_.http_status == 503;
    const bool says = is_all_about(Topic::kBot);
    const bool has_page = signals_.has(Mark::kBotPage) && is_bare();
    const bool has_captcha =
        signals_.has(Mark::kCaptcha) && is_bare() && (of(Topic::kBot).is_said() || is_refused);
    const bool is_login = of(Topic::kLogin).is_said() && signals_.has_password;  // "access denied"
    if ((!says || is_login) && !has_page && !has_captcha) return false;
    note(of(Topic::kBot).is_said(), Evidence::kBotText);
    note(has_page, Evidence::kBotMarkup);
    note(signals_.has(Mark::kCaptcha), Evidence::kCaptchaWidget);
    note(is_refused, Evidence::kHttpStatus);
    return true;
  }

  bool is_soft_404() {
    const bool is_missing = is_all_about(Topic::kNotFound);
    const bool is_error = is_all_about(Topic::kServerError);
    const bool is_parked = is_all_about(Topic::kParked);
    const bool has_parking = signals_.has(Mark::kParkingPage) && is_short();
    const bool is_gone = transfer_.http_status == 404 || transfer_.http_status == 410;
    if (!is_missing && !is_error && !is_parked && !has_parking && !(is_gone && is_short()))
      return false;
    note(is_missing, Evidence::kNotFoundText);
    note(is_error, Evidence::kServerErrorText);
    note(is_parked, Evidence::kParkedText);
    note(has_parking, Evidence::kParkingMarkup);
    note(is_gone, Evidence::kHttpStatus);
    return true;
  }

  bool is_consent_wall() {
    const bool says = is_all_about(Topic::kConsent);
    const bool is_alone = signals_.has(Mark::kConsentManager) && is_bare() &&
                          signals_.links < kLimits.wall_links &&
                          of(Topic::kConsent).other_words < kLimits.shell_words &&
                          signals_.prose_words < kLimits.outside_words;
    if (!says && !is_alone) return false;
    note(of(Topic::kConsent).is_said(), Evidence::kConsentText);
    note(signals_.has(Mark::kConsentManager), Evidence::kConsentMarkup);
    return true;
  }

  bool is_paywall_teaser() {
    const TopicSignal& wall = of(Topic::kPaywall);
    const TopicSignal& offer = of(Topic::kOffer);
    const bool is_full =
        signals_.has_locked_part && signals_.locked_words >= kLimits.full_words && !wall.is_said();
    const bool is_login = of(Topic::kLogin).is_said() && !offer.is_said() && !signals_.is_locked &&
                          wall.words_before < kLimits.shell_words;  // "register to read on"
    if (is_full || is_login) return false;
    const std::uint32_t most = signals_.is_locked ? kLimits.locked_words : kLimits.teaser_words;
    const bool says = wall.blocks > 0 && wall.other_words < most &&
                      wall.words_after <= wall.words_before / 2 + kLimits.shell_words;
    const bool is_part_empty = signals_.has_locked_part &&
                               signals_.locked_words < kLimits.shell_words &&
                               signals_.kept_words < kLimits.teaser_words;
    const bool has_box = signals_.has(Mark::kPaywallBox);
    const bool offers = (offer.is_said() || has_box) &&
                        (signals_.is_locked || (has_box && offer.is_said())) &&
                        offer.other_words < kLimits.offer_words;
    if (!says && !is_part_empty && !offers) return false;
    note(wall.is_said(), Evidence::kPaywallText);
    note(has_box, Evidence::kPaywallMarkup);
    note(signals_.is_locked, Evidence::kDeclaredNotFree);
    note(is_part_empty, Evidence::kLockedPartEmpty);
    return true;
  }

  bool is_login_wall() {
    const bool says = is_all_about(Topic::kLogin);
    const bool is_form = signals_.has_password && of(Topic::kLogin).is_said() &&
                         of(Topic::kLogin).other_words < kLimits.outside_words;
    if (!says && !is_form) return false;
    add(Evidence::kLoginText);
    note(signals_.has_password, Evidence::kPasswordField);
    return true;
  }

  bool is_empty_shell() {
    const TopicSignal& asks = of(Topic::kNeedsScript);
    const std::uint32_t left = std::max(asks.other_words, other_prose(asks));
    if (left >= kLimits.shell_words) return false;
    const bool says = asks.is_said() || asks.is_in_noscript;
    const bool has_root = signals_.has(Mark::kAppRoot);
    const bool leads = signals_.has(Mark::kRedirect);
    const bool is_bare = signals_.has_script && signals_.shown_words < kLimits.shell_words;
    if (!says && !has_root && !leads && !is_bare) return false;
    note(says, Evidence::kNeedsScriptText);
    note(has_root, Evidence::kAppRoot);
    note(leads, Evidence::kScriptRedirect);
    return true;
  }

  /// Words of prose that do not speak of scripts.
  std::uint32_t other_prose(const TopicSignal& asks) const {
    return signals_.prose_words - std::min(signals_.prose_words, asks.words);
  }

  bool is_unclosed() {
    const PageEnd& end = input_.document.end();
    const bool is_open =
        end.has_root && !end.has_root_end &&
        (end.open_containers >= 2 || (end.open_containers == 1 && !ends_in_sentence()));
    const bool stops_short =
        end.has_root && !end.has_root_end && !ends_in_sentence() && ends_in_kept_text();
    return note(is_open || stops_short, Evidence::kUnclosedPage);
  }

  bool ends_in_kept_text() const { return !decisions_.empty() && decisions_.back().is_kept; }

  /// The page's last text ends as sentences do.
  bool ends_in_sentence() const {
    if (decisions_.empty()) return false;
    const std::string_view text = input_.text(decisions_.size() - 1);
    static constexpr std::array<std::string_view, 16> kEnds = {
        ".", "!", "?", "…", "。", "！", "？", "؟", "»", "”", "\"", "“", "」", ")", ":", "।"};
    return std::any_of(kEnds.begin(), kEnds.end(),
                       [&](std::string_view end) { return text.ends_with(end); });
  }

  bool declares_article() const {
    const std::string& types = input_.facts.declared_type;
    for (const std::string_view type : {"article", "blogposting", "liveblog", "reportage"})
      if (types.find(type) != std::string::npos) return true;
    return false;
  }

  bool is_other_kind() {
    if (signals_.kept_words == 0) return true;
    const double article = input_.judgement.kinds[static_cast<std::size_t>(PageKind::kArticle)];
    const double least = declares_article() ? kLimits.declared_share : kLimits.article_share;
    return note(out_.kind != PageKind::kArticle && article < least, Evidence::kPageKind);
  }

  const PassInput& input_;
  const Decisions& decisions_;
  const Transfer& transfer_;
  PageSignals signals_;
  PageVerdict out_;
};

struct Words {
  std::string_view text, advice;
};

// In the order of the enumerators.
constexpr std::array kWords = {
    Words{"an article", ""},
    Words{"needs JavaScript: the page holds no text",
          "fetch it with a browser and give the saved page to: cuttings clean FILE"},
    Words{"a consent wall: the site shows its text only after cookies are accepted",
          "accept in a browser and give the saved page to: cuttings clean FILE"},
    Words{"a bot wall: the site asked for a proof that a human reads",
          "fetch it slower, identify yourself ([identity] user_agent) or ask the site's owner"},
    Words{"a login wall: the text is for users who are logged in",
          "log in with a browser and give the saved page to: cuttings clean FILE"},
    Words{"a paywall teaser: only the beginning is free",
          "read it with a subscription in a browser and give the saved page to: "
          "cuttings clean FILE"},
    Words{"an error page: the address leads to no article any more",
          "check the address; an archive may have the page"},
    Words{"cut off: the page ends before its end", "fetch it again"},
    Words{"no article: the page is of another kind", "give the address of one article"},
};
static_assert(kWords.size() == kVerdicts);

}  // namespace

PageVerdict judge_page(const PassInput& input, const Decisions& decisions,
                       const Transfer& transfer) {
  return Judge(input, decisions, transfer).run();
}

bool has_usable_text(Verdict verdict) {
  return verdict == Verdict::kArticle || verdict == Verdict::kPaywallTeaser ||
         verdict == Verdict::kTruncated || verdict == Verdict::kNotArticle;
}

std::string_view verdict_text(Verdict verdict) {
  return kWords[static_cast<std::size_t>(verdict)].text;
}
std::string_view verdict_advice(Verdict verdict) {
  return kWords[static_cast<std::size_t>(verdict)].advice;
}

}  // namespace cuttings
