#include "extractor/blocks/page_facts.h"

#include <algorithm>
#include <initializer_list>

#include "config/base/text.h"
#include "extractor/metadata/slug.h"

namespace cuttings {
namespace {

char32_t hex_at(std::string_view json, std::size_t i) {
  return static_cast<char32_t>(std::strtoul(std::string(json.substr(i, 4)).c_str(), nullptr, 16));
}

/// The characters of the JSON string that begins after `quote` in `json`, escapes undone.
std::string json_string_at(std::string_view json, std::size_t quote) {
  std::string out;
  for (std::size_t i = quote + 1; i < json.size() && json[i] != '"'; ++i) {
    if (json[i] != '\\' || i + 1 >= json.size()) {
      out.push_back(json[i]);
      continue;
    }
    const char escaped = json[++i];
    if (escaped == 'n' || escaped == 'r' || escaped == 't') {
      out.push_back(escaped == 'n' ? '\n' : ' ');
    } else if (escaped == 'u' && i + 4 < json.size()) {
      char32_t c = hex_at(json, i + 1);
      i += 4;
      if ((c & 0xFC00) == 0xD800 && json.substr(i + 1).starts_with("\\u")) {  // RFC 8259, section 7
        const char32_t low = hex_at(json, i + 3);
        if ((low & 0xFC00) == 0xDC00) {  // else c stands alone, and becomes U+FFFD
          c = 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF);
          i += 6;
        }
      }
      append_utf8(out, c);
    } else {
      out.push_back(escaped);
    }
  }
  return to_valid_utf8(out);
}

/// The string values of every member called `name`, wherever it stands in `json`.
template <class Use>
void for_each_json_string(std::string_view json, std::string_view name, const Use& use) {
  for (std::size_t at = json.find(name); at != std::string_view::npos;
       at = json.find(name, at + name.size())) {
    std::size_t i = at + name.size();
    while (i < json.size() && (is_ascii_space(json[i]) || json[i] == ':' || json[i] == '[')) ++i;
    if (i < json.size() && json[i] == '"') use(json_string_at(json, i));
  }
}

/// `told`: how many different ones the page has had so far.
void add_article_body(PageFacts& facts, const std::string& body, int& told) {
  facts.article_body += body + " ";
  if (body == facts.told_body) return;
  facts.told_body = ++told == 1 ? body : "";
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

}  // namespace

bool PageFacts::declares_article() const {
  return contains_any(declared_type, {"article", "blogposting"});
}

bool PageFacts::declares_forum() const {
  return contains_any(declared_type, {"discussion", "qapage", "question"});
}

bool PageFacts::path_names_forum() const { return cuttings::path_names_forum(url_path); }

PageFacts collect_page_facts(const Document& document, const Metadata& metadata,
                             std::string_view url) {
  PageFacts facts;
  int told = 0;
  facts.title = metadata.title;
  facts.authors = metadata.authors;
  facts.description = metadata.description;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    if (node.tag() == Tag::kMeta && node.attribute("property") == "og:type")
      facts.declared_type += to_ascii_lower(node.attribute("content")) + " ";
    if (node.tag() != Tag::kScript || node.attribute("type") != "application/ld+json") continue;
    for_each_json_string(node.raw_text(), "\"articleBody\"",
                         [&](const std::string& body) { add_article_body(facts, body, told); });
    for_each_json_string(node.raw_text(), "\"@type\"", [&](const std::string& type) {
      facts.declared_type += to_ascii_lower(type) + " ";
    });
  }
  const std::size_t authority = url.find("://");
  const std::size_t path =
      authority == std::string_view::npos ? authority : url.find('/', authority + 3);
  if (path != std::string_view::npos) facts.url_path = to_ascii_lower(url.substr(path));
  return facts;
}

}  // namespace cuttings
