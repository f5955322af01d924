#pragma once
// ExportOutput: a stream of articles in one of the formats of `cuttings export`.

#include <memory>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "extractor/article.h"

namespace cuttings {

enum class ExportFormat {
  kAuto,
  kText,
  kMarkdown,
  kJson,
  kJsonl,
  kCsv,
  kHtml,
  kTei,
  kEpub,
  kSqlite
};

/// kAuto resolved by the ending of `output_path` (.txt .md .json .jsonl .csv .html .xml .epub .db
/// .sqlite); kJsonl without one, for "-", devices and pipes. Error kInvalidArgument: another.
Result<ExportFormat> choose_export_format(ExportFormat asked, const std::string& output_path);

/// The caller writes begin(), article() for each, end(), in this order.
class ExportOutput {
 public:
  virtual ~ExportOutput() = default;
  virtual std::string begin() = 0;
  virtual std::string article(const Article& article) = 0;
  virtual std::string end() = 0;
  /// False once the format's own limits are passed (an EPUB over 4 GiB): what was written is of no
  /// use.
  virtual bool fits() const { return true; }
};

/// All formats but kAuto and kSqlite. `now`: ISO 8601 UTC to the second, for an EPUB's date.
std::unique_ptr<ExportOutput> make_export_output(ExportFormat format, std::string now);

}  // namespace cuttings
