#include "extractor/metadata/dates.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "config/base/text.h"
#include "extractor/metadata/date_digits.h"
#include "extractor/metadata/date_tokens.h"
#include "extractor/metadata/month_names.h"
#include "extractor/metadata/persian_calendar.h"

namespace cuttings {
namespace {

constexpr int kBuddhistEra = 543;  // Thai years, https://en.wikipedia.org/wiki/Thai_solar_calendar

struct Zone {
  std::string_view name;
  int minutes;
};
constexpr Zone kZones[] = {
    {"z", 0},      {"utc", 0},    {"gmt", 0},    {"cet", 60},   {"mez", 60},
    {"cest", 120}, {"mesz", 120}, {"est", -300}, {"edt", -240}, {"cst", -360},
    {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
    {"bst", 60},   {"eet", 120},  {"eest", 180}, {"msk", 180},  {"jst", 540},
    {"kst", 540},  {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}};

/// Matches dates at a token; what follows it is looked at for a time and a zone.
class Matcher {
 public:
  Matcher(std::vector<DateToken> tokens, DateOrder order)
      : tokens_(std::move(tokens)), order_(order) {}

  std::vector<FoundDate> find(std::size_t most) {
    std::vector<FoundDate> found;
    for (std::size_t i = 0; i < tokens_.size() && found.size() < most;) {
      const auto date = match(i);
      if (!date) {
        ++i;
        continue;
      }
      const std::size_t last = std::min(next_, tokens_.size()) - 1;
      found.push_back({*date, tokens_[i].begin, tokens_[last].end});
      i = last + 1;
    }
    return found;
  }

  std::optional<DateTime> match(std::size_t i) {
    for (const auto form : {&Matcher::year_first, &Matcher::cjk, &Matcher::cjk_era,
                            &Matcher::numeric, &Matcher::day_month_name, &Matcher::month_name_day,
                            &Matcher::year_month_name, &Matcher::year_day_month_name})
      if (auto date = (this->*form)(i)) return with_time(*date);
    return std::nullopt;
  }

 private:
  bool is_number(std::size_t i, std::size_t min_digits, std::size_t max_digits) const {
    return i < tokens_.size() && tokens_[i].kind == DateToken::kNumber &&
           tokens_[i].text.size() >= min_digits && tokens_[i].text.size() <= max_digits;
  }
  bool is(std::size_t i, std::string_view text) const {
    return i < tokens_.size() && tokens_[i].text == text;
  }
  bool is_one_of(std::size_t i, std::string_view characters) const {
    return i < tokens_.size() && tokens_[i].text.size() == 1 &&
           characters.find(tokens_[i].text[0]) != std::string_view::npos;
  }
  int value(std::size_t i) const { return tokens_[i].value; }
  /// A month's name and the token after it; 0 when there is none.
  struct Month {
    int number = 0;
    std::size_t next = 0;
  };
  Month month(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != DateToken::kWord) return {};
    if (is(i + 1, ".") && i + 2 < tokens_.size() && !tokens_[i + 2].is_after_space)  // Thai "ม.ค."
      if (const int number = month_of_word(tokens_[i].text + "." + tokens_[i + 2].text))
        return {number, i + 3};
    if (is(i, "tháng") && is_number(i + 1, 1, 2) && value(i + 1) <= 12)  // Vietnamese
      return {value(i + 1), i + 2};
    if (i + 1 < tokens_.size() && tokens_[i + 1].kind == DateToken::kWord &&
        may_begin_month_of_two_words(tokens_[i].text))
      if (const int number = month_of_word(tokens_[i].text + " " + tokens_[i + 1].text))
        return {number, i + 2};
    return {month_of_word(tokens_[i].text), i + 1};
  }

  std::optional<DateTime> made(int year, int month, int day, std::size_t next) {
    if (year >= kMinYear + kBuddhistEra && year <= kMaxYear + kBuddhistEra) year -= kBuddhistEra;
    if (!is_believable_day(year, month, day)) return std::nullopt;
    next_ = next;
    return DateTime{year, month, day, -1, 0, 0, {}};
  }

  /// 2021-03-04, 2021/3/4, 2021.3.4, "2021. 3. 4."
  std::optional<DateTime> year_first(std::size_t i) {
    if (!is_number(i, 4, 4) || !is_one_of(i + 1, "-/.") || !is_number(i + 2, 1, 2) ||
        !is(i + 3, tokens_[i + 1].text) || !is_number(i + 4, 1, 2))
      return std::nullopt;
    return made(value(i), value(i + 2), value(i + 4), i + 5);
  }

  /// 2021年3月4日, 2021년 3월 4일
  std::optional<DateTime> cjk(std::size_t i) {
    if (!is_number(i, 4, 4) || !(is(i + 1, "年") || is(i + 1, "년")) || !is_number(i + 2, 1, 2) ||
        !(is(i + 3, "月") || is(i + 3, "월")) || !is_number(i + 4, 1, 2))
      return std::nullopt;
    return made(value(i), value(i + 2), value(i + 4), i + 6);
  }

  /// 令和3年3月4日, 平成30年..., 民國110年...: years of an era; the first is 元年.
  std::optional<DateTime> cjk_era(std::size_t i) {
    struct Era {
      std::string_view first, second;
      int before;  ///< the year before its first
    };
    static constexpr Era kEras[] = {// https://www.ndl.go.jp/en/, Taiwan's calendar from 1912
                                    {"令", "和", 2018},
                                    {"平", "成", 1988},
                                    {"民", "國", 1911},
                                    {"民", "国", 1911}};
    for (const Era& era : kEras) {
      if (!is(i, era.first) || !is(i + 1, era.second)) continue;
      const bool is_first = is(i + 2, "元");
      if ((!is_first && !is_number(i + 2, 1, 3)) || !is(i + 3, "年") || !is_number(i + 4, 1, 2) ||
          !is(i + 5, "月") || !is_number(i + 6, 1, 2))
        continue;
      return made(era.before + (is_first ? 1 : value(i + 2)), value(i + 4), value(i + 6), i + 8);
    }
    return std::nullopt;
  }

  /// 04.03.2021, 3/4/21, "04 | 03 | 2021": dots and bars mean day first
  std::optional<DateTime> numeric(std::size_t i) {
    if (!is_number(i, 1, 2) || !is_one_of(i + 1, "-/.|") || !is_number(i + 2, 1, 2) ||
        !is(i + 3, tokens_[i + 1].text))
      return std::nullopt;
    const bool has_bars = is(i + 1, "|");
    if (has_bars && !(is_number(i, 2, 2) && is_number(i + 2, 2, 2) && is_number(i + 4, 4, 4)))
      return std::nullopt;
    const bool is_short = is_number(i + 4, 2, 2);
    if (!is_short && !is_number(i + 4, 4, 4)) return std::nullopt;
    const bool goes_on = i > 0 && is_one_of(i - 1, "-/.") && !tokens_[i].is_after_space;
    if (goes_on ||
        (is_one_of(i + 5, "-/.") && is_number(i + 6, 1, 8) && !tokens_[i + 6].is_after_space))
      return std::nullopt;  // a version or telephone number
    const int year = is_short ? 2000 + value(i + 4) : value(i + 4);
    const bool is_month_first =
        value(i) <= 12 &&
        (value(i + 2) > 12 || (order_ == DateOrder::kMonthFirst && !is_one_of(i + 1, ".|")));
    return is_month_first ? made(year, value(i), value(i + 2), i + 5)
                          : made(year, value(i + 2), value(i), i + 5);
  }

  /// Steps over punctuation and the small words between a date's parts.
  std::size_t skip_joint(std::size_t i) const {
    for (int steps = 0; steps < 2 && i < tokens_.size(); ++steps) {
      const DateToken& token = tokens_[i];
      static constexpr std::string_view kJoints[] = {
          ".",  ",",   "-", "/", "de", "del", "of", "st", "nd",  "rd", "th",
          "er", "den", "a", "º", "ª",  "،",   "đ",  "'",  "năm", "m",  "gada"};
      if (std::find(std::begin(kJoints), std::end(kJoints), token.text) == std::end(kJoints)) break;
      ++i;
    }
    return i;
  }

  std::optional<int> year_at(std::size_t i) const {
    if (is_number(i, 4, 4)) return value(i);
    if (is_number(i, 2, 2) && (is(i - 1, "-") || is(i - 1, "'"))) return 2000 + value(i);
    return std::nullopt;
  }

  /// 4 March 2021, 4. März 2021, 4 de marzo de 2021
  std::optional<DateTime> day_month_name(std::size_t i) {
    if (!is_number(i, 1, 2)) return std::nullopt;
    const std::size_t name = skip_joint(i + 1);
    const Month found = month(name);
    if (found.number == 0) return persian_day(i, name);
    const std::size_t year = skip_joint(found.next);
    if (const auto y = year_at(year)) return made(*y, found.number, value(i), year + 1);
    return std::nullopt;
  }

  /// ۱۳ اسفند ۱۳۹۹
  std::optional<DateTime> persian_day(std::size_t i, std::size_t name) {
    if (name >= tokens_.size() || !is_number(name + 1, 4, 4)) return std::nullopt;
    const int number = persian_month(tokens_[name].text);
    const auto date = number == 0 ? std::nullopt : from_persian(value(name + 1), number, value(i));
    if (date) next_ = name + 2;
    return date;
  }

  /// March 4, 2021; Mar. 4th 2021
  std::optional<DateTime> month_name_day(std::size_t i) {
    const auto [number, next] = month(i);
    if (number == 0) return std::nullopt;
    const std::size_t day = skip_joint(next);
    if (!is_number(day, 1, 2)) return std::nullopt;
    const std::size_t year = skip_joint(day + 1);
    if (is_number(year, 4, 4)) return made(value(year), number, value(day), year + 1);
    // "Thu Mar 04 15:30:00 2021"
    if (is(day + 2, ":") && is(day + 4, ":"))
      for (std::size_t y = day + 6; y < day + 10; ++y)
        if (is_number(y, 4, 4) && !is_one_of(y - 1, "+-"))
          return made(value(y), number, value(day), day + 1);
    return std::nullopt;
  }

  /// 2021. gada 4. marts
  std::optional<DateTime> year_day_month_name(std::size_t i) {
    if (!is_number(i, 4, 4) || !(is(i + 1, "gada") || is(i + 2, "gada"))) return std::nullopt;
    const std::size_t day = skip_joint(i + 1);
    if (!is_number(day, 1, 2)) return std::nullopt;
    const Month found = month(skip_joint(day + 1));
    if (found.number == 0) return std::nullopt;
    return made(value(i), found.number, value(day), found.next);
  }

  /// 2021. március 4.; 2021 m. kovo 4 d.
  std::optional<DateTime> year_month_name(std::size_t i) {
    if (!is_number(i, 4, 4)) return std::nullopt;
    const Month found = month(skip_joint(i + 1));
    if (found.number == 0) return std::nullopt;
    const std::size_t day = skip_joint(found.next);
    if (!is_number(day, 1, 2)) return std::nullopt;
    return made(value(i), found.number, value(day), day + 1);
  }

  /// Looks at the few tokens after a date for "15:30[:20]", "3.30 pm", and a zone.
  DateTime with_time(DateTime date) {
    constexpr std::size_t kReach = 7;  // "at", "|", "um", weekday and the like between
    for (std::size_t i = next_; i < next_ + kReach && i < tokens_.size(); ++i) {
      const bool is_time = is_number(i, 1, 2) &&
                           (is(i + 1, ":") || is(i + 1, "h") || is(i + 1, ".") || is(i + 1, "時") ||
                            is(i + 1, "时") || is(i + 1, "시")) &&
                           is_number(i + 2, 2, 2) && !tokens_[i + 2].is_after_space;
      if (!is_time) {
        if (is_number(i, 1, 8)) break;
        continue;
      }
      read_time(date, i, half_of_day(i));
      break;
    }
    return date;
  }

  /// -1 for the morning's and 1 for the afternoon's word before a time in Korean, Chinese and
  /// Japanese; 0 for none.
  int half_of_day(std::size_t i) const {
    if (i < 2) return 0;
    const std::string word = tokens_[i - 2].text + tokens_[i - 1].text;
    if (word == "오전" || word == "上午" || word == "午前") return -1;
    return word == "오후" || word == "下午" || word == "午後" ? 1 : 0;
  }

  void read_time(DateTime& date, std::size_t i, int half) {
    int hour = value(i);
    const int minute = value(i + 2);
    std::size_t next = i + 3;
    int second = 0;
    if (is(next, ":") && is_number(next + 1, 2, 2)) second = value(next + 1), next += 2;
    if (is(next, ".") && is_number(next + 1, 1, 9) && !tokens_[next + 1].is_after_space) next += 2;
    const bool has_dots = is_one_of(next, "ap") && is(next + 1, ".") && is(next + 2, "m");
    const bool is_pm = is(next, "pm") || (has_dots && is(next, "p"));
    const bool is_am = is(next, "am") || (has_dots && is(next, "a"));
    if (is_pm || is_am) next += has_dots ? 4 : 1;
    if ((is_pm || half > 0) && hour < 12) hour += 12;
    if ((is_am || half < 0) && hour == 12) hour = 0;
    if (hour > 23 || minute > 59) return;
    date.hour = hour, date.minute = minute, date.second = std::min(second, 59);
    date.offset_minutes = read_zone(next);
  }

  std::optional<int> read_zone(std::size_t i) const {
    if (is(i, "(")) ++i;
    if (i >= tokens_.size()) return std::nullopt;
    if (tokens_[i].kind == DateToken::kWord) {
      const auto zone = std::find_if(std::begin(kZones), std::end(kZones),
                                     [&](const Zone& z) { return z.name == tokens_[i].text; });
      if (zone == std::end(kZones)) return std::nullopt;
      const bool has_offset =
          zone->minutes == 0 && is_one_of(i + 1, "+-") && is_number(i + 2, 1, 4);
      if (!has_offset) return zone->minutes;
      ++i;
    }
    if (!is_one_of(i, "+-") && !is(i, "−")) return std::nullopt;
    if (!is_number(i + 1, 1, 4)) return std::nullopt;
    const bool is_joined = tokens_[i + 1].text.size() > 2;
    int minutes = is_joined ? value(i + 1) / 100 * 60 + value(i + 1) % 100 : value(i + 1) * 60;
    if (!is_joined && is(i + 2, ":") && is_number(i + 3, 2, 2)) minutes += value(i + 3);
    if (minutes > 14 * 60) return std::nullopt;
    return is(i, "+") ? minutes : -minutes;
  }

  std::vector<DateToken> tokens_;
  DateOrder order_;
  std::size_t next_ = 0;  ///< the token after the date matched last
};

}  // namespace

std::optional<DateTime> find_date(std::string_view text, DateOrder order) {
  const std::vector<FoundDate> found = find_dates(text, order, 1);
  return found.empty() ? std::nullopt : std::optional(found[0].date);
}

std::vector<FoundDate> find_dates(std::string_view text, DateOrder order, std::size_t most) {
  return Matcher(date_tokens(text.substr(0, kMaxDateText)), order).find(most);
}

std::optional<DateTime> parse_date_value(std::string_view value, DateOrder order) {
  value = trim_ascii(value);
  const std::size_t digits = value.find_first_not_of("0123456789");
  if (digits == std::string_view::npos) return date_of_digits(value);
  if (digits == 8 && value[8] == 'T')
    if (auto day = date_of_digits(value.substr(0, 8))) return day;
  return find_date(value, order);
}

}  // namespace cuttings
