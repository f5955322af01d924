#include "extractor/render/markdown_inline.h"

#include <algorithm>
#include <cstddef>

#include "config/base/text.h"
#include "extractor/render/punctuation.h"
#include "extractor/render/spans.h"

namespace cuttings {
namespace {

/// True where "&" at `at` could be read as a character reference: & letters or # up to a ";".
bool starts_reference(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestName = 40;  // the longest name of HTML has 31 letters
  const std::size_t end = std::min(text.size(), at + kLongestName);
  for (std::size_t i = at + 1; i < end; ++i) {
    if (text[i] == ';') return i > at + 1;
    if (!is_ascii_alphanumeric(text[i]) && text[i] != '#') return false;
  }
  return end == at + kLongestName;
}

bool needs_backslash(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '~':
      return true;
    case '_':  // inside a word it is literal
      return at == 0 || at + 1 == text.size() || !is_ascii_alphanumeric(text[at - 1]) ||
             !is_ascii_alphanumeric(text[at + 1]);
    case '&':
      return starts_reference(text, at);
    default:
      return false;
  }
}

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (needs_backslash(text, i)) out += '\\';
    out += text[i];
  }
}

std::string_view first_character(std::string_view text) {
  return text.empty() ? text : text.substr(0, decode_code_point(text, 0).length);
}

std::string_view last_character(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xc0) == 0x80) {
  }
  return text.substr(at);
}

char32_t value_of(std::string_view character) { return decode_code_point(character, 0).value; }

/// True when an emphasis mark whose inner neighbour is punctuation may touch `outer` (one
/// character, or none at the border of the block). Section 6.2, left- and right-flanking.
bool is_open_border(std::string_view outer) {
  if (outer.empty()) return true;
  const char32_t c = value_of(outer);
  return is_space_code_point(c) || is_markdown_punctuation(c);
}

/// The spans' text cut into what is written between the marks and what around them.
struct Trimmed {
  std::string_view lead, core, trail;
};

bool is_space_character(std::string_view character) {
  return is_space_code_point(value_of(character));
}
bool is_edge_character(std::string_view character) {
  return is_space_character(character) || is_punctuation_or_symbol(value_of(character));
}

template <class Predicate>
Trimmed trim_edges(std::string_view text, Predicate is_trimmed_front, Predicate is_trimmed_back) {
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (begin < end) {
    const std::string_view c = first_character(text.substr(begin, end - begin));
    if (!is_trimmed_front(c)) break;
    begin += c.size();
  }
  while (end > begin) {
    const std::string_view c = last_character(text.substr(begin, end - begin));
    if (!is_trimmed_back(c)) break;
    end -= c.size();
  }
  return {text.substr(0, begin), text.substr(begin, end - begin), text.substr(end)};
}

/// `text` without the white space at its edges, and without their punctuation where the mark would
/// otherwise not be read as one.
Trimmed trim_for_emphasis(std::string_view text, std::string_view before, std::string_view after) {
  using Predicate = bool (*)(std::string_view);
  const bool is_front_open = is_open_border(before) || is_space_character(first_character(text));
  const bool is_back_open = is_open_border(after) || is_space_character(last_character(text));
  return trim_edges<Predicate>(text, is_front_open ? is_space_character : is_edge_character,
                               is_back_open ? is_space_character : is_edge_character);
}

/// Code is only code in Markdown; two code spans side by side would share their backticks.
std::vector<Span> with_joined_code(std::vector<Span> spans) {
  std::vector<Span> out;
  for (Span& span : spans) {
    if (span.is_code) span.is_strong = span.is_emphasis = false;
    const bool is_same_code =
        span.is_code && !out.empty() && out.back().is_code && out.back().href == span.href;
    if (is_same_code) {
      out.back().text += span.text;
    } else {
      out.push_back(std::move(span));
    }
  }
  return out;
}

class InlineWriter {
 public:
  explicit InlineWriter(std::vector<Span> spans) : spans_(with_joined_code(std::move(spans))) {}

  std::string write() {
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      if (starts_link(i)) open_link();
      write_span(i);
      if (ends_link(i)) close_link(spans_[i].href);
    }
    return std::move(out_);
  }

 private:
  bool starts_link(std::size_t i) const {
    return !spans_[i].href.empty() && (i == 0 || spans_[i - 1].href != spans_[i].href);
  }
  bool ends_link(std::size_t i) const {
    return !spans_[i].href.empty() &&
           (i + 1 == spans_.size() || spans_[i + 1].href != spans_[i].href);
  }

  void open_link() {
    if (!out_.empty() && out_.back() == '!') out_.insert(out_.size() - 1, "\\");
    out_ += '[';
    link_begin_ = out_.size();
    is_after_mark_ = false;
  }

  // White space before the closing bracket moves behind the link.
  void close_link(const std::string& href) {
    std::string space;
    while (out_.size() > link_begin_ && (out_.back() == ' ' || out_.back() == '\n')) {
      space.insert(space.begin(), out_.back());
      out_.pop_back();
    }
    if (out_.size() > link_begin_ && out_[link_begin_] == '^') out_.insert(link_begin_, "\\");
    out_ += "](" + markdown_destination(href) + ")" + space;
    is_after_mark_ = false;
  }

  void write_span(std::size_t i) {
    const Span& span = spans_[i];
    if (span.is_code) return write_code(span.text);
    if (!span.is_strong && !span.is_emphasis) return write_plain(span.text);
    write_emphasis(i);
  }

  void write_plain(std::string_view text) {
    if (text.empty()) return;
    append_escaped(out_, text);
    is_after_mark_ = false;
  }

  // Section 6.1: a fence longer than any run of backticks inside, spaces where it would touch one.
  void write_code(std::string_view text) {
    const Trimmed parts = trim_edges(text, is_space_character, is_space_character);
    write_plain(parts.lead);
    if (!parts.core.empty()) {
      std::size_t longest = 0, run = 0;
      for (const char c : parts.core) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
      }
      const std::string fence(longest + 1, '`');
      const bool is_padded = parts.core.front() == '`' || parts.core.back() == '`';
      out_ += fence + (is_padded ? " " : "");
      for (const char c : parts.core) out_ += c == '\n' ? ' ' : c;
      out_ += (is_padded ? " " : "") + fence;
      is_after_mark_ = false;
    }
    write_plain(parts.trail);
  }

  void write_emphasis(std::size_t i) {
    const Span& span = spans_[i];
    const std::string_view before =
        i == 0 || starts_link(i) ? std::string_view() : last_character(spans_[i - 1].text);
    const std::string_view after = i + 1 == spans_.size() || ends_link(i)
                                       ? std::string_view()
                                       : first_character(spans_[i + 1].text);
    const Trimmed parts = trim_for_emphasis(span.text, before, after);
    write_plain(parts.lead);
    write_marked(span, parts.core, parts.trail.empty() ? after : first_character(parts.trail));
    write_plain(parts.trail);
  }

  void write_marked(const Span& span, std::string_view core, std::string_view after) {
    if (core.empty()) return;
    // "*" beside "*" would be one run: underscores then, which no letter may follow.
    const bool is_blocked = is_after_mark_ && (out_.back() == '_' || !is_open_border(after));
    if (is_blocked) return write_plain(core);
    const char mark = is_after_mark_ ? '_' : '*';
    const std::size_t length = (span.is_strong ? 2u : 0u) + (span.is_emphasis ? 1u : 0u);
    out_.append(length, mark);
    append_escaped(out_, core);
    out_.append(length, mark);
    is_after_mark_ = true;
  }

  std::vector<Span> spans_;
  std::string out_;
  std::size_t link_begin_ = 0;
  bool is_after_mark_ = false;  ///< out_ ends with a closing emphasis mark
};

/// True when a line that starts like `line` would open a block instead of going on as text.
bool opens_block(std::string_view line, std::size_t& escape_at) {
  escape_at = 0;
  if (line.empty()) return false;
  if (std::string_view("#+-=>|:").find(line[0]) != std::string_view::npos) return true;
  std::size_t digits = 0;
  while (digits < line.size() && is_ascii_digit(line[digits])) ++digits;
  if (digits == 0 || digits > 9 || digits == line.size()) return false;
  escape_at = digits;
  if (line[digits] != '.' && line[digits] != ')') return false;
  return digits + 1 == line.size() || line[digits + 1] == ' ';  // "3.5 million" is no list
}

std::string with_hard_breaks(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line(trim_ascii(text.substr(begin, end - begin)));
    std::size_t escape_at = 0;
    if (opens_block(line, escape_at)) line.insert(escape_at, "\\");
    if (!out.empty() && !line.empty()) out += "\\\n";
    out += line;
    if (end == text.size()) return out;
    begin = end + 1;
  }
}

std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

}  // namespace

std::string markdown_destination(std::string_view url) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool is_encoded = byte <= 0x20 || byte == 0x7f ||
                            std::string_view("<>\"`|\\").find(c) != std::string_view::npos;
    if (is_encoded) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
      continue;
    }
    const bool is_escaped = c == '(' || c == ')' || (c == '&' && starts_reference(url, i));
    if (is_escaped) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_escaped(std::string_view text) {
  std::string out;
  append_escaped(out, on_one_line(std::string(trim_ascii(text))));
  return out;
}

std::string markdown_inline(const std::vector<Span>& spans, MarkdownPlace place) {
  std::string text = InlineWriter(tidy_spans(spans)).write();
  if (place == MarkdownPlace::kParagraph) return with_hard_breaks(text);
  text = on_one_line(std::move(text));
  if (place == MarkdownPlace::kTableCell) return replace_all(std::move(text), "|", "\\|");
  if (!text.empty() && text.back() == '#') text.insert(text.size() - 1, "\\");
  return text;
}

}  // namespace cuttings
