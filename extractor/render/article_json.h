#pragma once
// render_json(): an article as a JSON object, the form of -f json and -f jsonl (docs/output.md).

#include <string>
#include <string_view>
#include <vector>

#include "extractor/article.h"
#include "extractor/blocks/block_report.h"
#include "extractor/render/json_writer.h"

namespace cuttings {

/// Members that are there only when asked for.
struct JsonMembers {
  bool has_markdown = false;                         ///< "markdown": the body, without front matter
  bool has_html = false;                             ///< "html": the body as a fragment
  const std::vector<BlockReport>* blocks = nullptr;  ///< "blocks": the account of every block
  std::string_view id = {};  ///< "id", first, when not empty: the caller's name for the page
};

/// One JSON object with always the same members: what is unknown is null, lists are always lists
/// (docs/decisions/0050). kLine is one line; neither style ends in a newline. UTF-8.
std::string render_json(const Article& article, JsonStyle style, const JsonMembers& extra = {});

/// Writes that object as the next value of `json`.
void write_article(JsonWriter& json, const Article& article, const JsonMembers& extra = {});

/// Writes the members that a page has though it holds no article: its metadata but the URL,
/// verdict, quality and their reasons; within an object that the caller began.
void write_page_facts(JsonWriter& json, const Article& article);

/// Writes the "blocks" array: kept, reason, score, path, text of each.
void write_blocks(JsonWriter& json, const std::vector<BlockReport>& blocks);

}  // namespace cuttings
