#pragma once
// Gold pages: pages whose article text a person decided on, to judge an extractor by. A folder has
// a folder a page, as tests/golden/pages: source.html, source.json {"url", "content_type"},
// expected.json {"text"}.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"
#include "config/extract_options.h"
#include "extractor/site_knowledge.h"

namespace cuttings {

/// How well a page was read.
struct GoldScore {
  std::string digest;  ///< of the page and its text: another page has another score
  double f1 = 0;       ///< of the words, 0 to 1
};
using GoldScores = std::map<std::string, GoldScore>;  ///< by the name of the page's folder

/// F1 of the words of `text` against those of `expected`, whatever their order: words stand between
/// white space, each character of a script without spaces is one. 1 when both are empty. O(n).
double word_f1(std::string_view expected, std::string_view text);

/// Reads every page of `folder` as `options` and `site` say. Error kNotFound, kIo, kParse with the
/// file; kInvalidArgument when there is no page.
Result<GoldScores> score_gold_pages(const std::string& folder, const ExtractOptions& options,
                                    SiteKnowledge site);

/// Two scores of the pages that both have, with the same text.
struct GoldComparison {
  std::size_t pages = 0;
  double before = 0, now = 0;      ///< means of the F1
  std::vector<std::string> worse;  ///< pages read worse now, by name

  bool is_worse() const;
};
GoldComparison compare_gold(const GoldScores& before, const GoldScores& now);
/// "F1 0.9612 -> 0.9534 on 28 gold pages"
std::string describe(const GoldComparison& comparison);

/// Scores as one line of JSON, as the store keeps them, and back; what is no such line gives none.
/// `read_by` says which program and options read them.
std::string gold_json(const GoldScores& scores, std::string_view read_by);
GoldScores parse_gold_json(std::string_view json);

}  // namespace cuttings
