#pragma once
// The query language of `search` and `list`: words, "phrases", prefix*, -without, and fields
// (title: author: site: lang: tag: after: before: is:). docs/archive.md tells it to users.

#include <string>
#include <string_view>
#include <vector>

#include "config/base/result.h"

namespace cuttings {

/// What the words of a query are looked for in.
enum class SearchField { kAny, kTitle, kAuthor };

/// Words to find. Text of scripts without spaces (Chinese, Japanese, Thai, ...) and of Korean is
/// found anywhere, all other as whole words.
struct SearchTerm {
  std::string text;  ///< UTF-8, not empty, has a letter or digit
  SearchField field = SearchField::kAny;
  bool is_prefix = false;
  bool is_excluded = false;
  bool is_unspaced = false;  ///< holds such a script

  bool operator==(const SearchTerm&) const = default;
};

/// What an article has to be besides.
struct SearchFilter {
  enum class Kind { kSite, kLanguage, kTag, kAfter, kBefore, kChanged, kGone };
  Kind kind = Kind::kSite;
  std::string value = {};  ///< lower case for site and language; a day or its beginning for dates
  bool is_excluded = false;

  bool operator==(const SearchFilter&) const = default;
};

struct SearchQuery {
  std::vector<SearchTerm> terms;
  std::vector<SearchFilter> filters;
};

/// Reads a query; empty for an empty one. Anything is a query: what is no field is words, a quote
/// may stay open, words without letters are left out. Error kInvalidArgument, with what to write
/// instead: a date or an `is:` that says nothing, more than 64 parts.
Result<SearchQuery> parse_search_query(std::string_view text);

}  // namespace cuttings
