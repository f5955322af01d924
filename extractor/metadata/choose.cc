#include "extractor/metadata/choose.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "config/base/public_suffix.h"
#include "config/base/text.h"
#include "extractor/metadata/authors.h"
#include "extractor/metadata/date_evidence.h"
#include "extractor/metadata/date_statement.h"
#include "extractor/metadata/dates.h"
#include "extractor/metadata/declared_language.h"
#include "extractor/metadata/name_parts.h"
#include "extractor/metadata/path_dates.h"
#include "extractor/metadata/slug.h"
#include "extractor/metadata/title.h"

namespace cuttings {
namespace {

/// Candidates by falling weight, those of equal weight in page order.
std::vector<const Candidate*> by_weight(const std::vector<Candidate>& list) {
  std::vector<const Candidate*> sorted;
  for (const Candidate& candidate : list) sorted.push_back(&candidate);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Candidate* a, const Candidate* b) { return a->weight > b->weight; });
  return sorted;
}

// page_scan.cc: a line far from the heading; one that is a date and little else is more likely the
// article's than a day in a sentence by the heading.
constexpr int kFarLineWeight = 24, kAloneBonus = 9;

class Chooser {
 public:
  Chooser(const Candidates& candidates, const Url* url, std::int64_t today)
      : candidates_(candidates),
        url_(url),
        today_(today),
        site_keys_(site_keys()),
        event_days_(event_days()) {
    if (url == nullptr) return;
    if (const auto day = find_capture_day(url->path())) capture_day_ = day_number(*day);
  }

  Metadata run() {
    choose_language();
    choose_sitename();
    choose_title();
    choose_authors();
    complete_names();
    choose_dates();
    choose_urls();
    choose_plain(Field::kDescription, "description", metadata_.description);
    choose_plain(Field::kSection, "section", metadata_.section);
    choose_plain(Field::kPagetype, "pagetype", metadata_.pagetype);
    choose_tags();
    choose_free();
    choose_corrections();
    return std::move(metadata_);
  }

 private:
  const std::vector<Candidate>& of(Field field) const { return candidates_.of(field); }
  void note(const char* field, Origin origin) { metadata_.sources[field] = origin_name(origin); }

  void choose_plain(Field field, const char* name, std::string& into) {
    for (const Candidate* candidate : by_weight(of(field))) {
      into = candidate->value;
      return note(name, candidate->origin);
    }
  }

  void choose_language() {
    for (const Candidate* candidate : by_weight(of(Field::kLanguage))) {
      metadata_.language = normalize_language(candidate->value);
      if (!metadata_.language.empty()) return note("language", candidate->origin);
    }
  }

  void choose_sitename() {
    for (const Candidate* candidate : by_weight(of(Field::kSitename))) {
      if (candidate->value.find("://") != std::string::npos || candidate->value.size() > 100)
        continue;
      metadata_.sitename = candidate->value;
      return note("sitename", candidate->origin);
    }
  }

  /// What the site calls itself: its names, its host and its domain's first label.
  std::vector<std::string> site_keys() const {
    std::vector<std::string> keys;
    const auto add = [&](std::string_view name) {
      std::string key = title_key(name);
      if (key.size() >= 2) keys.push_back(std::move(key));
    };
    for (const Candidate& candidate : of(Field::kSitename))
      if (keys.size() < 8) add(candidate.value);
    if (url_ == nullptr) return keys;
    const std::string site = site_of_host(url_->host());
    add(site);
    add(std::string_view(site).substr(0, site.find('.')));
    std::string_view host = url_->host();
    if (host.starts_with("www.")) host.remove_prefix(4);
    add(host);
    return keys;
  }

  void choose_title() {
    const auto& types = of(Field::kPagetype);
    const bool is_news = std::any_of(types.begin(), types.end(), [](const Candidate& type) {
      return type.value.ends_with("NewsArticle");
    });
    const auto slug = url_ == nullptr ? std::vector<std::string>() : slug_of_path(url_->path());
    const Candidate title = cuttings::choose_title(of(Field::kTitle), site_keys_, slug, is_news);
    if (title.value.empty()) return;
    metadata_.title = title.value;
    note("title", title.origin);
  }

  /// The names of the most trusted statement that has persons; all statements of the same weight
  /// and origin are one list. Organisations only where no statement has a person.
  void choose_authors() {
    std::vector<std::string> organisations;
    Origin organisation_origin = Origin::kHtml;
    const auto sorted = by_weight(of(Field::kAuthor));
    for (std::size_t begin = 0; begin < sorted.size();) {
      std::size_t end = begin;
      std::vector<std::string> persons, groups;
      std::uint32_t last_byline = 0;
      for (; end < sorted.size() && sorted[end]->weight == sorted[begin]->weight &&
             sorted[end]->origin == sorted[begin]->origin;
           ++end) {
        const bool is_html = sorted[end]->origin == Origin::kHtml;
        // Of HTML's by-lines the first that has a name, and those that stand beside it.
        constexpr std::uint32_t kBeside = 12;  // nodes: a few elements and their texts
        const std::uint32_t position = sorted[end]->position;
        if (is_html && !persons.empty() && (position == 0 || position > last_byline + kBeside))
          continue;
        add_names(*sorted[end], persons, groups);
        if (!persons.empty()) last_byline = position;
      }
      if (!persons.empty()) {
        metadata_.authors = std::move(persons);
        return note("authors", sorted[begin]->origin);
      }
      if (organisations.empty() && !groups.empty())
        organisations = std::move(groups), organisation_origin = sorted[begin]->origin;
      begin = end;
    }
    if (organisations.empty()) return;
    metadata_.authors = std::move(organisations);
    note("authors", organisation_origin);
  }

  /// "Lee, Ann" is one person in citations, and where a statement names one person each.
  static NameForm name_form(const Candidate& candidate) {
    if (candidate.weight == kCitationWeight) return NameForm::kLastNameFirst;
    const bool is_of_one =
        candidate.origin == Origin::kJsonLd || candidate.origin == Origin::kDublinCore;
    if (!is_of_one || !is_last_name_first(candidate.value)) return NameForm::kFree;
    const auto names = parse_authors(candidate.value);  // "Reuters, Ann Lee" are two
    const bool has_agency = std::any_of(
        names.begin(), names.end(), [](const AuthorName& name) { return name.is_organisation; });
    return has_agency ? NameForm::kFree : NameForm::kLastNameFirst;
  }

  void add_names(const Candidate& candidate, std::vector<std::string>& persons,
                 std::vector<std::string>& groups) {
    const NameForm form = name_form(candidate);
    const std::vector<std::string>& sites = site_keys_;
    const bool has_host = names_host(candidate.value);
    bool is_first = true, has_institution = false;
    for (AuthorName& author : parse_authors(candidate.value, form)) {
      if (has_host && !std::exchange(is_first, false)) break;  // behind it stands its town
      const std::string key = title_key(author.name);
      const bool is_site = std::find(sites.begin(), sites.end(), key) != sites.end() ||
                           (key.size() > 4 && !sites.empty() && is_part_of_site(key, sites));
      if (author.is_organisation && !is_site) add_agency(author.name, candidate.origin);
      const bool is_group = author.is_organisation || is_site || has_host ||
                            candidate.weight == kOrganisationWeight ||
                            is_institution(author.name) ||
                            (has_institution && author.name.find(' ') == author.name.npos);
      has_institution |= is_institution(author.name);  // "Ministry for Coasts and Climate"
      auto& list = is_group ? groups : persons;
      const bool is_known = std::any_of(list.begin(), list.end(), [&](const std::string& known) {
        return title_key(known) == key;
      });
      if (!is_known && !key.empty() && list.size() < kMaxAuthors)
        list.push_back(std::move(author.name));
    }
  }

  /// "Bay Courier (www.courier.example)", "courier.example, Bayside": the site's host and its name.
  bool names_host(std::string_view value) const {
    if (url_ == nullptr) return false;
    const std::string site = site_of_host(url_->host());
    if (site.size() < 4) return false;
    for (const char* before : {"", "www."})
      if (starts_with_ignoring_ascii_case(value, before + site + ",") ||
          contains_ignoring_ascii_case(value, "(" + std::string(before) + site + ")"))
        return true;
    return false;
  }

  /// "ann.lee" and "Ann" as "Ann Lee" where another statement has the whole name.
  void complete_names() {
    constexpr std::size_t kMaxStatements = 40;
    std::vector<std::string> whole;
    for (const Candidate* candidate : by_weight(of(Field::kAuthor)))
      if (whole.size() < kMaxStatements)
        for (AuthorName& name : parse_authors(candidate->value, name_form(*candidate)))
          if (!name.is_organisation && is_full_name(name.name))
            whole.push_back(std::move(name.name));
    const auto fits = [](const std::string& part, const std::string& name) {
      return is_same_handle(part, name) || is_first_name_of(part, name);
    };
    for (std::string& author : metadata_.authors) {
      const auto name = std::find_if(whole.begin(), whole.end(),
                                     [&](const std::string& n) { return fits(author, n); });
      if (author.find(' ') == author.npos && name != whole.end()) author = *name;
    }
    std::erase_if(metadata_.agencies, [&](const std::string& agency) {
      const auto is_it = [&](const std::string& name) { return is_same_handle(agency, name); };
      return agency.find(' ') == agency.npos && std::any_of(whole.begin(), whole.end(), is_it);
    });
    std::vector<std::string> once;  // the list may have had both
    for (std::string& author : metadata_.authors)
      if (std::find(once.begin(), once.end(), author) == once.end())
        once.push_back(std::move(author));
    metadata_.authors = std::move(once);
  }

  void add_agency(const std::string& name, Origin origin) {
    constexpr std::size_t kMaxAgencies = 10;
    std::vector<std::string>& agencies = metadata_.agencies;
    const bool is_known = std::any_of(agencies.begin(), agencies.end(), [&](const auto& known) {
      return title_key(known) == title_key(name);
    });
    if (is_known || agencies.size() == kMaxAgencies) return;
    if (agencies.empty()) note("agencies", origin);
    agencies.push_back(name);
  }

  /// "example online", "example magazine": a site's key and a little more.
  static bool is_part_of_site(const std::string& key, const std::vector<std::string>& sites) {
    constexpr std::size_t kMinSite = 5, kMaxMore = 8;  // chosen by hand
    return std::any_of(sites.begin(), sites.end(), [&](const std::string& site) {
      return site.size() >= kMinSite && key.starts_with(site) &&
             key.size() <= site.size() + kMaxMore;
    });
  }

  /// True for the day an archive says it copied the page: its frame around the page shows that day.
  bool is_capture_day(const DateTime& date) const {
    return capture_day_ != 0 && day_number(date) == capture_day_;
  }

  bool is_believable(const DateTime& date) const { return day_number(date) <= today_ + 1; }

  /// Lines of HTML may say more than a date; the other statements are one.
  static std::vector<StatedDate> dates_of(const Candidate& candidate, Field field,
                                          DateOrder order) {
    const bool is_line = candidate.value.find(' ') != std::string::npos;
    if (field == Field::kPublished && candidate.origin == Origin::kHtml && is_line)
      return read_date_statement(candidate.value, order);
    const auto date = parse_date_value(candidate.value, order);
    return date ? std::vector{StatedDate{*date, 0, true, false}} : std::vector<StatedDate>();
  }

  /// Those that the page may have said when it was fetched: 12/11 is read the other way where else
  /// it would lie in the future.
  std::vector<StatedDate> believable_dates(const Candidate& candidate, Field field) const {
    const std::string_view host = url_ == nullptr ? std::string_view() : url_->host();
    const DateOrder order = date_order(metadata_.language, host);
    const bool is_day_first = order == DateOrder::kDayFirst;
    const auto is_wrong = [&](const StatedDate& stated) {
      if (!is_believable(stated.date) || is_page_clock(candidate, stated.date)) return true;
      return candidate.origin == Origin::kHtml &&
             (is_capture_day(stated.date) || (stated.bonus <= 0 && is_event_day(stated.date)));
    };
    std::vector<StatedDate> dates = dates_of(candidate, field, order);
    if (!dates.empty() && !is_believable(dates[0].date))
      dates =
          dates_of(candidate, field, is_day_first ? DateOrder::kMonthFirst : DateOrder::kDayFirst);
    std::erase_if(dates, is_wrong);
    return dates;
  }

  /// True for a day of an event that the page tells.
  bool is_event_day(const DateTime& date) const {
    return std::find(event_days_.begin(), event_days_.end(), day_number(date)) != event_days_.end();
  }

  std::vector<std::int64_t> event_days() const {
    constexpr std::size_t kMost = 20;
    std::vector<std::int64_t> days;
    for (const Candidate& candidate : of(Field::kEventDay))
      if (const auto day = parse_date_value(candidate.value, DateOrder::kDayFirst))
        if (days.size() < kMost) days.push_back(day_number(*day));
    return days;
  }

  /// The day of fetching in a page's head, above the heading: a clock.
  bool is_page_clock(const Candidate& candidate, const DateTime& date) const {
    constexpr std::uint32_t kBeforeHeading = 12;  // page_place.h: a date line above it
    return candidate.position != 0 && candidate.position + kBeforeHeading < candidates_.heading() &&
           day_number(date) == today_;
  }

  std::vector<DateCandidate> read_dates(Field field) const {
    constexpr int kMaxDates = 80;
    std::vector<DateCandidate> dates;
    int budget = kMaxDates;
    const bool is_forum = url_ != nullptr && path_names_forum(url_->path());
    for (const Candidate* candidate : by_weight(of(field))) {
      if (--budget < 0) break;
      if (candidate->weight == kAnswerWeight && !is_forum) continue;
      for (const StatedDate& stated : believable_dates(*candidate, field)) {
        int weight = candidate->weight + stated.bonus;
        if (stated.is_alone && candidate->weight == kFarLineWeight) weight += kAloneBonus;
        const bool is_shown =
            candidate->origin == Origin::kHtml && candidate->weight >= kNearHeadingWeight;
        const bool is_above =
            candidate->position != 0 && candidate->position < candidates_.heading();
        dates.push_back({stated.date, candidate->origin, weight,
                         is_above && day_number(stated.date) == today_,
                         is_shown && stated.is_change});
      }
    }
    return dates;
  }

  void choose_dates() {
    std::vector<DateCandidate> published = read_dates(Field::kPublished);
    const std::vector<DateCandidate> modified = read_dates(Field::kModified);
    if (url_ != nullptr) add_day_of_address(url_->path(), published);
    weigh_together(published, modified);
    if (const auto best = best_date(published)) {
      metadata_.date_published = to_iso_8601(best->date);
      note("date_published", best->origin);
    }
    const auto change = best_date(modified);
    if (!change) return;
    const auto first = best_date(published);
    if (first && day_number(change->date) < day_number(first->date)) return;
    metadata_.date_modified = to_iso_8601(change->date);
    note("date_modified", change->origin);
  }

  /// "03042021" may be another number: it counts only where it is one off the best day.
  void add_day_of_address(std::string_view path, std::vector<DateCandidate>& published) const {
    constexpr int kWhole = 60, kDigits = 1;
    if (const auto date = find_date_in_path(path); date && is_believable(*date))
      published.push_back({*date, Origin::kUrl, kWhole});
    else if (const auto day = find_day_first_digits(path); day && is_believable(*day))
      published.push_back({*day, Origin::kUrl, kDigits});
  }

  std::string resolve(std::string_view reference) const {
    const auto url = url_ == nullptr ? Url::parse(reference) : url_->resolve(reference);
    return url && url->is_http() ? url->href() : std::string();
  }

  void choose_urls() {
    for (const Candidate* candidate : by_weight(of(Field::kCanonical))) {
      const std::string href = resolve(candidate->value);
      if (href.empty() || !is_same_site(href)) continue;
      metadata_.canonical_url = href, note("canonical_url", candidate->origin);
      break;
    }
    for (const Candidate* candidate : by_weight(of(Field::kImage))) {
      metadata_.image = resolve(candidate->value);
      if (metadata_.image.empty()) continue;
      note("image", candidate->origin);
      break;
    }
    for (const Candidate* candidate : by_weight(of(Field::kLicense))) {
      const bool is_link = candidate->value.find(' ') == std::string::npos;
      metadata_.license = is_link ? resolve(candidate->value) : candidate->value;
      if (metadata_.license.empty()) continue;
      note("license", candidate->origin);
      break;
    }
  }

  bool is_same_site(std::string_view href) const {
    const auto other = Url::parse(href);
    return other && (url_ == nullptr || site_of_host(other->host()) == site_of_host(url_->host()));
  }

  void choose_tags() {
    constexpr std::size_t kMaxTags = 50, kMaxTagBytes = 100;
    const auto sorted = by_weight(of(Field::kTag));
    for (const Candidate* candidate : sorted) {
      if (candidate->weight != sorted[0]->weight || candidate->origin != sorted[0]->origin) break;
      for (const std::string_view part : split(candidate->value, ',')) {
        const std::string tag(trim_ascii(part));
        const bool is_known =
            std::find(metadata_.tags.begin(), metadata_.tags.end(), tag) != metadata_.tags.end();
        if (!tag.empty() && tag.size() <= kMaxTagBytes && !is_known &&
            metadata_.tags.size() < kMaxTags)
          metadata_.tags.push_back(tag);
      }
    }
    if (!metadata_.tags.empty()) note("tags", sorted[0]->origin);
  }

  void choose_corrections() {
    constexpr std::size_t kMaxCorrections = 10;
    std::vector<std::string>& notes = metadata_.corrections;
    for (const Candidate& candidate : of(Field::kCorrection)) {
      if (notes.size() == kMaxCorrections) break;
      if (std::find(notes.begin(), notes.end(), candidate.value) == notes.end())
        notes.push_back(candidate.value);
      note("corrections", candidate.origin);
    }
  }

  void choose_free() {
    for (const Candidate* candidate : by_weight(of(Field::kFree))) {
      const bool is_true = equals_ignoring_ascii_case(candidate->value, "true") ||
                           candidate->value.ends_with("/True");
      if (!is_true && !equals_ignoring_ascii_case(candidate->value, "false") &&
          !candidate->value.ends_with("/False"))
        continue;
      metadata_.is_accessible_for_free = is_true;
      return note("is_accessible_for_free", candidate->origin);
    }
  }

  const Candidates& candidates_;
  const Url* url_;
  std::int64_t today_;
  std::int64_t capture_day_ = 0;
  const std::vector<std::string> site_keys_;
  const std::vector<std::int64_t> event_days_;
  Metadata metadata_;
};

}  // namespace

Metadata choose_metadata(const Candidates& candidates, const Url* url, std::int64_t today) {
  return Chooser(candidates, url, today).run();
}

}  // namespace cuttings
