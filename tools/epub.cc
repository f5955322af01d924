#include "tools/epub.h"

#include "config/base/digest.h"
#include "extractor/render/article_header.h"
#include "extractor/render/html_escape.h"
#include "extractor/render/text_body.h"

namespace cuttings {
namespace {

constexpr auto kDeflated = ZipWriter::Method::kDeflated;
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kBookTitle = "Cuttings", kContents = "contents.xhtml";

// https://www.w3.org/TR/epub-33/#sec-container-metainf
constexpr std::string_view kContainer =
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
    "<rootfiles><rootfile full-path=\"book.opf\""
    " media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

std::string file_name(std::size_t chapter) { return std::to_string(chapter + 1) + ".xhtml"; }

std::string page(std::string_view title, std::string_view language, std::string_view body) {
  std::string out(kXml);
  out +=
      "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\""
      " xmlns:epub=\"http://www.idpf.org/2007/ops\"";
  if (!language.empty())
    out += " lang=\"" + xml_escaped(language) + "\" xml:lang=\"" + xml_escaped(language) + "\"";
  out += ">\n<head><title>" + xml_escaped(title) + "</title></head>\n<body>\n";
  return out.append(body).append("</body>\n</html>\n");
}

/// "Ann Lee · The Example · 3 February 2026"
std::string byline(const Metadata& metadata) {
  std::string line;
  const auto add = [&line](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
  };
  for (const std::string& author : metadata.authors) add(author);
  add(metadata.sitename);
  add(readable_date(metadata.date_published));
  return line;
}

std::string paragraph(std::string_view text) {
  std::string out = "<p>";
  for (const char c : xml_escaped(text)) {
    if (c == '\n') out += "<br/>";
    out += c;
  }
  return out + "</p>\n";
}

}  // namespace

std::string EpubWriter::begin() {
  // First, stored and without extra field: section 4.2 of the container's rules.
  std::string out = zip_.add("mimetype", "application/epub+zip", ZipWriter::Method::kStored);
  return out + zip_.add("META-INF/container.xml", std::string(kXml).append(kContainer), kDeflated);
}

std::string EpubWriter::article(const Article& article) {
  const Metadata& metadata = article.metadata;
  const std::string title = metadata.title.empty() ? article.url : metadata.title;
  std::string body = "<h1>" + xml_escaped(title) + "</h1>\n";
  if (const std::string line = byline(metadata); !line.empty()) body += paragraph(line);
  for (const std::string_view text : paragraphs_of(article.text)) body += paragraph(text);
  body += "<p>" + xml_escaped(article.url) + "</p>\n";
  if (language_.empty()) language_ = metadata.language;
  if (titles_.empty()) first_url_ = article.url;
  titles_.push_back(title);
  return zip_.add(file_name(titles_.size() - 1), page(title, metadata.language, body), kDeflated);
}

std::string EpubWriter::contents() const {
  std::string body = "<nav epub:type=\"toc\"><ol>\n";
  for (std::size_t i = 0; i < titles_.size(); ++i)
    body += "<li><a href=\"" + file_name(i) + "\">" + xml_escaped(titles_[i]) + "</a></li>\n";
  if (titles_.empty())  // a list has an entry at least
    body += "<li><a href=\"" + std::string(kContents) + "\">No article</a></li>\n";
  return page(kBookTitle, "en", body + "</ol></nav>\n");
}

std::string EpubWriter::package() const {
  const std::string id =
      "urn:sha256:" + sha256_hex(first_url_ + " " + std::to_string(titles_.size()) + modified_);
  std::string out(kXml);
  out +=
      "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n"
      "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">" +
      id + "</dc:identifier>\n<dc:title>";
  out.append(kBookTitle).append("</dc:title>\n<dc:language>");
  out += xml_escaped(language_.empty() ? "und" : language_) +
         "</dc:language>\n<meta property=\"dcterms:modified\">" + xml_escaped(modified_) +
         "</meta>\n</metadata>\n<manifest>\n<item id=\"contents\" href=\"contents.xhtml\""
         " media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n";
  std::string spine = "<itemref idref=\"contents\"/>\n";
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    const std::string item = "c" + std::to_string(i + 1);
    out += "<item id=\"" + item + "\" href=\"" + file_name(i) +
           "\" media-type=\"application/xhtml+xml\"/>\n";
    spine += "<itemref idref=\"" + item + "\"/>\n";
  }
  return out + "</manifest>\n<spine>\n" + spine + "</spine>\n</package>\n";
}

std::string EpubWriter::end() {
  std::string out = zip_.add(kContents, contents(), kDeflated);
  out += zip_.add("book.opf", package(), kDeflated);
  return out + zip_.end();
}

}  // namespace cuttings
