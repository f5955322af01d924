#include "extractor/render/article_json.h"

#include "extractor/render/render.h"

namespace cuttings {
namespace {

void write_string(JsonWriter& json, std::string_view name, std::string_view value) {
  json.key(name);
  json.string_or_null(value);
}

void write_strings(JsonWriter& json, std::string_view name,
                   const std::vector<std::string>& values) {
  json.key(name);
  json.strings(values);
}

void write_images(JsonWriter& json, const std::vector<Image>& images) {
  json.key("images");
  json.begin_array();
  for (const Image& image : images) {
    json.begin_object();
    write_string(json, "url", image.url);
    write_string(json, "alt", image.alt);
    write_string(json, "caption", image.caption);
    write_string(json, "credit", image.credit);
    json.end_object();
  }
  json.end_array();
}

void write_metadata(JsonWriter& json, const Article& article) {
  const Metadata& metadata = article.metadata;
  write_string(json, "canonical_url", metadata.canonical_url);
  write_string(json, "title", metadata.title);
  write_strings(json, "authors", metadata.authors);
  write_strings(json, "agencies", metadata.agencies);
  write_string(json, "date_published", metadata.date_published);
  write_string(json, "date_modified", metadata.date_modified);
  write_string(json, "dateline", metadata.dateline);
  write_strings(json, "corrections", metadata.corrections);
  write_string(json, "sitename", metadata.sitename);
  write_string(json, "language", metadata.language);
  write_string(json, "description", metadata.description);
  write_string(json, "section", metadata.section);
  write_strings(json, "tags", metadata.tags);
  write_string(json, "license", metadata.license);
  write_string(json, "image", metadata.image);
}

void write_text(JsonWriter& json, const Article& article) {
  json.key("text");
  json.string(article.text);
  json.key("word_count");
  json.number(article.word_count);
  write_string(json, "content_hash", article.content_hash);
  write_string(json, "fingerprint", article.fingerprint);
}

void write_judgement(JsonWriter& json, const Article& article) {
  write_string(json, "pagetype", article.metadata.pagetype);
  json.key("verdict");
  json.string(verdict_name(article.verdict));
  json.key("quality");
  json.number(article.quality);
  json.key("is_accessible_for_free");
  if (article.metadata.is_accessible_for_free.has_value()) {
    json.boolean(*article.metadata.is_accessible_for_free);
  } else {
    json.null();
  }
  json.key("metadata_sources");
  json.begin_object();
  for (const auto& [field, source] : article.metadata.sources) {
    json.key(field);
    json.string(source);
  }
  json.end_object();
}

}  // namespace

void write_blocks(JsonWriter& json, const std::vector<BlockReport>& blocks) {
  json.begin_array();
  for (const BlockReport& block : blocks) {
    json.begin_object();
    json.key("kept");
    json.boolean(block.is_kept);
    write_string(json, "reason", reason_name(block.reason));
    json.key("score");
    json.number(block.score);
    write_string(json, "path", block.path);
    json.key("text");
    json.string(block.text);
    json.end_object();
  }
  json.end_array();
}

void write_page_facts(JsonWriter& json, const Article& article) {
  write_metadata(json, article);
  write_judgement(json, article);
}

void write_article(JsonWriter& json, const Article& article, const JsonMembers& extra) {
  json.begin_object();
  if (!extra.id.empty()) write_string(json, "id", extra.id);
  write_string(json, "url", article.url);
  write_metadata(json, article);
  write_images(json, article.images);
  write_text(json, article);
  write_judgement(json, article);
  if (extra.has_markdown) {
    json.key("markdown");
    json.string(render_markdown(article, FrontMatter::kNone));
  }
  if (extra.has_html) {
    json.key("html");
    json.string(render_html(article));
  }
  if (extra.blocks != nullptr) {
    json.key("blocks");
    write_blocks(json, *extra.blocks);
  }
  json.end_object();
}

std::string render_json(const Article& article, JsonStyle style, const JsonMembers& extra) {
  JsonWriter json(style);
  write_article(json, article, extra);
  return json.take();
}

}  // namespace cuttings
