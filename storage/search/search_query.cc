#include "storage/search/search_query.h"

#include <algorithm>
#include <array>
#include <optional>

#include "config/base/script.h"
#include "config/base/text.h"
#include "config/base/utf8.h"
#include "storage/iso_time.h"
#include "storage/search/spaced_text.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxParts = 64;       // a person writes ten; each costs a look into the index
constexpr std::size_t kMaxPartBytes = 500;  // of one word or phrase

struct FieldName {
  std::string_view name;
  std::optional<SearchField> field;
  std::optional<SearchFilter::Kind> filter;
};
using Kind = SearchFilter::Kind;
constexpr std::array<FieldName, 8> kFields = {{
    {"title", SearchField::kTitle, {}},
    {"author", SearchField::kAuthor, {}},
    {"site", {}, Kind::kSite},
    {"lang", {}, Kind::kLanguage},
    {"tag", {}, Kind::kTag},
    {"after", {}, Kind::kAfter},
    {"before", {}, Kind::kBefore},
    {"is", {}, Kind::kChanged},
}};

const FieldName* field_named(std::string_view name) {
  for (const FieldName& field : kFields)
    if (equals_ignoring_ascii_case(field.name, name)) return &field;
  return nullptr;
}

/// One part of a query as it is written: [-][field:]value[*]
struct Part {
  std::string_view field, value;
  bool is_excluded = false, is_quoted = false;
};

/// What stands between parts; a NUL ends words in SQLite, too.
bool is_gap(char c) { return c == '\0' || is_ascii_space(c); }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<Part> next() {
    while (at_ < text_.size() && is_gap(text_[at_])) ++at_;
    if (at_ >= text_.size()) return std::nullopt;
    Part part;
    if (text_[at_] == '-' && at_ + 1 < text_.size() && !is_gap(text_[at_ + 1]))
      part.is_excluded = true, ++at_;
    part.field = read_field();
    part.is_quoted = at_ < text_.size() && text_[at_] == '"';
    part.value = part.is_quoted ? read_quoted() : read_word();
    return part;
  }

 private:
  /// "title:" when it is a field we know and something follows; else nothing is read.
  std::string_view read_field() {
    std::size_t end = at_;
    while (end < text_.size() && is_ascii_alpha(text_[end])) ++end;
    const bool is_field =
        end > at_ && end + 1 < text_.size() && text_[end] == ':' && !is_gap(text_[end + 1]);
    if (!is_field || field_named(text_.substr(at_, end - at_)) == nullptr) return {};
    const std::string_view name = text_.substr(at_, end - at_);
    at_ = end + 1;
    return name;
  }

  std::string_view read_quoted() {
    const std::size_t begin = ++at_;
    const std::size_t end = std::min(text_.find('"', begin), text_.size());
    at_ = std::min(end + 1, text_.size());
    return text_.substr(begin, end - begin);
  }

  std::string_view read_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_gap(text_[at_]) && text_[at_] != '"') ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool has_letter_or_digit(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_code_point(text, i);
    if (is_word_code_point(point.value)) return true;
    i += point.length;
  }
  return false;
}

/// A day, month or year that there is: "2026-02-03", "2026-02", "2026".
bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  return text.size() <= kForm.size() && parse_iso_time(text).has_value();
}

Result<SearchFilter> filter_of(const Part& part, Kind kind) {
  SearchFilter filter{kind, std::string(part.value), part.is_excluded};
  if (kind == Kind::kSite || kind == Kind::kLanguage) filter.value = to_ascii_lower(part.value);
  if ((kind == Kind::kAfter || kind == Kind::kBefore) && !is_date(part.value))
    return fail(ErrorCode::kInvalidArgument,
                "no date: " + std::string(part.field) + ":" + filter.value,
                "write a date of the calendar: " + std::string(part.field) +
                    ":2026-02-03, :2026-02 or :2026");
  if (kind != Kind::kChanged) return filter;
  filter.value.clear();
  if (equals_ignoring_ascii_case(part.value, "gone"))
    filter.kind = Kind::kGone;
  else if (!equals_ignoring_ascii_case(part.value, "changed"))
    return fail(ErrorCode::kInvalidArgument, "nothing is:" + std::string(part.value),
                "write is:changed or is:gone");
  return filter;
}

SearchTerm term_of(const Part& part, SearchField field) {
  std::string_view text = part.value;
  const bool is_prefix = !part.is_quoted && text.size() > 1 && text.ends_with('*');
  if (is_prefix) text.remove_suffix(1);
  SearchTerm term{to_valid_utf8(text), field, is_prefix, part.is_excluded, false};
  std::replace_if(term.text.begin(), term.text.end(), is_gap, ' ');
  term.is_unspaced = has_unspaced_script(term.text);
  return term;
}

}  // namespace

Result<SearchQuery> parse_search_query(std::string_view text) {
  SearchQuery query;
  Scanner scanner(text);
  std::size_t parts = 0;
  while (const auto part = scanner.next()) {
    if (++parts > kMaxParts)
      return fail(ErrorCode::kInvalidArgument,
                  "the query has more than " + std::to_string(kMaxParts) + " parts",
                  "search with fewer words");
    if (part->value.size() > kMaxPartBytes)
      return fail(ErrorCode::kInvalidArgument, "a word of the query is too long",
                  "search with a part of it");
    const FieldName* field = field_named(part->field);
    if (field != nullptr && field->filter) {
      auto filter = filter_of(*part, *field->filter);
      if (!filter) return fail(std::move(filter.error()));
      query.filters.push_back(std::move(*filter));
      continue;
    }
    SearchTerm term = term_of(*part, field != nullptr ? *field->field : SearchField::kAny);
    if (has_letter_or_digit(term.text)) query.terms.push_back(std::move(term));
  }
  return query;
}

}  // namespace cuttings
