#include "storage/store_text.h"

#include "config/base/digest.h"
#include "config/base/json_string.h"
#include "config/base/text.h"

namespace cuttings {
namespace {

void fit(std::string& text) { text = store_text(text); }

void fit(std::vector<std::string>& texts) {
  for (std::string& text : texts) fit(text);
}

void append_json(std::string& out, std::string_view text) {
  append_json_string(out, store_text(text));
}

void append_comma(std::string& out) {
  if (out.size() > 1) out += ',';
}

}  // namespace

std::string store_text(std::string_view text) {
  std::string valid = to_valid_utf8(text);
  if (valid.find('\r') != std::string::npos)
    valid = replace_all(replace_all(valid, "\r\n", "\n"), "\r", "\n");
  return remove_controls(valid);
}

Article store_article(const Article& article) {
  Article out = article;
  out.body.clear();
  Metadata& m = out.metadata;
  for (std::string* text : {&out.url, &out.text, &out.fingerprint, &m.canonical_url, &m.title,
                            &m.date_published, &m.date_modified, &m.sitename, &m.language,
                            &m.description, &m.section, &m.license, &m.image, &m.pagetype})
    fit(*text);
  for (auto* texts : {&m.authors, &m.tags, &out.quality_reasons}) fit(*texts);
  for (Image& image : out.images)
    for (std::string* text : {&image.url, &image.alt, &image.caption, &image.credit}) fit(*text);
  out.content_hash = sha256_hex(out.text);
  return out;
}

std::string json_array(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) append_comma(out), append_json(out, value);
  return out + "]";
}

std::string json_pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out = "[";
  for (const auto& [name, value] : pairs) append_comma(out), out += json_array({name, value});
  return out + "]";
}

std::string json_object(const std::map<std::string, std::string>& members) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    append_comma(out);
    append_json(out, name);
    out += ':';
    append_json(out, value);
  }
  return out + "}";
}

}  // namespace cuttings
