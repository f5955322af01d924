// Imports of lists a line: plain text, CSV, JSON lines.
#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "crawler/discovery/import_list.h"
#include "extractor/decode/decode.h"
#include "extractor/metadata/json_repair.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxBadLines = 1000;

std::string decoded(std::string_view bytes) {
  return decode_page(std::string(bytes.substr(0, kMaxImportBytes)), {}).text;
}

void add_bad_line(ImportBuilder& builder, int line) {
  if (builder.list.bad_lines.size() < kMaxBadLines) builder.list.bad_lines.push_back(line);
}

/// Calls take(line, number) for each line that is not blank.
template <class Take>
void each_line(std::string_view text, Take take) {
  int number = 0;
  while (!text.empty()) {
    ++number;
    std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trim_ascii(text.substr(0, end));
    if (text.substr(end).starts_with("\r\n")) ++end;
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) take(line, number);
  }
}

/// RFC 4180, one record at a time; line ends may stand inside quotes.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    const std::string_view head = text.substr(0, text.find_first_of("\r\n"));
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', ';', '\t'}) {
      const std::ptrdiff_t count = std::ranges::count(head, candidate);
      if (count > most) most = count, separator_ = candidate;
    }
  }

  struct Record {
    int line;
    std::vector<std::string> cells;
  };
  std::optional<Record> next() {
    if (at_ >= text_.size()) return {};
    Record record{line_, {}};
    do record.cells.push_back(cell());
    while (at_ < text_.size() && text_[at_] == separator_ && ++at_);
    if (text_.substr(at_).starts_with("\r\n")) ++at_;
    if (at_ < text_.size()) ++at_, ++line_;
    return record;
  }

 private:
  std::string cell() {
    std::string out;
    const bool is_quoted = at_ < text_.size() && text_[at_] == '"';
    if (is_quoted) quoted(out);
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
           text_[at_] != '\r') {
      out += text_[at_++];
    }
    return out;
  }

  void quoted(std::string& out) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != '"') return;
      }
      if (text_[at_] == '\n') ++line_;
      out += text_[at_];
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  char separator_ = ',';
  int line_ = 1;
};

struct Columns {
  std::size_t url = SIZE_MAX, title = SIZE_MAX, kind = SIZE_MAX;
};

Columns columns_of(const std::vector<std::string>& header) {
  Columns columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string name = to_ascii_lower(trim_ascii(header[i]));
    if (columns.url == SIZE_MAX && (name == "url" || name == "link" || name == "address")) {
      columns.url = i;
    }
    if (name == "title" || name == "name") columns.title = i;
    if (name == "kind" || name == "type") columns.kind = i;
  }
  return columns;
}

bool is_address(std::string_view text) {
  text = trim_ascii(text);
  return starts_with_ignoring_ascii_case(text, "http://") ||
         starts_with_ignoring_ascii_case(text, "https://");
}

std::string_view cell_at(const std::vector<std::string>& cells, std::size_t column) {
  return column < cells.size() ? std::string_view(cells[column]) : std::string_view();
}

ImportKind kind_of(std::string_view word) {
  word = trim_ascii(word);
  const bool is_feed = equals_ignoring_ascii_case(word, "feed") ||
                       equals_ignoring_ascii_case(word, "rss") ||
                       equals_ignoring_ascii_case(word, "atom");
  return is_feed ? ImportKind::kFeed : ImportKind::kPage;
}

bool add_json_line(ImportBuilder& builder, std::string_view line) {
  if (!is_json_within_limits(line)) return false;
  const auto value = nlohmann::json::parse(line, nullptr, false);
  if (value.is_string()) return builder.add(value.get<std::string>(), {}, ImportKind::kPage);
  if (!value.is_object()) return false;
  const auto text = [&](const char* name) {
    const auto found = value.find(name);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return builder.add(text("url"), text("title"), kind_of(text("kind")));
}

}  // namespace

ImportedList import_text(std::string_view bytes) {
  ImportBuilder builder(bytes.size());
  const std::string text = decoded(bytes);
  each_line(text, [&](std::string_view line, int number) {
    if (line.starts_with('#')) return;
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    if (!builder.add(line.substr(0, end), line.substr(end), ImportKind::kPage))
      add_bad_line(builder, number);
  });
  return std::move(builder.list);
}

ImportedList import_csv(std::string_view bytes) {
  ImportBuilder builder(bytes.size());
  const std::string text = decoded(bytes);
  CsvReader reader{std::string_view(text)};
  Columns columns;
  bool is_first = true;
  while (const auto record = reader.next()) {
    const std::vector<std::string>& cells = record->cells;
    if (std::exchange(is_first, false)) {
      columns = columns_of(cells);
      if (columns.url != SIZE_MAX) continue;
    }
    std::size_t column = columns.url;
    if (column == SIZE_MAX) {
      column = static_cast<std::size_t>(std::ranges::find_if(cells, is_address) - cells.begin());
    }
    const bool is_blank = cells.size() == 1 && trim_ascii(cells[0]).empty();
    if (!is_blank && !builder.add(cell_at(cells, column), cell_at(cells, columns.title),
                                  kind_of(cell_at(cells, columns.kind)))) {
      add_bad_line(builder, record->line);
    }
  }
  return std::move(builder.list);
}

ImportedList import_jsonl(std::string_view bytes) {
  ImportBuilder builder(bytes.size());
  const std::string text = decoded(bytes);
  each_line(text, [&](std::string_view line, int number) {
    if (!add_json_line(builder, line)) add_bad_line(builder, number);
  });
  return std::move(builder.list);
}

ImportedList import_urls(std::string_view bytes) {
  const std::string head = decoded(bytes.substr(0, 4096));  // without a byte order mark
  const std::string_view start = trim_ascii(head);
  if (contains_ignoring_ascii_case(start, "<opml")) return import_opml(bytes);
  if (start.starts_with('<')) return import_bookmarks(bytes);
  if (start.starts_with('{') || start.starts_with('[') || start.starts_with("\"http")) {
    const std::string text = decoded(bytes);
    return nlohmann::json::accept(text) ? import_json(text) : import_jsonl(bytes);
  }
  const std::string_view line = start.substr(0, start.find_first_of("\r\n"));
  const bool is_plain = is_address(line) || line.starts_with('#');
  const bool has_cells = line.find_first_of(";\t") != std::string_view::npos ||
                         line.find(",") != std::string_view::npos;
  const bool is_header = columns_of({std::string(line)}).url != SIZE_MAX;
  return is_header || (has_cells && !is_plain) ? import_csv(bytes) : import_text(bytes);
}

}  // namespace cuttings
