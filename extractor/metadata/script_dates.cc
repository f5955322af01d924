#include "extractor/metadata/script_dates.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "config/base/text.h"
#include "extractor/metadata/dates.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxBytes = 1u << 20;
constexpr std::size_t kMaxKey = 24;

constexpr std::string_view kPublishedKeys[] = {
    "datePublished",      "date_published",   "publishedAt",    "published_at",
    "publishDate",        "publish_date",     "publishedDate",  "published_date",
    "publicationDate",    "publication_date", "firstPublished", "firstPublishedAt",
    "first_published_at", "publishedOn",      "published_on"};
constexpr std::string_view kCreatedKeys[] = {"createdAt", "created_at", "dateCreated",
                                             "date_created"};

/// The one day of all members read so far.
class OneDay {
 public:
  void add(std::string_view value) {
    const auto date = parse_date_value(value, DateOrder::kMonthFirst);
    if (!date) return;
    if (value_.empty()) value_ = value, day_ = day_number(*date);
    is_one_ &= day_number(*date) == day_;
  }
  std::string_view value() const { return is_one_ ? value_ : std::string_view(); }
  bool is_told() const { return !value_.empty(); }

 private:
  std::string_view value_;
  std::int64_t day_ = 0;
  bool is_one_ = true;
};

/// The member's name around `at`: the letters and underscores between two quotes (perhaps escaped);
/// empty when it is none.
std::string_view key_around(std::string_view script, std::size_t at) {
  const auto is_part = [](char c) { return is_ascii_alpha(c) || c == '_'; };
  std::size_t begin = at, end = at;
  while (begin > 0 && at - begin < kMaxKey && is_part(script[begin - 1])) --begin;
  while (end < script.size() && end - at < kMaxKey && is_part(script[end])) ++end;
  const bool has_quote = begin > 0 && script[begin - 1] == '"';
  return has_quote ? script.substr(begin, end - begin) : std::string_view();
}

/// The member's value after its name: a text or a number; empty for others.
std::string_view value_after(std::string_view rest) {
  constexpr std::size_t kMaxValue = 40;
  const std::size_t colon = rest.find_first_not_of("\\\"");
  if (colon == std::string_view::npos || colon == 0 || rest[colon] != ':') return {};
  rest.remove_prefix(colon + 1);
  const std::size_t begin = rest.find_first_not_of(" \t\r\n\\\"");
  if (begin == std::string_view::npos || !is_ascii_digit(rest[begin])) return {};
  rest.remove_prefix(begin);
  const std::size_t end = rest.substr(0, kMaxValue).find_first_of("\\\",}]\r\n");
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

template <std::size_t N>
void read_members(std::string_view script, std::string_view part, const std::string_view (&keys)[N],
                  OneDay& day) {
  for (std::size_t at = script.find(part); at != std::string_view::npos;
       at = script.find(part, at + part.size())) {
    const std::string_view key = key_around(script, at);
    if (key.empty() || std::find(std::begin(keys), std::end(keys), key) == std::end(keys)) continue;
    const auto end = static_cast<std::size_t>(key.data() + key.size() - script.data());
    day.add(value_after(script.substr(end)));
  }
}

}  // namespace

void collect_script_dates(const std::vector<std::string_view>& scripts, Candidates& out) {
  constexpr int kPublishedWeight = 40, kCreatedWeight = 34;  // chosen by hand
  OneDay published, created;
  std::size_t left = kMaxBytes;
  for (const std::string_view whole : scripts) {
    const std::string_view script = whole.substr(0, left);
    left -= script.size();
    read_members(script, "ubli", kPublishedKeys, published);
    read_members(script, "reated", kCreatedKeys, created);
    if (left == 0) break;
  }
  if (published.is_told())
    return out.add(Field::kPublished, Origin::kScript, kPublishedWeight, published.value());
  out.add(Field::kPublished, Origin::kScript, kCreatedWeight, created.value());
}

}  // namespace cuttings
