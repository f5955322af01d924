#pragma once
// extract(): the extractor's front door. Bytes, URL and headers in; the article and the account of
// every block out. Pure: no network, no disk, no globals; any number of threads at once.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "config/base/result.h"
#include "config/extract_options.h"
#include "extractor/article.h"
#include "extractor/blocks/block_report.h"
#include "extractor/further_pages.h"
#include "extractor/site_knowledge.h"
#include "extractor/verdict/transfer.h"

namespace cuttings {

/// A page as it was received.
struct PageInput {
  std::string bytes;               ///< body after content decoding, in the page's own charset
  std::string url;                 ///< final URL; may be empty (then relative links stay out)
  std::string content_type = {};   ///< the HTTP header's value, may be empty
  std::string last_modified = {};  ///< the HTTP header's value, may be empty
  std::int64_t fetched_unix_s =
      0;                   ///< when the bytes were fetched; dates after it are not believed; 0: now
  Transfer transfer = {};  ///< status and length, for the verdict
  SiteKnowledge site = {};   ///< before the page is read
  std::string refresh = {};  ///< the HTTP header's value, may be empty
};

/// What a site rule did.
struct RuleUse {
  std::string file;                   ///< of the rule; empty: no rule is for this page
  bool has_body = false;              ///< false: the page was read as without a rule
  std::vector<std::string> problems;  ///< "FILE:LINE: what": expressions that were of no use
};

struct Extraction {
  Article article;
  KeptBlocks block_counts;
  RuleUse rule;
  FurtherPages further;             ///< by the rule; rel_next with find_further_pages only
  std::vector<BlockReport> blocks;  ///< every visible block, in document order, kept or dropped and
                                    ///< why; with report_blocks only
  std::vector<std::string> links;   ///< as collect_links() of page_links.h; with collect_links only
  std::vector<std::string> frames;  ///< of a page without text: where a frameset has it
  std::vector<std::pair<std::string, std::string>>
      directives;  ///< <meta name=robots> and tdm-reservation: name in lower case and content, in
                   ///< order; with collect_links only
  std::vector<std::uint64_t> site_blocks;  ///< what a SiteMemory counts of the page, as
                                           ///< block_hash(), once each; with a memory that learns
  std::vector<std::string> site_repeats;   ///< the text of the blocks it had dropped, in order
  std::string refresh_url;  ///< where the page sends its readers by itself (refresh.h), or empty
  bool sends_on = false;    ///< and does little else: no article, whatever it says (refresh.h)
  bool is_amp = false;      ///< <html amp> or <html ⚡>: a copy of a page for phones
  std::string charset;      ///< the encoding the bytes were read as, WHATWG name
};

/// Returns the article and its account; `article.text` is empty when no block was kept.
/// Error: kParse when the bytes are not HTML or text at all (binary, PDF), kTooLarge when a budget
/// of `options` was exceeded. O(size of the page).
Result<Extraction> extract(PageInput page, const ExtractOptions& options);

}  // namespace cuttings
