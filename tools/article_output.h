#pragma once
// ArticleOutput: articles and failures of one run in the format a user asked for.

#include <string>
#include <string_view>

#include "config/base/result.h"
#include "extractor/article.h"

namespace cuttings {

enum class Format {
  kAuto,
  kText,
  kMarkdown,
  kJson,
  kJsonl,
  kHtml,
  kReading,  ///< Markdown with a header for people: what a terminal gets
};

/// kAuto resolved: by the ending of `output_path` (.md .json .jsonl .html), else kReading on a
/// terminal, else kText.
Format choose_format(Format asked, std::string_view output_path, bool is_terminal);

/// How many inputs a run has: several JSON articles make an array, several HTML ones one page.
enum class InputCount { kOne, kSeveral };

/// The caller writes begin(), then an article() or failure() for each input, then end(), in this
/// order; all UTF-8. Not thread-safe but for kJsonl, whose pieces do not depend on each other.
class ArticleOutput {
 public:
  /// `escapes` makes all text safe for a terminal.
  enum class Target { kTerminal, kFile };
  ArticleOutput(Format format, InputCount count, Target target);

  std::string begin() const;
  std::string article(const Article& article, std::string_view id);
  /// An input without an article. `page` is what was read of it, null when nothing was.
  struct Failure {
    std::string_view id, url, error_kind, message;
    const Article* page = nullptr;
  };
  /// jsonl: {"id","url","error","error_kind"} and, of a page that was read, its metadata and
  /// judgement; nothing in the other formats, whose failures stand on stderr only.
  std::string failure(const Failure& failure) const;
  std::string end() const;
  /// True when failure() writes rows.
  bool keeps_failures() const { return format_ == Format::kJsonl; }

 private:
  std::string separator() const;

  Format format_;
  InputCount count_;
  Target target_;
  bool has_article_ = false;
};

}  // namespace cuttings
