#pragma once
// The account of a page: each block, kept or dropped, and why. What `cuttings explain` shows.

#include <string>
#include <vector>

#include "extractor/extract.h"
#include "extractor/render/json_writer.h"

namespace cuttings {

/// A field of the article and where it came from; value and source may be empty.
struct MetadataRow {
  std::string name, value, source;
};
std::vector<MetadataRow> metadata_rows(const Article& article);

/// "kept 14 of 61 blocks, 412 words, quality 0.97"
std::string explain_summary(const Extraction& extraction);

/// One block a line, for a person: "kept    body text  0.93  main>article>p  The boat left ...",
/// under a summary and the metadata with their sources. Ends with a newline. The caller escapes for
/// the terminal.
std::string explain_text(const Extraction& extraction);

/// {"url", "charset", "kept_blocks", "dropped_blocks", "article" (render_json's object), "blocks"}.
std::string explain_json(const Extraction& extraction, JsonStyle style);

/// One self-contained HTML page: no script, no remote part. The page's blocks in order, kept ones
/// marked green and dropped ones grey with reason and score, the cleaned article beside them, light
/// or dark as the reader prefers. Everything from the page is escaped.
std::string explain_html(const Extraction& extraction);

}  // namespace cuttings
