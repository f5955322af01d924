#pragma once
// [extract]: how a page becomes an article.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cuttings {

enum class ExtractMode { kBalanced, kPrecision, kRecall };
enum class CaptionMode { kSeparate, kDrop };  ///< kSeparate: in images[], never in the text
enum class CommentMode { kDrop, kSeparate };  ///< kSeparate: in comments[], never in the text

/// Limits on hostile pages. Sources: design measurements on 3,094 real pages (none refused),
/// 2026-11.
struct ParseLimits {
  std::size_t max_page_bytes = 10u << 20;  ///< decoded bytes; the largest real page was 5.3 MB
  std::size_t max_arena_bytes = 128u
                                << 20;  ///< what the HTML parser may allocate; real pages: 19 MB
  std::int64_t parse_deadline_ms = 10'000;      ///< wall time of one parse; real pages: 620 ms
  std::uint32_t max_depth = 512;                ///< element nesting; real pages: 57
  std::uint32_t max_nodes = 280'000;            ///< real pages: 34,448; more need 300 MB
  std::uint32_t max_attributes_per_tag = 1000;  ///< further ones are ignored; real pages: 150

  bool operator==(const ParseLimits&) const = default;
};

struct ExtractOptions {
  ExtractMode mode = ExtractMode::kBalanced;
  bool collect_links = false;  ///< fill Extraction::links: a crawler wants them, a reader does not
  bool find_further_pages =
      false;                   ///< fill FurtherPages::rel_next: who fetches or has them wants it
  bool report_blocks = false;  ///< fill Extraction::blocks: only who explains a page wants them
  CaptionMode captions = CaptionMode::kSeparate;
  CommentMode comments = CommentMode::kDrop;
  std::vector<std::string> rules = {};  ///< files or folders of site rules; none: no rules
  std::string gold = {};  ///< folder of gold pages that `reextract` is judged by; empty: none
  ParseLimits limits = {};

  bool operator==(const ExtractOptions&) const = default;
};

}  // namespace cuttings
