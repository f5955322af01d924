#include "extractor/dom/attribute_scanner.h"

#include <emmintrin.h>

#include <array>
#include <bit>
#include <functional>

#include "config/base/text.h"
#include "extractor/dom/character_reference.h"

namespace cuttings {
namespace {

constexpr std::size_t kLinearSearch = 16;  // attributes; from there on a table
constexpr std::size_t kBuckets = 4096;     // over twice max_attributes_per_tag's default

enum Class : std::uint8_t { kPlain = 0, kNameEnd = 1, kNeedsFold = 2, kSpace = 4 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : {' ', '\t', '\n', '\f', '\r'})
    classes[static_cast<unsigned char>(c)] = kNameEnd | kSpace;
  for (const char c : {'/', '>', '='}) classes[static_cast<unsigned char>(c)] = kNameEnd;
  for (unsigned c = 'A'; c <= 'Z'; ++c) classes[c] = kNeedsFold;
  classes[0] = kNeedsFold;
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

std::size_t skip_space(std::string_view page, std::size_t at) {
  while (at < page.size() && (class_of(page[at]) & kSpace) != 0) ++at;
  return at;
}

std::size_t find_unquoted_end(std::string_view page, std::size_t at) {
  while (at < page.size() && page[at] != '>' && (class_of(page[at]) & kSpace) == 0) ++at;
  return at;
}

// True when the value holds a reference, a CR or a NUL. 16 bytes at a time.
bool needs_decoding(std::string_view value) {
  std::size_t i = 0;
  for (; i + 16 <= value.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(value.data() + i));
    const __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')),
                                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'))),
                                      _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    if (_mm_movemask_epi8(hits) != 0) return true;
  }
  for (; i < value.size(); ++i)
    if (value[i] == '&' || value[i] == '\r' || value[i] == '\0') return true;
  return false;
}

std::string folded(std::string_view name) {
  std::string out;
  append_normalized(out, name, kReplacement);
  for (char& c : out) c = to_ascii_lower(c);
  return out;
}

}  // namespace

template <bool kKeep>
TagEnd AttributeScanner::scan_tag(std::size_t at) {
  constexpr TagEnd kCutOff = {std::string_view::npos, false};
  if constexpr (kKeep) first_ = tree_.attributes.size();
  for (;;) {
    at = skip_space(page_, at);
    if (at >= page_.size()) return kCutOff;
    if (page_[at] == '>') return {at + 1, false};
    if (page_[at] == '/') {
      ++at;
      if (at < page_.size() && page_[at] == '>') return {at + 1, true};
      continue;
    }
    const std::size_t name_begin = at;
    std::uint8_t seen = class_of(page_[at++]) & kNeedsFold;  // a leading '=' is part of the name
    while (at < page_.size() && (class_of(page_[at]) & kNameEnd) == 0)
      seen |= class_of(page_[at++]);
    const std::string_view name = page_.substr(name_begin, at - name_begin);
    at = skip_space(page_, at);
    std::string_view value;
    if (at < page_.size() && page_[at] == '=') {
      at = skip_space(page_, at + 1);
      if (at >= page_.size()) return kCutOff;
      const char quote = page_[at];
      if (quote == '"' || quote == '\'') {
        const std::size_t end = page_.find(quote, at + 1);
        if (end == std::string_view::npos) return kCutOff;
        value = page_.substr(at + 1, end - at - 1);
        at = end + 1;
      } else {
        const std::size_t end = find_unquoted_end(page_, at);
        value = page_.substr(at, end - at);
        at = end;
      }
    }
    if constexpr (kKeep) add(name, (seen & kNeedsFold) == 0, value);
  }
}

template TagEnd AttributeScanner::scan_tag<true>(std::size_t);
template TagEnd AttributeScanner::scan_tag<false>(std::size_t);

void AttributeScanner::add(std::string_view name, bool is_folded, std::string_view value) {
  if (tree_.attributes.size() - first_ >= max_per_tag_) return;
  if (!is_folded) name = tree_.strings.emplace_back(folded(name));
  if (is_known(name)) return;
  if (needs_decoding(value)) {
    std::string& decoded = tree_.strings.emplace_back();
    append_decoded(decoded, value, ReferenceContext::kAttribute, kReplacement);
    value = decoded;
  }
  tree_.attributes.push_back({name, value});
}

bool AttributeScanner::is_known(std::string_view name) {
  const std::size_t count = tree_.attributes.size() - first_;
  if (count < kLinearSearch) {
    for (std::size_t i = first_; i < tree_.attributes.size(); ++i)
      if (tree_.attributes[i].name == name) return true;
    return false;
  }
  if (count == kLinearSearch) remember_many();
  std::size_t i = std::hash<std::string_view>()(name) % buckets_.size();
  for (; buckets_[i] != 0; i = (i + 1) % buckets_.size())
    if (tree_.attributes[buckets_[i] - 1].name == name) return true;
  buckets_[i] = static_cast<std::uint32_t>(tree_.attributes.size() + 1);  // add() puts it there
  return false;
}

void AttributeScanner::remember_many() {
  buckets_.assign(std::max(kBuckets, std::bit_ceil(std::size_t{max_per_tag_} * 2)), 0);
  for (std::size_t index = first_; index < tree_.attributes.size(); ++index) {
    std::size_t i = std::hash<std::string_view>()(tree_.attributes[index].name) % buckets_.size();
    while (buckets_[i] != 0) i = (i + 1) % buckets_.size();
    buckets_[i] = static_cast<std::uint32_t>(index + 1);
  }
}

}  // namespace cuttings
