#pragma once
// EpubWriter: articles as the chapters of one EPUB 3.3 book. https://www.w3.org/TR/epub-33/

#include <string>
#include <vector>

#include "extractor/article.h"
#include "tools/zip_writer.h"

namespace cuttings {

/// The caller writes begin(), article() for each, end(), in this order. Keeps the title of
/// each article for the table of contents. No pictures: they are not in the store.
class EpubWriter {
 public:
  /// `modified`: ISO 8601 UTC to the second (dcterms:modified, section 5.5.4).
  explicit EpubWriter(std::string modified) : modified_(std::move(modified)) {}

  std::string begin();
  std::string article(const Article& article);
  std::string end();
  bool fits() const { return zip_.fits(); }

 private:
  std::string package() const;
  std::string contents() const;

  ZipWriter zip_;
  std::string modified_;
  std::string language_;             // of the first article that has one
  std::string first_url_;            // with the count it names the book
  std::vector<std::string> titles_;  // of the chapters
};

}  // namespace cuttings
