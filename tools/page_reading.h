#pragma once
// read_page(): bytes to article or to a reason why not, in the words and codes of the programs.

#include <string>

#include "config/base/result.h"
#include "crawler/fetch_result.h"
#include "extractor/extract.h"
#include "tools/exit_code.h"

namespace cuttings {

/// What came of one input.
struct PageReading {
  ExitCode code = ExitCode::kOk;
  std::string error_kind = {};  ///< "" with an article; else stable: "not_article", "dns", ...
  Error error = {};             ///< what, where, what to do; empty with an article
  Extraction extraction = {};   ///< also of a page without an article; empty when none was read

  /// What was read of the page, article or not; null when nothing was.
  const Article* page() const { return extraction.charset.empty() ? nullptr : &extraction.article; }
  bool is_article() const { return code == ExitCode::kOk; }
};

/// Cuts the article out of a page. `name` is what the user called it, for messages. Never throws.
PageReading read_page(PageInput page, std::string_view name, const ExtractOptions& options);

/// As read_page() for a file the user named: one that holds no page at all has kInput, not
/// kNoArticle.
PageReading read_page_file(PageInput page, std::string_view name, const ExtractOptions& options);

/// As read_page() for a fetch; one that failed gives its code and message. Copies the body: the
/// store needs it too. `site` is what is known of its site.
PageReading read_fetch(const FetchResult& fetched, const ExtractOptions& options,
                       SiteKnowledge site = {});
/// The same without a copy: the fetch loses its body.
PageReading read_fetch(FetchResult&& fetched, const ExtractOptions& options,
                       SiteKnowledge site = {});

}  // namespace cuttings
