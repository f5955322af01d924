#include "tools/export_output.h"

#include <array>
#include <filesystem>
#include <utility>

#include "config/base/text.h"
#include "extractor/render/tei.h"
#include "extractor/render/text_body.h"
#include "tools/article_output.h"
#include "tools/csv.h"
#include "tools/epub.h"

namespace cuttings {
namespace {

/// The formats that `get` and `show` have too.
class PlainExport : public ExportOutput {
 public:
  explicit PlainExport(Format format)
      : output_(format, InputCount::kSeveral, ArticleOutput::Target::kFile) {}

  std::string begin() override { return output_.begin(); }
  std::string article(const Article& article) override { return output_.article(article, {}); }
  std::string end() override { return output_.end(); }

 private:
  ArticleOutput output_;
};

class CsvExport : public ExportOutput {
 public:
  std::string begin() override {
    return csv_row({"url", "canonical_url", "title", "authors", "date_published", "date_modified",
                    "sitename", "language", "section", "tags", "description", "word_count",
                    "verdict", "text"});
  }
  std::string article(const Article& article) override {
    const Metadata& page = article.metadata;
    const std::string authors = join(page.authors, "; "), tags = join(page.tags, "; ");
    return csv_row({article.url, page.canonical_url, page.title, authors, page.date_published,
                    page.date_modified, page.sitename, page.language, page.section, tags,
                    page.description, std::to_string(article.word_count),
                    verdict_name(article.verdict), article.text});
  }
  std::string end() override { return {}; }
};

class TeiExport : public ExportOutput {
 public:
  std::string begin() override {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader><fileDesc>"
           "<titleStmt><title>Articles of an archive</title></titleStmt>"
           "<publicationStmt><p>Exported by Cuttings</p></publicationStmt>"
           "<sourceDesc><p>Web pages, each named in its own header</p></sourceDesc>"
           "</fileDesc></teiHeader>\n";
  }
  std::string article(const Article& article) override {
    is_empty_ = false;
    return render_tei(article);
  }
  std::string end() override { return std::string(is_empty_ ? kNoTei : "") + "</teiCorpus>\n"; }

 private:
  // TEI P5: a corpus holds a text at least.
  static constexpr std::string_view kNoTei =
      "<TEI><teiHeader><fileDesc><titleStmt><title>No article</title></titleStmt>"
      "<publicationStmt><p>not known</p></publicationStmt>"
      "<sourceDesc><p>None was selected</p></sourceDesc></fileDesc></teiHeader>"
      "<text><body><p/></body></text></TEI>\n";
  bool is_empty_ = true;
};

class EpubExport : public ExportOutput {
 public:
  explicit EpubExport(std::string now) : writer_(std::move(now)) {}
  std::string begin() override { return writer_.begin(); }
  std::string article(const Article& article) override { return writer_.article(article); }
  std::string end() override { return writer_.end(); }
  bool fits() const override { return writer_.fits(); }

 private:
  EpubWriter writer_;
};

Format plain_format(ExportFormat format) {
  switch (format) {
    case ExportFormat::kText:
      return Format::kText;
    case ExportFormat::kMarkdown:
      return Format::kMarkdown;
    case ExportFormat::kJson:
      return Format::kJson;
    case ExportFormat::kHtml:
      return Format::kHtml;
    default:
      return Format::kJsonl;
  }
}

}  // namespace

Result<ExportFormat> choose_export_format(ExportFormat asked, const std::string& output_path) {
  constexpr std::array<std::pair<std::string_view, ExportFormat>, 10> kEndings = {{
      {".txt", ExportFormat::kText},
      {".md", ExportFormat::kMarkdown},
      {".json", ExportFormat::kJson},
      {".jsonl", ExportFormat::kJsonl},
      {".csv", ExportFormat::kCsv},
      {".html", ExportFormat::kHtml},
      {".xml", ExportFormat::kTei},
      {".epub", ExportFormat::kEpub},
      {".db", ExportFormat::kSqlite},
      {".sqlite", ExportFormat::kSqlite},
  }};
  if (asked != ExportFormat::kAuto) return asked;
  const std::filesystem::path path(output_path);
  const std::string ending = path.extension().string();
  for (const auto& [known, format] : kEndings)
    if (equals_ignoring_ascii_case(ending, known)) return format;
  std::error_code error;
  const bool is_file =
      !std::filesystem::is_character_file(path, error) && !std::filesystem::is_fifo(path, error);
  if (ending.empty() || output_path == "-" || !is_file) return ExportFormat::kJsonl;
  std::string list;
  for (const auto& [known, format] : kEndings)
    list += (list.empty() ? "" : " ") + std::string(known);
  return fail(ErrorCode::kInvalidArgument,
              escape_for_terminal(output_path, LineMode::kOneLine) + ": no format is known by " +
                  escape_for_terminal(ending, LineMode::kOneLine),
              "name the file by its format (" + list + ") or give the format: -f jsonl");
}

std::unique_ptr<ExportOutput> make_export_output(ExportFormat format, std::string now) {
  if (format == ExportFormat::kCsv) return std::make_unique<CsvExport>();
  if (format == ExportFormat::kTei) return std::make_unique<TeiExport>();
  if (format == ExportFormat::kEpub) return std::make_unique<EpubExport>(std::move(now));
  return std::make_unique<PlainExport>(plain_format(format));
}

}  // namespace cuttings
