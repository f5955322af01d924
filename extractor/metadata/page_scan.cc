#include "extractor/metadata/page_scan.h"

#include <algorithm>

#include "config/base/text.h"
#include "extractor/metadata/author_address.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/byline.h"
#include "extractor/metadata/byline_run.h"
#include "extractor/metadata/character_references.h"
#include "extractor/metadata/class_hint.h"
#include "extractor/metadata/correction_note.h"
#include "extractor/metadata/date_statement.h"
#include "extractor/metadata/date_text.h"
#include "extractor/metadata/dates.h"
#include "extractor/metadata/fold_word.h"
#include "extractor/metadata/marks.h"
#include "extractor/metadata/meta_tags.h"
#include "extractor/metadata/microdata.h"
#include "extractor/metadata/month_names.h"
#include "extractor/metadata/name_in_line.h"
#include "extractor/metadata/name_parts.h"
#include "extractor/metadata/node_text.h"
#include "extractor/metadata/page_headings.h"
#include "extractor/metadata/page_place.h"
#include "extractor/metadata/shown_title.h"
#include "extractor/metadata/title.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxLine = 160;  // bytes of a name or date line, chosen by hand
constexpr int kMaxLines = 150;         // candidates looked at of either kind
constexpr int kOfALink = 15;           // a link's text tells the date of what it leads to
constexpr int kBelowBiography = 14;    // a box about someone may be about anyone

bool has_token(std::string_view list, std::string_view token) {
  const auto tokens = split(list, ' ');
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](std::string_view t) { return equals_ignoring_ascii_case(t, token); });
}

class PageScan {
 public:
  PageScan(const Document& document, Candidates& out)
      : document_(document),
        out_(out),
        microdata_(document, out),
        byline_run_(out),
        headings_(find_headings(document)),
        place_(headings_.article) {}

  PageScripts run() {
    if (headings_.article != PageHeadings::kNone) out_.set_heading(headings_.article);
    for (std::uint32_t i = 0; i < document_.size(); ++i) {
      const Node node = document_.node(i);
      if (node.is_text())
        read_text(node);
      else
        read_element(node);
    }
    return scripts_;
  }

 private:
  void read_element(Node node) {
    const Marks marks = read_marks(node);
    switch (node.tag()) {
      case Tag::kMeta:
        collect_meta_tag(node, out_);
        break;
      case Tag::kScript:
        return read_script(node, marks);
      case Tag::kTitle:
        return read_title(node);
      case Tag::kLink:
        return read_link(marks);
      case Tag::kHtml:
        out_.add(
            Field::kLanguage, Origin::kHtml, 80,
            node.attribute("lang").empty() ? node.attribute("xml:lang") : node.attribute("lang"));
        return;
      case Tag::kBody:
        return;
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
        if (node.tag() == Tag::kH1 || node.index() == headings_.article)
          read_heading(node);
        else
          read_subheading(node);
        break;
      case Tag::kTime:
        read_time(node, marks);
        break;
      case Tag::kNav:
      case Tag::kAside:
      case Tag::kFooter:
        if (!headings_.any_within(node) && !is_articles_own_footer(node)) place_.note_aside(node);
        break;
      case Tag::kA:
        read_anchor(node, marks);
        break;
      default:
        break;
    }
    if (marks.has_itemscope || !marks.itemprop.empty())
      microdata_.read(node, marks.has_itemscope, marks.itemtype, marks.itemprop,
                      place_.is_aside(node.index()));
    read_hints(node, marks);
    if (place_.is_near_heading(node.index()) && !place_.is_aside(node.index())) read_tip(node);
  }

  /// "3 days ago" that tells its day in the text that is shown at a pointer's rest.
  void read_tip(Node node) {
    constexpr int kWeight = 40;  // below a date that is shown
    constexpr std::size_t kMaxTip = 60;
    if (node.tag() == Tag::kA || node.tag() == Tag::kImg || dates_ > kMaxLines) return;
    const std::string_view tip = node.attribute("title");
    if (tip.size() < 6 || tip.size() > kMaxTip || !may_hold_date(tip)) return;
    ++dates_;
    out_.add(Field::kPublished, Origin::kHtml, kWeight, tip, node.index());
  }

  void read_script(Node node, const Marks& marks) {
    constexpr std::size_t kMaxScripts = 64;
    const bool is_json_ld =
        starts_with_ignoring_ascii_case(trim_ascii(marks.type), "application/ld+json");
    auto& list = is_json_ld ? scripts_.json_ld : scripts_.others;
    if (list.size() < kMaxScripts) list.push_back(node.raw_text());
  }

  void read_title(Node node) {
    if (has_title_ || (node.parent().tag() != Tag::kHead && node.parent().tag() != Tag::kBody))
      return;
    has_title_ = true;
    title_ = decode_character_references(title_text(document_, node));
    out_.add(Field::kTitle, Origin::kHtml, 30, title_);
  }

  void read_link(const Marks& marks) {
    if (has_token(marks.rel, "canonical"))
      out_.add(Field::kCanonical, Origin::kHtml, 90, marks.href);
    if (has_token(marks.rel, "license")) out_.add(Field::kLicense, Origin::kHtml, 85, marks.href);
    if (has_token(marks.rel, "image_src")) out_.add(Field::kImage, Origin::kHtml, 60, marks.href);
  }

  void read_anchor(Node node, const Marks& marks) {
    if (has_token(marks.rel, "license"))
      out_.add(Field::kLicense, Origin::kHtml, 80, marks.href);
    else if (marks.href.find("creativecommons.org/licenses/") != std::string_view::npos ||
             marks.href.find("creativecommons.org/publicdomain/") != std::string_view::npos)
      out_.add(Field::kLicense, Origin::kHtml, 50, marks.href);
    if (place_.is_aside(node.index())) return;
    if (has_token(marks.rel, "author"))
      add_byline(node, 62);
    else if (place_.is_near_heading(node.index()) && may_lead_to_author(marks.href))
      add_linked_name(node, marks.href);
  }

  /// Where no class tells whose name it is, the address of its link does.
  void add_linked_name(Node link, std::string_view href) {
    constexpr int kWeight = 45;  // above an unnamed "By ..." line, below an element named after it
    const std::string text = short_text(document_, link, kMaxLine);
    constexpr std::uint32_t kNext = 5;  // nodes: "<a>Ann Lee</a> and <a>Bo Ek</a>"
    const bool is_first = linked_name_at_ == 0 || link.index() <= linked_name_at_ + kNext;
    if (!is_first || !is_full_name(text) || !leads_to_author(href, text)) return;
    linked_name_at_ = link.index();
    out_.add(Field::kAuthor, Origin::kHtml, kWeight, text, link.index());
  }

  void read_heading(Node node) {
    const std::string text =
        without_kicker(document_, node, short_text(document_, node, 500), title_);
    if (text.empty() || place_.is_aside(node.index())) return;
    const bool is_first = node.tag() == Tag::kH1 && !seen_h1_;
    if (!is_link_home(document_, node, text)) {
      out_.add(Field::kTitle, Origin::kHtml, is_first ? 100 : 90, text);
      seen_h1_ |= node.tag() == Tag::kH1;
    }
    const bool is_the_heading = headings_.article == PageHeadings::kNone
                                    ? !place_.has_heading()
                                    : node.index() == headings_.article;
    if (!is_the_heading) return;
    place_.note_heading(node.subtree_end());
  }

  /// The first few <h2>s and <h3>s: where the <h1> is hidden one of them shows the headline.
  void read_subheading(Node node) {
    constexpr int kMaxSubheadings = 5;  // chosen by hand
    if (subheadings_ >= kMaxSubheadings || place_.is_aside(node.index())) return;
    ++subheadings_;
    out_.add(Field::kTitle, Origin::kHtml, kSubheadingWeight, short_text(document_, node, 500));
  }

  /// The footer of the <article> that holds the heading speaks of that article
  /// (https://html.spec.whatwg.org/#the-footer-element).
  bool is_articles_own_footer(Node node) const {
    constexpr int kMaxLevels = 12;
    if (node.tag() != Tag::kFooter) return false;
    Node around = node.parent();
    for (int level = 0; around && level < kMaxLevels; ++level, around = around.parent())
      if (around.tag() == Tag::kArticle) return headings_.any_within(around);
    return false;
  }

  void read_time(Node node, const Marks& marks) {
    if (place_.is_aside(node.index()) || dates_++ > kMaxLines) return;
    if (equals_ignoring_ascii_case(marks.itemprop, "startDate") ||
        equals_ignoring_ascii_case(marks.itemprop, "endDate"))
      return out_.add(Field::kEventDay, Origin::kMicrodata, 50, marks.datetime);
    const std::uint8_t hints = hints_.of(marks.class_name);
    const bool is_published = (hints & kPublished) || node.has_attribute("pubdate");
    const Field field = (hints & kModified) && !is_published ? Field::kModified : Field::kPublished;
    const int weight = place_.is_near_heading(node.index())
                           ? (is_published ? 69 : 63) - place_.steps_from_heading(node.index())
                       : is_published         ? 59  // less than any by the heading
                       : place_.has_heading() ? 42
                                              : 40;
    if (marks.datetime.empty())
      out_.add(field, Origin::kHtml, weight - 2,
               labelled(node, short_text(document_, node, kMaxLine)), node.index());
    else
      out_.add(field, Origin::kHtml, weight, labelled(node, marks.datetime), node.index());
  }

  /// With the label before it ("Published:") where that stands in an element of its own.
  std::string labelled(Node node, std::string_view date) const {
    const bool is_in_reach = last_line_at_ != 0 && node.index() < last_line_at_ + kDateLabelReach;
    const bool has_label = is_in_reach && !date.empty() && is_date_label(last_line_);
    return has_label ? std::string(last_line_) + " " + std::string(date) : std::string(date);
  }

  void read_hints(Node node, const Marks& marks) {
    std::uint8_t hints = 0;
    for (const std::string_view value : {marks.class_name, marks.id, marks.rel, marks.testid})
      if (!value.empty()) hints = static_cast<std::uint8_t>(hints | hints_.of(value));
    if (hints == 0) return;
    const bool is_comments = (hints & kComments) != 0;
    const bool is_side = (hints & kSide) && !(hints & kOwnFooter);
    if ((is_side || is_comments) && node.tag() != Tag::kMain && node.tag() != Tag::kArticle &&
        !headings_.any_within(node)) {
      if (is_comments)
        place_.note_comments(node);
      else
        place_.note_aside(node);
    }
    if (place_.is_aside(node.index())) return;
    if ((hints & kByline) && !(hints & kAvatar)) add_byline(node, 56);
    if (hints & (kDate | kPublished | kModified)) add_date(node, hints);
  }

  /// By-lines after the first count less, unless they stand beside it.
  void add_byline(Node node, int weight) {
    if (bylines_++ > kMaxLines) return;
    const Byline byline = read_byline(document_, node);
    if (byline.is_of_biography) weight -= kBelowBiography;
    const bool is_near = place_.is_near_heading(node.index());
    out_.add(Field::kAuthor, Origin::kHtml, is_near ? weight : weight - 16, byline.text,
             node.index());
  }

  void add_date(Node node, std::uint8_t hints) {
    if (dates_++ > kMaxLines) return;
    // The abbr design pattern of hAtom: the machine's date is the title.
    const bool is_abbreviation = node.tag_name() == "abbr" && node.has_attribute("title");
    std::string text = is_abbreviation ? std::string(node.attribute("title"))
                                       : short_text(document_, node, kMaxLine);
    if (text.empty() || !may_hold_date(text))  // as some themes give it to machines only
      text = node.attribute("title");
    if (text.empty() || text.size() > kMaxLine || !may_hold_date(text)) return;
    const bool is_near = place_.is_near_heading(node.index());
    const int bonus = (is_near ? 12 - place_.steps_from_heading(node.index()) : 0) +
                      ((hints & kPublished) ? 3 : 0) - (is_of_a_link(node, text) ? kOfALink : 0);
    out_.add((hints & kModified) && !(hints & kPublished) ? Field::kModified : Field::kPublished,
             Origin::kHtml, 38 + bonus, labelled(node, text), node.index());
  }

  void read_text(Node node) {
    constexpr std::size_t kMaxSmallLine = 60, kMaxRoleLine = 90;  // bytes, chosen by hand
    if (node.index() < document_.body().index()) return;
    if (node.index() == headings_.shown_title) return read_shown_title(node);
    if (place_.is_aside(node.index())) return read_aside_text(node);
    const std::string_view text = trim_ascii(node.text());
    if (text.empty()) return;
    const bool is_near = place_.is_near_heading(node.index());
    if (label_end_ != 0) read_labelled(node, text, is_near);
    byline_run_.read(node, text, is_near);
    if (text.size() < 2 || is_mark(text)) return;
    if (may_begin_correction(text)) read_correction(node);
    if (text.size() > kMaxLine) return read_opening(text, is_near);
    if (node.index() < day_end_ && is_clock_time(text))
      out_.add(Field::kPublished, Origin::kHtml, day_weight_, day_ + " " + std::string(text),
               node.index());
    else if (may_hold_date(text) && text.size() >= 6 && dates_++ <= kMaxLines)
      read_date_line(node, text, is_near);
    last_line_ = text, last_line_at_ = node.index();
    const bool is_label = byline_run_.is_at_label();
    is_small_label_ = is_near && is_label && is_small_by_label(text);
    if (is_small_label_ || (is_label && is_by_label(text))) label_end_ = node.index() + kLabelReach;
    if (is_near && may_hold_date(text) && ends_in_by_label(text))
      label_end_ = node.index() + kLabelReach, is_small_label_ = true;
    if (text.size() < 100 && !after_by_word(text).empty() && !is_sentence_about_someone(text) &&
        !is_inside_heading_link(node))
      out_.add(Field::kAuthor, Origin::kHtml, (is_near ? 44 : 36) - (names_editor(text) ? 10 : 0),
               after_by_word(text));
    if (is_near && text.size() < kMaxSmallLine && node.parent().tag() != Tag::kA)
      out_.add(Field::kAuthor, Origin::kHtml, 42, after_small_by_word(text));
    if (is_near && text.size() < kMaxRoleLine)
      out_.add(Field::kAuthor, Origin::kHtml, 41, name_before_role(text));
  }

  void read_shown_title(Node node) {
    out_.add(Field::kTitle, Origin::kHtml, 90, trim_ascii(node.text()));
    place_.note_heading(node.index() + 1);
  }

  /// A clock time may stand right after it in an element of its own.
  void read_date_line(Node node, std::string_view text, bool is_near) {
    constexpr std::uint32_t kClockReach =
        5;                               // nodes: an element and its text, with what is between
    constexpr std::size_t kMaxDay = 60;  // bytes, chosen by hand
    const int weight = weight_of_date_text(node, is_near);
    if (const std::string_view name = name_after_date(text); !name.empty())
      out_.add(Field::kAuthor, Origin::kHtml, is_near ? 44 : 36, name);
    std::string value = labelled(node, text);
    out_.add(Field::kPublished, Origin::kHtml, weight, value, node.index());
    if (is_near) add_name_above(node);
    if (value.size() > kMaxDay) return;
    day_ = std::move(value), day_weight_ = weight, day_end_ = node.index() + kClockReach;
  }

  /// A line below the heading that is a whole name, a date line right below it: where neither class
  /// nor word tells whose it is, the place does.
  void add_name_above(Node date) {
    constexpr int kWeight = 39;              // below every other statement by the heading
    constexpr std::uint32_t kNameReach = 8;  // nodes: the elements between two lines
    if (last_line_at_ < place_.heading_end() ||
        !place_.is_by_heading(last_line_at_, kNameReach + 1) ||
        date.index() > last_line_at_ + kNameReach)
      return;
    const Tag tag = document_.node(last_line_at_).parent().tag();
    const auto stated = read_date_statement(date.text(), DateOrder::kDayFirst);
    if (stated.empty() || !stated.front().is_alone) return;
    if (is_heading(tag) || tag == Tag::kA || !is_full_name(last_line_)) return;
    out_.add(Field::kAuthor, Origin::kHtml, kWeight, last_line_, last_line_at_);
  }

  /// "Report of 3 March 2021" as a link is about another page; "3 March 2021" is a permanent link.
  static bool is_of_a_link(Node node, std::string_view text) {
    if (node.tag() != Tag::kA) return false;
    const std::string_view first = trim_ascii(text).substr(0, trim_ascii(text).find(' '));
    return !is_ascii_digit(first.empty() ? ' ' : first[0]) && month_of_word(fold_word(first)) == 0;
  }

  int weight_of_date_text(Node node, bool is_near) const {
    if (place_.is_just_above_heading(node.index())) return 42;
    if (!is_near) return is_of_a_link(node.parent(), node.text()) ? 24 - kOfALink : 24;
    const int weight = 46 - place_.steps_from_heading(node.index());
    return is_of_a_link(node.parent(), node.text()) ? weight - kOfALink : weight;
  }

  /// What is called a teaser right at the heading is the article's own lead: its date is better
  /// than none, and than that of a meta that does not say of what.
  void read_aside_text(Node node) {
    constexpr std::uint32_t kLead = 40;  // nodes after the heading, chosen by hand
    constexpr int kLeadWeight = 38;
    const std::uint32_t i = node.index();
    if (place_.is_in_comments(i)) return read_answer(node);
    if (!place_.is_just_above_heading(i) && !place_.is_by_heading(i, kLead)) return;
    const std::string_view text = trim_ascii(node.text()).substr(0, kMaxLine);
    if (text.size() >= 6 && may_hold_date(text) && dates_++ <= kMaxLines)
      out_.add(Field::kPublished, Origin::kHtml, kLeadWeight, text);
  }

  /// The first day among comments: on a forum that of the question, elsewhere of no use.
  void read_answer(Node node) {
    const std::string_view text = trim_ascii(node.text());
    if (has_answer_ || text.size() < 6 || text.size() > kMaxLine || !may_hold_date(text)) return;
    has_answer_ = !find_dates(text, DateOrder::kDayFirst, 1).empty();
    if (has_answer_) out_.add(Field::kPublished, Origin::kHtml, kAnswerWeight, text);
  }

  /// The paragraph around `node` when it is a note of correction.
  void read_correction(Node node) {
    constexpr std::size_t kMaxNote = 1500;  // bytes, chosen by hand
    constexpr int kMaxLevels = 4;           // <p><em><strong>Correction:
    Node around = node.parent();
    for (int level = 0; around && is_inline(around.tag()) && level < kMaxLevels; ++level)
      around = around.parent();
    if (!around || around.index() == correction_at_) return;
    const std::string note = short_text(document_, around, kMaxNote);
    if (!is_correction_note(note)) return;
    correction_at_ = around.index();
    out_.add(Field::kCorrection, Origin::kHtml, 50, note);
  }

  static bool is_inline(Tag tag) {
    return tag == Tag::kStrong || tag == Tag::kB || tag == Tag::kEm || tag == Tag::kI ||
           tag == Tag::kSpan || tag == Tag::kA;
  }

  /// The text after "Author:" or "By" that stand alone.
  void read_labelled(Node node, std::string_view text, bool is_near) {
    const bool is_in_reach = node.index() < label_end_;
    label_end_ = 0;
    if (is_in_reach && text.size() < 100 && (!is_small_label_ || is_whole_name(text)))
      out_.add(Field::kAuthor, Origin::kHtml, is_near ? 43 : 35, text, node.index());
  }

  /// A paragraph by the heading may open with its date: "(3.4.2021) ...", "BERLIN, 3 April 2021 -".
  void read_opening(std::string_view text, bool is_near) {
    constexpr std::size_t kOpening = 60;  // bytes, chosen by hand
    const std::string_view opening = text.substr(0, kOpening);
    if (!is_near || !may_hold_date(opening) || dates_++ > kMaxLines) return;
    out_.add(Field::kPublished, Origin::kHtml, opens_with_date(opening) ? 41 : 23, opening);
  }

  const Document& document_;
  Candidates& out_;
  Microdata microdata_;
  BylineRun byline_run_;
  ClassHints hints_;
  const PageHeadings headings_;
  PagePlace place_;
  PageScripts scripts_;
  static constexpr std::uint32_t kLabelReach = 8;  // nodes from a label to what it names
  static constexpr std::uint32_t kDateLabelReach = 5;
  std::uint32_t label_end_ = 0, last_line_at_ = 0, linked_name_at_ = 0;
  std::string title_;           ///< of the <title>
  std::string_view last_line_;  ///< the text read last: perhaps the label of a date
  std::string day_;             ///< the date line read last, until day_end_
  int day_weight_ = 0;
  std::uint32_t day_end_ = 0;
  std::uint32_t correction_at_ = 0;
  bool seen_h1_ = false, has_title_ = false, is_small_label_ = false, has_answer_ = false;
  int bylines_ = 0, dates_ = 0, subheadings_ = 0;
};

}  // namespace

PageScripts scan_page(const Document& document, Candidates& out) {
  return PageScan(document, out).run();
}

}  // namespace cuttings
