#pragma once
// The forms of a diff: text with marks, JSON, a page of its own.

#include <string>
#include <string_view>
#include <vector>

#include "storage/archive_reader.h"
#include "storage/word_diff.h"

namespace cuttings {

/// A field other than the text that differs.
struct FieldChange {
  std::string_view name;
  std::string before, after;
};

struct VersionDiff {
  std::string url;
  std::int64_t from = 0, to = 0;
  std::string from_at, to_at;  ///< when they were captured
  std::vector<FieldChange> fields;
  std::vector<DiffPart> text;
  std::size_t words_added = 0, words_removed = 0;  ///< of `text`
};

VersionDiff diff_versions(const std::string& url, const VersionRecord& before,
                          const VersionRecord& after);

/// kBrackets: "[-removed-]{+added+}" as wdiff and git do; kColours: for a terminal.
enum class DiffMarks { kBrackets, kColours };

/// "v1 → v2  +12 −4 words", the fields, and the paragraphs that changed; safe for a terminal.
std::string diff_text(const VersionDiff& diff, DiffMarks marks);
std::string diff_json(const VersionDiff& diff);
/// A self-contained page with <ins> and <del>.
std::string diff_html(const VersionDiff& diff);

}  // namespace cuttings
