#include "extractor/render/explain.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include "config/base/text.h"
#include "extractor/render/article_json.h"

namespace cuttings {
namespace {

std::string two_decimals(double value) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%.2f", std::clamp(value, -99.0, 99.0));
  return digits;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t length = count_code_points(text);
  return std::string(text) + std::string(length < width ? width - length : 0, ' ');
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < most && at < text.size(); ++n) {
    at += decode_code_point(text, at).length;
  }
  if (at >= text.size()) return std::string(text);
  return std::string(text.substr(0, at)) + "…";
}

}  // namespace

std::string explain_summary(const Extraction& extraction) {
  return "kept " + std::to_string(extraction.block_counts.kept) + " of " +
         std::to_string(extraction.block_counts.all) + " blocks, " +
         std::to_string(extraction.article.word_count) + " words, quality " +
         two_decimals(extraction.article.quality);
}

std::vector<MetadataRow> metadata_rows(const Article& article) {
  const Metadata& metadata = article.metadata;
  const std::vector<std::pair<std::string, std::string>> fields = {
      {"title", metadata.title},
      {"authors", join(metadata.authors, ", ")},
      {"agencies", join(metadata.agencies, ", ")},
      {"date_published", metadata.date_published},
      {"date_modified", metadata.date_modified},
      {"dateline", metadata.dateline},
      {"corrections", join(metadata.corrections, ", ")},
      {"sitename", metadata.sitename},
      {"language", metadata.language},
      {"section", metadata.section},
      {"tags", join(metadata.tags, ", ")},
      {"description", metadata.description},
      {"license", metadata.license},
      {"canonical_url", metadata.canonical_url},
      {"image", metadata.image},
      {"pagetype", metadata.pagetype}};
  std::vector<MetadataRow> rows;
  for (const auto& [name, value] : fields) {
    const auto source = metadata.sources.find(name);
    rows.push_back({name, value, source == metadata.sources.end() ? "" : source->second});
  }
  return rows;
}

std::string explain_text(const Extraction& extraction) {
  constexpr std::size_t kTextWidth = 100;  // code points of a block shown
  std::string out = extraction.article.url;
  out += (out.empty() ? "" : "\n") + explain_summary(extraction) + "\n\n";
  for (const MetadataRow& row : metadata_rows(extraction.article)) {
    if (row.value.empty()) continue;
    out +=
        padded(row.name, 16) + padded(row.source.empty() ? "-" : row.source, 14) + row.value + "\n";
  }
  out += "\n";
  for (const BlockReport& block : extraction.blocks) {
    out += (block.is_kept ? "kept     " : "dropped  ") + padded(reason_text(block.reason), 32) +
           two_decimals(block.score) + "  " + padded(block.path, 28) + "  " +
           shortened(block.text, kTextWidth) + "\n";
  }
  return out;
}

std::string explain_json(const Extraction& extraction, JsonStyle style) {
  JsonWriter json(style);
  json.begin_object();
  json.key("url");
  json.string_or_null(extraction.article.url);
  json.key("charset");
  json.string_or_null(extraction.charset);
  json.key("kept_blocks");
  json.number(extraction.block_counts.kept);
  json.key("dropped_blocks");
  json.number(extraction.block_counts.all - extraction.block_counts.kept);
  json.key("quality_reasons");
  json.strings(extraction.article.quality_reasons);
  json.key("article");
  write_article(json, extraction.article);
  json.key("blocks");
  write_blocks(json, extraction.blocks);
  json.end_object();
  return json.take();
}

}  // namespace cuttings
