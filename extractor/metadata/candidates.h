#pragma once
// Candidates: what the passes found, each value with its field, its origin and its weight. Passes
// only add; choose.cc decides.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

enum class Field : std::uint8_t {
  kTitle,
  kAuthor,
  kPublished,
  kModified,
  kSitename,
  kLanguage,
  kDescription,
  kSection,
  kTag,
  kCanonical,
  kLicense,
  kImage,
  kFree,
  kPagetype,
  kCorrection,
  kEventDay,  ///< of an event that the page tells: no day of publication
};
inline constexpr std::size_t kFields = 16;

enum class Origin : std::uint8_t {
  kJsonLd,
  kMicrodata,
  kOpenGraph,
  kDublinCore,
  kMeta,
  kHtml,
  kUrl,
  kHeader,
  kScript
};

/// "json-ld", "microdata", ...: the words of Metadata::sources.
std::string_view origin_name(Origin origin);

/// Weights with a meaning: authors whose names may stand as "Last, First" (Highwire
/// citation_author), authors that JSON-LD says are organisations, and titles that are lesser
/// headings, which only speak for what other statements say; the day of the first comment, which on
/// a forum is the question.
inline constexpr int kCitationWeight = 96, kOrganisationWeight = 47, kSubheadingWeight = 5,
                     kAnswerWeight = 2;

/// `weight` is 1-100: how much we trust this kind of statement before looking at the value.
struct Candidate {
  Origin origin;
  int weight;
  std::string value;
  std::uint32_t position = 0;  ///< node the value was read at; 0 where it does not matter
};

/// Bounded lists of candidates, a field each, in the order they were found.
class Candidates {
 public:
  /// Adds `value` with white space collapsed and HTML character references left as they are. Empty
  /// values, what a template leaves unfilled, values over kMaxValueBytes and what exceeds
  /// kMaxPerField are left out.
  void add(Field field, Origin origin, int weight, std::string_view value,
           std::uint32_t position = 0);
  const std::vector<Candidate>& of(Field field) const;

  /// The node of the article's heading; 0 when there is none.
  void set_heading(std::uint32_t node) { heading_ = node; }
  std::uint32_t heading() const { return heading_; }

  static constexpr std::size_t kMaxPerField = 200;
  static constexpr std::size_t kMaxValueBytes = 4000;

 private:
  std::array<std::vector<Candidate>, kFields> lists_;
  std::uint32_t heading_ = 0;
};

}  // namespace cuttings
