#pragma once
// PageFacts: what is known of the page besides its blocks when they are judged.

#include <string>
#include <string_view>
#include <vector>

#include "extractor/article.h"
#include "extractor/dom/document.h"

namespace cuttings {

struct PageFacts {
  std::string title;                 ///< the article's title without the site's name, may be empty
  std::vector<std::string> authors;  ///< their names
  std::string description;           ///< meta description, may be empty
  std::string article_body;          ///< schema.org articleBody, may be empty
  std::string told_body;      ///< that articleBody with its line ends, if the page has just one
  std::string declared_type;  ///< og:type and schema.org types, lower case, spaces between
  std::string url_path;       ///< path of the page's URL, may be empty

  bool declares_article() const;  ///< its declared type is an article or a blog's entry
  bool declares_forum() const;    ///< its declared type is a discussion or a question
  bool path_names_forum() const;  ///< "/forum/...", "/threads/..."
};

/// Joins what `metadata` knows of the article with the page's JSON-LD. `url` may be empty.
/// O(nodes).
PageFacts collect_page_facts(const Document& document, const Metadata& metadata,
                             std::string_view url);

}  // namespace cuttings
