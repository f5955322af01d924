#pragma once
// Article: what the extractor makes of a page, as plain values. No parser, no I/O: storage includes
// only this header of the extractor.

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cuttings {

/// A run of text in one style. UTF-8, white space collapsed except in kCode blocks.
struct Span {
  std::string text;
  bool is_strong = false;
  bool is_emphasis = false;
  bool is_code = false;
  std::string href = {};  ///< absolute http(s) URL, or empty

  bool operator==(const Span&) const = default;
};

enum class BodyKind { kParagraph, kHeading, kListItem, kCode, kTable, kImage };

/// One block of the article's body. The body is a flat list in document order: nesting is told by
/// depths, so nothing that reads it recurses.
struct BodyBlock {
  BodyKind kind = BodyKind::kParagraph;
  int heading_level = 0;  ///< 1-6 for kHeading
  int quote_depth = 0;    ///< 0 = not quoted
  int list_depth =
      0;  ///< 0 = not in a list; a kParagraph with list_depth > 0 continues the item before it
  bool is_ordered = false;                           ///< for kListItem
  int ordinal = 0;                                   ///< for ordered kListItem, from 1
  std::vector<Span> spans;                           ///< text of all kinds but kTable and kImage
  std::vector<std::vector<std::vector<Span>>> rows;  ///< kTable: rows of cells of spans
  bool has_header_row = false;                       ///< kTable: the first row is a header
  std::size_t image = 0;                             ///< kImage: index into Article::images

  bool operator==(const BodyBlock&) const = default;
};

struct Image {
  std::string url;  ///< absolute
  std::string alt;
  std::string caption;
  std::string credit;

  bool operator==(const Image&) const = default;
};

/// Fields of the page about the article. Strings are UTF-8, trimmed, one line; empty means unknown.
/// Dates are ISO 8601: "YYYY-MM-DD" when only the day is known, else with time and, where the page
/// has one, its zone ("2026-02-03T08:10:00Z", "...+01:00").
struct Metadata {
  std::string canonical_url;
  std::string title;
  std::vector<std::string>
      authors;  ///< persons; agencies and newsrooms only where no person is named
  std::vector<std::string> agencies;  ///< news agencies and desks of the by-line: "dpa", "Reuters"
  std::string date_published;
  std::string date_modified;
  std::string dateline;  ///< what opens a report, without the dash: "LONDON, 3 March (Reuters)"
  std::vector<std::string> corrections;  ///< notes of correction on the page, in order
  std::string sitename;
  std::string language;  ///< BCP 47, lower-case primary tag: "en", "pt-BR"
  std::string description;
  std::string section;
  std::vector<std::string> tags;
  std::string license;
  std::string image;     ///< lead image, absolute URL
  std::string pagetype;  ///< what the page declares or is taken for: "article", "website", ...
  std::optional<bool> is_accessible_for_free;
  /// Field name -> where it came from: "json-ld", "microdata", "opengraph", "dublin-core", "meta",
  /// "html", "url", "header", "detected", "rule".
  std::map<std::string, std::string> sources;

  bool operator==(const Metadata&) const = default;
};

/// What came back (docs/verdicts.md).
enum class Verdict {
  kArticle,        ///< an article
  kEmptyShell,     ///< no text without JavaScript
  kConsentWall,    ///< cookies must be accepted first
  kBotWall,        ///< a captcha, a browser check, a block page
  kLoginWall,      ///< for users who are logged in
  kPaywallTeaser,  ///< an article's beginning; the rest is paid for
  kSoft404,        ///< an error page or a parked domain with status 200
  kTruncated,      ///< cut off before its end
  kNotArticle,     ///< a listing, a product, ...: Metadata::pagetype says which
};
inline constexpr std::size_t kVerdicts = 9;

/// "article", "empty_shell", ...: the stable name used in JSON, the store and docs.
constexpr std::string_view verdict_name(Verdict verdict) {
  constexpr std::array<std::string_view, kVerdicts> kNames = {
      "article",        "empty_shell", "consent_wall", "bot_wall",   "login_wall",
      "paywall_teaser", "soft_404",    "truncated",    "not_article"};
  return kNames[static_cast<std::size_t>(verdict)];
}

struct Article {
  std::string url;  ///< final URL the bytes came from
  Metadata metadata;
  std::vector<BodyBlock> body;
  std::vector<Image> images;
  std::string text;  ///< the body as plain UTF-8 paragraphs, a blank line between; no captions
  std::size_t word_count = 0;
  std::string content_hash;  ///< lower-case hex SHA-256 of `text`
  std::string
      fingerprint;  ///< 16 hex digits, 64-bit simhash of `text`; near copies differ in few bits
  Verdict verdict = Verdict::kArticle;
  double quality = 0;  ///< 0-1: the F1 of `text`'s words that is to be expected of such a page
  std::vector<std::string> quality_reasons;  ///< names of Evidence (verdict/evidence.h)

  bool operator==(const Article&) const = default;
};

}  // namespace cuttings
