#pragma once
// Renderers: one structured body, several forms. All pure, all return UTF-8, none recurses.

#include <string>

#include "extractor/article.h"

namespace cuttings {

/// The body as plain paragraphs, a blank line between them; list items as "- " lines, headings and
/// table rows as lines; no images, no captions. This is what Article::text holds. Ends without a
/// newline.
std::string render_text(const Article& article);

/// Markdown (CommonMark 0.30 with GFM tables), preceded by a YAML 1.2 front matter of the metadata
/// unless kNone.
enum class FrontMatter { kYaml, kNone };
std::string render_markdown(const Article& article, FrontMatter front_matter);

/// The body as an HTML fragment from an allow-list (p h1-h6 ul ol li blockquote pre code em strong
/// a table parts figure img figcaption); every text escaped, every URL http(s).
std::string render_html(const Article& article);

}  // namespace cuttings
