#include "extractor/render/tei.h"

#include "extractor/render/html_escape.h"
#include "extractor/render/text_body.h"

namespace cuttings {
namespace {

std::string element(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  return "<" + std::string(name) + ">" + xml_escaped(text) + "</" + std::string(name) + ">";
}

/// <date when="..."> of an ISO 8601 date.
std::string date(std::string_view iso) {
  return iso.empty() ? std::string()
                     : "<date when=\"" + xml_escaped(iso) + "\">" + xml_escaped(iso) + "</date>";
}

std::string title_statement(const Metadata& metadata) {
  std::string out = "<titleStmt><title>" + xml_escaped(metadata.title) + "</title>";
  for (const std::string& author : metadata.authors) out += element("author", author);
  return out + "</titleStmt>\n";
}

/// A publicationStmt that names a publisher may hold licence and date; without one it is prose.
std::string publication_statement(const Metadata& metadata) {
  if (metadata.sitename.empty()) return "<publicationStmt><p>not known</p></publicationStmt>\n";
  std::string out = "<publicationStmt>" + element("publisher", metadata.sitename);
  if (!metadata.license.empty())
    out += "<availability>" + element("licence", metadata.license) + "</availability>";
  return out + date(metadata.date_published) + "</publicationStmt>\n";
}

std::string source_description(const Article& article) {
  const std::string url = xml_escaped(article.url);
  return "<sourceDesc><bibl>" + element("title", article.metadata.title) + "<ptr target=\"" + url +
         "\"/>" + date(article.metadata.date_published) + "</bibl></sourceDesc>\n";
}

std::string profile(const Metadata& metadata) {
  std::string out;
  if (!metadata.description.empty())
    out += "<abstract>" + element("p", metadata.description) + "</abstract>";
  if (!metadata.language.empty())
    out += "<langUsage><language ident=\"" + xml_escaped(metadata.language) + "\">" +
           xml_escaped(metadata.language) + "</language></langUsage>";
  if (!metadata.tags.empty()) {
    out += "<textClass><keywords>";
    for (const std::string& tag : metadata.tags) out += element("term", tag);
    out += "</keywords></textClass>";
  }
  return out.empty() ? out : "<profileDesc>" + out + "</profileDesc>\n";
}

std::string body(const Article& article) {
  std::string out = "<text><body>\n" + element("head", article.metadata.title) + "\n";
  const std::vector<std::string_view> paragraphs = paragraphs_of(article.text);
  for (const std::string_view paragraph : paragraphs) out += element("p", paragraph) + "\n";
  if (paragraphs.empty()) out += "<p/>\n";
  return out + "</body></text>\n";
}

}  // namespace

std::string render_tei(const Article& article) {
  std::string out = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"";
  if (!article.metadata.language.empty())
    out += " xml:lang=\"" + xml_escaped(article.metadata.language) + "\"";
  out += ">\n<teiHeader>\n<fileDesc>\n" + title_statement(article.metadata);
  out += publication_statement(article.metadata) + source_description(article) + "</fileDesc>\n";
  return out + profile(article.metadata) + "</teiHeader>\n" + body(article) + "</TEI>\n";
}

}  // namespace cuttings
