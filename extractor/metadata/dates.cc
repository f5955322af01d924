#include "extractor/metadata/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <vector>

#include "config/base/text.h"
#include "extractor/metadata/fold_word.h"
#include "extractor/metadata/month_names.h"

namespace cuttings {
namespace {

constexpr int kMinYear = 1990, kMaxYear = 2099;  // chosen by hand: the web's years
constexpr int kBuddhistEra = 543;  // Thai years, https://en.wikipedia.org/wiki/Thai_solar_calendar

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

bool is_day(int year, int month, int day) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < kMinYear || year > kMaxYear || month < 1 || month > 12 || day < 1) return false;
  return day <= kDays[month - 1] + (month == 2 && is_leap(year));
}

/// A number, a word, or one other character of a text.
struct Token {
  enum Kind { kNumber, kWord, kOther } kind;
  std::string text;  ///< numbers in ASCII digits; words folded
  int value = -1;    ///< numbers of at most 8 digits
  bool is_after_space = false;
  std::size_t begin = 0, end = 0;  ///< bytes of the text
};

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_alpha(static_cast<char>(c));
  return c >= 0xAA && c != 0xB7 && c != 0xD7 && c != 0xBA && c != 0xAB && c != 0xBB &&
         !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) && !is_space_code_point(c) &&
         c != 0x60C && c < 0x1F000;
}

bool is_cjk(char32_t c) { return (c >= 0x3040 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0); }

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  bool is_after_space = true;
  const Token* open = nullptr;  // the token that the next letter or digit may continue
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = decode_code_point(text, i);
    const std::size_t begin = i;
    i += length;
    if (is_space_code_point(c) || c == 0x200F || c == 0x200E || c == 0xAD) {
      is_after_space = true, open = nullptr;
      continue;
    }
    const int digit = digit_value(c);
    const Token::Kind kind = digit >= 0     ? Token::kNumber
                             : is_letter(c) ? Token::kWord
                                            : Token::kOther;
    if (open == nullptr || kind != tokens.back().kind || kind == Token::kOther || is_cjk(c))
      tokens.push_back({kind, {}, -1, is_after_space, begin, i});
    tokens.back().end = i;
    if (digit >= 0)
      tokens.back().text += static_cast<char>('0' + digit);
    else
      append_utf8(tokens.back().text, c);
    open = is_cjk(c) ? nullptr : &tokens.back();
    is_after_space = false;
  }
  for (Token& token : tokens) {
    if (token.kind == Token::kWord) token.text = fold_word(token.text);
    if (token.kind == Token::kNumber && token.text.size() <= 8)
      std::from_chars(token.text.data(), token.text.data() + token.text.size(), token.value);
  }
  return tokens;
}

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

/// Civil date of a day number (Howard Hinnant, "chrono-compatible low-level date algorithms").
DateTime civil_from_days(std::int64_t z) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  DateTime date;
  date.year = static_cast<int>(yoe + era * 400 + (month <= 2));
  date.month = static_cast<int>(month);
  date.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  return date;
}

/// The month of the Iranian calendar that a folded word names; 0 for none.
int persian_month(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"فروردین", "اردیبهشت", "خرداد", "تیر",
                                                 "مرداد",   "شهریور",   "مهر",   "آبان",
                                                 "آذر",     "دی",       "بهمن",  "اسفند"};
  const auto found = std::find(std::begin(kMonths), std::end(kMonths), word);
  return found == std::end(kMonths) ? 0 : static_cast<int>(found - std::begin(kMonths)) + 1;
}

/// The day of a date of the Iranian calendar. Its leap years follow a cycle of 33 years in our time
/// (https://en.wikipedia.org/wiki/Solar_Hijri_calendar, 1244 to 1502).
std::optional<DateTime> from_persian(int year, int month, int day) {
  constexpr int kFirst = 1369, kLast = 1478;  // 1990 to 2099
  constexpr std::int64_t kFirstDay = 7384;    // 1 Farvardin 1369 is 21 March 1990
  constexpr int kLong = 31, kShort = 30, kLongMonths = 6;
  const auto is_leap_year = [](int y) {
    static constexpr int kLeap[] = {1, 5, 9, 13, 17, 22, 26, 30};
    return std::find(std::begin(kLeap), std::end(kLeap), y % 33) != std::end(kLeap);
  };
  const int length = month <= kLongMonths                 ? kLong
                     : month == 12 && !is_leap_year(year) ? 29
                                                          : kShort;
  if (year < kFirst || year > kLast || month < 1 || day < 1 || day > length) return std::nullopt;
  std::int64_t number = kFirstDay + day - 1;
  for (int y = kFirst; y < year; ++y) number += is_leap_year(y) ? 366 : 365;
  number += (month - 1) * kShort + std::min(month - 1, kLongMonths);
  return civil_from_days(number);
}

/// Matches dates at a token; what follows it is looked at for a time and a zone.
class Matcher {
 public:
  Matcher(std::vector<Token> tokens, DateOrder order) : tokens_(std::move(tokens)), order_(order) {}

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
    return i < tokens_.size() && tokens_[i].kind == Token::kNumber &&
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
    if (i >= tokens_.size() || tokens_[i].kind != Token::kWord) return {};
    if (is(i + 1, ".") && i + 2 < tokens_.size() && !tokens_[i + 2].is_after_space)  // Thai "ม.ค."
      if (const int number = month_of_word(tokens_[i].text + "." + tokens_[i + 2].text))
        return {number, i + 3};
    if (is(i, "tháng") && is_number(i + 1, 1, 2) && value(i + 1) <= 12)  // Vietnamese
      return {value(i + 1), i + 2};
    if (i + 1 < tokens_.size() && tokens_[i + 1].kind == Token::kWord)  // Arabic of the Levant
      if (const int number = month_of_word(tokens_[i].text + " " + tokens_[i + 1].text))
        return {number, i + 2};
    return {month_of_word(tokens_[i].text), i + 1};
  }

  std::optional<DateTime> made(int year, int month, int day, std::size_t next) {
    if (year >= kMinYear + kBuddhistEra && year <= kMaxYear + kBuddhistEra) year -= kBuddhistEra;
    if (!is_day(year, month, day)) return std::nullopt;
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
      const Token& token = tokens_[i];
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
    if (tokens_[i].kind == Token::kWord) {
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

  std::vector<Token> tokens_;
  DateOrder order_;
  std::size_t next_ = 0;  ///< the token after the date matched last
};

std::optional<DateTime> from_unix_time(std::int64_t seconds) {
  DateTime date = civil_from_days(seconds / 86400);
  if (!is_day(date.year, date.month, date.day)) return std::nullopt;
  const int rest = static_cast<int>(seconds % 86400);
  date.hour = rest / 3600, date.minute = rest / 60 % 60, date.second = rest % 60;
  date.offset_minutes = 0;
  return date;
}

std::optional<DateTime> from_digits(std::string_view digits) {
  const auto part = [&](std::size_t at, std::size_t count) {
    int value = 0;
    std::from_chars(digits.data() + at, digits.data() + at + count, value);
    return value;
  };
  if (digits.size() == 8 || digits.size() == 12 || digits.size() == 14) {
    DateTime date{part(0, 4), part(4, 2), part(6, 2), -1, 0, 0, {}};
    if (!is_day(date.year, date.month, date.day)) return std::nullopt;
    if (digits.size() >= 12 && part(8, 2) < 24 && part(10, 2) < 60)
      date.hour = part(8, 2), date.minute = part(10, 2);
    return date;
  }
  if (digits.size() != 10 && digits.size() != 13) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return from_unix_time(digits.size() == 13 ? value / 1000 : value);
}

/// "2021/03/04": `rest` begins with the four digits of a year.
std::optional<DateTime> from_path_parts(std::string_view rest) {
  std::array<int, 3> parts = {0, 0, 0};
  std::size_t at = 0;
  for (int& part : parts) {
    if (&part != parts.data()) {
      if (at >= rest.size() || std::string_view("/-_").find(rest[at]) == std::string_view::npos)
        return std::nullopt;
      ++at;
    }
    const auto [end, error] = std::from_chars(rest.data() + at, rest.data() + rest.size(), part);
    const auto length = static_cast<std::size_t>(end - (rest.data() + at));
    if (error != std::errc() || (at > 0 && length > 2)) return std::nullopt;
    at += length;
  }
  if (!is_day(parts[0], parts[1], parts[2])) return std::nullopt;
  return DateTime{parts[0], parts[1], parts[2], -1, 0, 0, {}};
}

}  // namespace

int digit_value(char32_t c) {
  static constexpr char32_t kZeros[] = {
      U'0',      U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0A66', U'\u0AE6', U'\u0BE6',
      U'\u0C66', U'\u0CE6', U'\u0D66', U'\u0E50', U'\u0ED0', U'\u1040', U'\u17E0', U'\uFF10'};
  for (const char32_t zero : kZeros)
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return -1;
}

/// True for hosts of countries that write the day first; some countries' labels serve the world.
static bool is_of_day_first_country(std::string_view host) {
  static constexpr std::string_view kOthers[] = {"us", "ca", "ph", "pr", "io", "co", "ai", "me",
                                                 "tv", "fm", "ly", "gg", "cc", "sh", "to", "ws",
                                                 "la", "is", "so", "gl", "vc", "ac", "im", "li"};
  const std::string_view label = host.substr(host.rfind('.') + 1);
  return label.size() == 2 && is_ascii_alpha(label[0]) && label.size() < host.size() &&
         std::find(std::begin(kOthers), std::end(kOthers), label) == std::end(kOthers);
}

DateOrder date_order(std::string_view language, std::string_view host) {
  const std::string folded = to_ascii_lower(language.substr(0, 5));
  if (folded == "en" || folded.empty())
    return is_of_day_first_country(host) ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
  const bool is_american = folded == "en-us" || folded == "en_us" || folded == "en-ca" ||
                           folded == "en-ph" || folded == "es-us";
  return is_american ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
}

std::optional<DateTime> find_date(std::string_view text, DateOrder order) {
  const std::vector<FoundDate> found = find_dates(text, order, 1);
  return found.empty() ? std::nullopt : std::optional(found[0].date);
}

std::vector<FoundDate> find_dates(std::string_view text, DateOrder order, std::size_t most) {
  return Matcher(tokenize(text.substr(0, kMaxDateText)), order).find(most);
}

std::optional<DateTime> parse_date_value(std::string_view value, DateOrder order) {
  value = trim_ascii(value);
  const std::size_t digits = value.find_first_not_of("0123456789");
  if (digits == std::string_view::npos) return from_digits(value);
  if (digits == 8 && value[8] == 'T')
    if (auto day = from_digits(value.substr(0, 8))) return day;
  return find_date(value, order);
}

std::optional<DateTime> find_date_in_path(std::string_view path) {
  for (std::size_t i = 0; i + 8 <= path.size(); ++i) {
    if (!(path[i] == '1' || path[i] == '2') || (i > 0 && is_ascii_digit(path[i - 1]))) continue;
    const std::string_view rest = path.substr(i);
    const std::size_t run = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto date = run == 8   ? from_digits(rest.substr(0, 8))
                      : run == 4 ? from_path_parts(rest)
                                 : std::nullopt;
    if (date) return date;
  }
  return std::nullopt;
}

std::optional<DateTime> find_day_first_digits(std::string_view path) {
  constexpr int kFirstYear = 1995;
  constexpr std::size_t kRun = 8;
  for (std::size_t i = path.find_first_of("0123456789"); i != std::string_view::npos;) {
    const std::size_t end = std::min(path.find_first_not_of("0123456789", i), path.size());
    if (end - i == kRun) {
      const std::string_view run = path.substr(i, kRun);
      const auto day =
          from_digits(std::string(run.substr(4)).append(run.substr(2, 2)).append(run.substr(0, 2)));
      if (day && day->year >= kFirstYear) return day;
    }
    i = path.find_first_of("0123456789", end);
  }
  return std::nullopt;
}

std::optional<DateTime> find_capture_day(std::string_view path) {
  constexpr std::size_t kDigits = 14;
  const std::size_t end = path.find("/http");
  if (end == std::string_view::npos || end < kDigits + 1 || path[end - kDigits - 1] != '/')
    return std::nullopt;
  const std::string_view digits = path.substr(end - kDigits, kDigits);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return from_digits(digits);
}

std::string to_iso_8601(const DateTime& date) {
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  std::string out = buffer.data();
  if (date.hour < 0) return out;
  std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", date.hour, date.minute,
                date.second);
  out += buffer.data();
  if (!date.offset_minutes) return out;
  const int offset = *date.offset_minutes;
  if (offset == 0) return out + "Z";
  std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", offset < 0 ? '-' : '+',
                std::abs(offset) / 60, std::abs(offset) % 60);
  return out + buffer.data();
}

std::int64_t day_number(const DateTime& date) {
  const std::int64_t y = date.year - (date.month <= 2);
  const std::int64_t era = y / 400, yoe = y - era * 400;
  const std::int64_t doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

}  // namespace cuttings
