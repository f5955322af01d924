#include "tools/diff_output.h"

#include <algorithm>

#include "config/base/text.h"
#include "extractor/render/html_escape.h"
#include "extractor/render/json_writer.h"

namespace cuttings {
namespace {

constexpr std::string_view kBreak = "\n\n";

std::size_t count_words_of(const std::vector<DiffPart>& parts, DiffKind kind) {
  std::size_t words = 0;
  for (const DiffPart& part : parts) {
    if (part.kind != kind) continue;
    for (const std::string_view line : split(part.text, '\n'))
      if (!line.empty())
        words += 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
  }
  return words;
}

/// The parts of each paragraph: parts are cut at breaks.
std::vector<std::vector<DiffPart>> paragraphs_of(const std::vector<DiffPart>& parts) {
  std::vector<std::vector<DiffPart>> paragraphs(1);
  for (const DiffPart& part : parts) {
    std::string_view rest = part.text;
    while (true) {
      const std::size_t end = std::min(rest.find(kBreak), rest.size());
      if (end > 0) paragraphs.back().push_back({part.kind, std::string(rest.substr(0, end))});
      if (end == rest.size()) break;
      paragraphs.emplace_back();
      rest.remove_prefix(end + kBreak.size());
    }
  }
  return paragraphs;
}

bool has_change(const std::vector<DiffPart>& paragraph) {
  return std::any_of(paragraph.begin(), paragraph.end(),
                     [](const DiffPart& part) { return part.kind != DiffKind::kSame; });
}

std::string marked(const DiffPart& part, DiffMarks marks) {
  const std::string text = escape_for_terminal(part.text, LineMode::kOneLine);
  const bool is_plain = marks == DiffMarks::kBrackets;
  switch (part.kind) {
    case DiffKind::kRemoved:
      return is_plain ? "[-" + text + "-]" : "\x1b[9;31m" + text + "\x1b[0m";
    case DiffKind::kAdded:
      return is_plain ? "{+" + text + "+}" : "\x1b[32m" + text + "\x1b[0m";
    case DiffKind::kSame:
      break;
  }
  return text;
}

std::string paragraph_text(const std::vector<DiffPart>& paragraph, DiffMarks marks) {
  std::string text;
  for (const DiffPart& part : paragraph) text += (text.empty() ? "" : " ") + marked(part, marks);
  return text;
}

std::string head_of(const VersionDiff& diff) {
  return "v" + std::to_string(diff.from) + " → v" + std::to_string(diff.to) + "  +" +
         std::to_string(diff.words_added) + " −" + std::to_string(diff.words_removed) + " words";
}

std::string_view kind_name(DiffKind kind) {
  return kind == DiffKind::kSame ? "same" : kind == DiffKind::kAdded ? "added" : "removed";
}

std::string html_part(const DiffPart& part) {
  const std::string text = html_escaped(part.text);
  if (part.kind == DiffKind::kSame) return text;
  const std::string tag = part.kind == DiffKind::kAdded ? "ins" : "del";
  return "<" + tag + ">" + text + "</" + tag + ">";
}

}  // namespace

VersionDiff diff_versions(const std::string& url, const VersionRecord& before,
                          const VersionRecord& after) {
  VersionDiff diff{url,
                   before.version,
                   after.version,
                   before.captured_at,
                   after.captured_at,
                   {},
                   diff_words(before.text, after.text)};
  const auto compare = [&](std::string_view name, const std::string& a, const std::string& b) {
    if (a != b) diff.fields.push_back({name, a, b});
  };
  compare("title", before.title, after.title);
  compare("authors", join(before.authors, "; "), join(after.authors, "; "));
  compare("date_published", before.date_published, after.date_published);
  compare("date_modified", before.date_modified, after.date_modified);
  compare("description", before.description, after.description);
  diff.words_added = count_words_of(diff.text, DiffKind::kAdded);
  diff.words_removed = count_words_of(diff.text, DiffKind::kRemoved);
  return diff;
}

std::string diff_text(const VersionDiff& diff, DiffMarks marks) {
  std::string text = head_of(diff) + "\n";
  for (const FieldChange& field : diff.fields)
    text += std::string(field.name) + ": " + marked({DiffKind::kRemoved, field.before}, marks) +
            " " + marked({DiffKind::kAdded, field.after}, marks) + "\n";
  std::size_t unchanged = 0;
  const auto tell_unchanged = [&] {
    if (unchanged > 0)
      text += "\n… " + std::to_string(unchanged) + (unchanged == 1 ? " paragraph" : " paragraphs") +
              " as before\n";
    unchanged = 0;
  };
  for (const std::vector<DiffPart>& paragraph : paragraphs_of(diff.text)) {
    if (!has_change(paragraph)) {
      unchanged += !paragraph.empty();
      continue;
    }
    tell_unchanged();
    text += "\n" + paragraph_text(paragraph, marks) + "\n";
  }
  tell_unchanged();
  return text;
}

std::string diff_json(const VersionDiff& diff) {
  JsonWriter json(JsonStyle::kPretty);
  json.begin_object();
  json.key("url"), json.string(diff.url);
  json.key("from"), json.number(static_cast<std::size_t>(diff.from));
  json.key("to"), json.number(static_cast<std::size_t>(diff.to));
  json.key("from_captured_at"), json.string(diff.from_at);
  json.key("to_captured_at"), json.string(diff.to_at);
  json.key("words_added"), json.number(diff.words_added);
  json.key("words_removed"), json.number(diff.words_removed);
  json.key("fields"), json.begin_array();
  for (const FieldChange& field : diff.fields) {
    json.begin_object();
    json.key("name"), json.string(field.name);
    json.key("before"), json.string_or_null(field.before);
    json.key("after"), json.string_or_null(field.after);
    json.end_object();
  }
  json.end_array();
  json.key("text"), json.begin_array();
  for (const DiffPart& part : diff.text) {
    json.begin_object();
    json.key("kind"), json.string(kind_name(part.kind));
    json.key("text"), json.string(part.text);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string diff_html(const VersionDiff& diff) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>" +
      html_escaped(diff.url) +
      "</title>\n<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 "
      "sans-serif}ins{background:#cfe8cf;text-decoration:none}del{background:#f3d0d0}</style>\n"
      "</head><body>\n<h1>" +
      html_escaped(head_of(diff)) + "</h1>\n<p>" + html_escaped(diff.url) + "<br>" +
      html_escaped(diff.from_at) + " → " + html_escaped(diff.to_at) + "</p>\n";
  for (const FieldChange& field : diff.fields)
    html += "<p>" + std::string(field.name) + ": " + html_part({DiffKind::kRemoved, field.before}) +
            " " + html_part({DiffKind::kAdded, field.after}) + "</p>\n";
  html += "<hr>\n";
  for (const std::vector<DiffPart>& paragraph : paragraphs_of(diff.text)) {
    std::string text;
    for (const DiffPart& part : paragraph) text += (text.empty() ? "" : " ") + html_part(part);
    if (!text.empty()) html += "<p>" + text + "</p>\n";
  }
  return html + "</body></html>\n";
}

}  // namespace cuttings
