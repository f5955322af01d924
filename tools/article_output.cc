#include "tools/article_output.h"

#include "config/base/text.h"
#include "extractor/render/article_header.h"
#include "extractor/render/article_json.h"
#include "extractor/render/html_escape.h"
#include "extractor/render/render.h"

namespace cuttings {
namespace {

std::string render_html_article(const Article& article) {
  std::string html = "<article";
  if (!article.metadata.language.empty())
    html += " lang=\"" + html_escaped(article.metadata.language) + "\"";
  html += ">\n";
  if (!article.metadata.title.empty())
    html += "<h1>" + html_escaped(article.metadata.title) + "</h1>\n";
  return html + render_html(article) + "\n</article>\n";
}

// What stands between two articles of one output.
std::string_view separator_of(Format format) {
  switch (format) {
    case Format::kText:
    case Format::kReading:
      return "\n---\n\n";
    case Format::kMarkdown:
      return "\n";
    case Format::kJson:
      return ",\n";
    default:
      return "";
  }
}

std::string render(const Article& article, std::string_view id, Format format, InputCount count) {
  switch (format) {
    case Format::kMarkdown:
      return render_markdown(article, FrontMatter::kYaml) + "\n";
    case Format::kReading:
      return render_header(article) + "\n" + render_markdown(article, FrontMatter::kNone) + "\n";
    case Format::kJson:
      return render_json(article, JsonStyle::kPretty) + (count == InputCount::kOne ? "\n" : "");
    case Format::kJsonl:
      return render_json(article, JsonStyle::kLine, {.id = id}) + "\n";
    case Format::kHtml:
      return render_html_article(article);
    default:
      return article.text + "\n";
  }
}

}  // namespace

Format choose_format(Format asked, std::string_view output_path, bool is_terminal) {
  if (asked != Format::kAuto) return asked;
  if (output_path.ends_with(".md")) return Format::kMarkdown;
  if (output_path.ends_with(".json")) return Format::kJson;
  if (output_path.ends_with(".jsonl")) return Format::kJsonl;
  if (output_path.ends_with(".html")) return Format::kHtml;
  const bool is_stdout = output_path.empty() || output_path == "-";
  return is_stdout && is_terminal ? Format::kReading : Format::kText;
}

ArticleOutput::ArticleOutput(Format format, InputCount count, Target target)
    : format_(format), count_(count), target_(target) {}

std::string ArticleOutput::begin() const {
  if (format_ == Format::kHtml) return "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n";
  return format_ == Format::kJson && count_ == InputCount::kSeveral ? "[\n" : "";
}

std::string ArticleOutput::article(const Article& article, std::string_view id) {
  std::string out = separator() + render(article, id, format_, count_);
  if (format_ != Format::kJsonl) has_article_ = true;
  return target_ == Target::kTerminal ? escape_for_terminal(out, LineMode::kKeepLines) : out;
}

std::string ArticleOutput::separator() const {
  return has_article_ ? std::string(separator_of(format_)) : std::string();
}

std::string ArticleOutput::failure(const Failure& failure) const {
  if (format_ != Format::kJsonl) return {};
  JsonWriter json(JsonStyle::kLine);
  json.begin_object();
  json.key("id"), json.string(failure.id);
  json.key("url"), json.string_or_null(failure.url);
  json.key("error"), json.string(failure.message);
  json.key("error_kind"), json.string(failure.error_kind);
  if (failure.page != nullptr) write_page_facts(json, *failure.page);
  json.end_object();
  return json.take() + "\n";
}

std::string ArticleOutput::end() const {
  if (format_ != Format::kJson || count_ == InputCount::kOne) return {};
  return has_article_ ? "\n]\n" : "]\n";
}

}  // namespace cuttings
