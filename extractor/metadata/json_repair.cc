#include "extractor/metadata/json_repair.h"

#include "config/base/text.h"

namespace cuttings {
namespace {

/// One walk over the text; each method consumes at pos_ and appends to out_.
class Repairer {
 public:
  explicit Repairer(std::string_view text) : text_(text) {}

  std::string run() {
    out_ = "[";
    while (pos_ < text_.size() && !is_too_deep_) step();
    if (is_too_deep_) return {};
    drop_trailing_comma();
    while (!open_.empty()) out_ += open_.back(), open_.pop_back();
    return out_ + "]";
  }

 private:
  void step() {
    const char c = text_[pos_];
    if (is_ascii_space(c)) return ++pos_, void();
    if (skip_comment()) return;
    if (c == '"' || c == '\'') return copy_string(c);
    if (c == '{' || c == '[') return open(c);
    if (c == '}' || c == ']') return close();
    if (c == ',') return comma();
    if (c == ':' && !open_.empty()) return out_ += ':', ++pos_, void();
    copy_word();
  }

  bool skip_comment() {
    const std::string_view rest = text_.substr(pos_);
    for (const std::string_view mark : {"<!--", "-->", "<![CDATA[", "]]>"})
      if (rest.starts_with(mark)) return pos_ += mark.size(), true;
    if (rest.starts_with("/*")) return skip_to("*/"), true;
    if (!rest.starts_with("//")) return false;
    const std::string_view after = trim_ascii(rest.substr(2));
    if (after.starts_with("<![CDATA[") || after.starts_with("]]>"))
      return pos_ = static_cast<std::size_t>(after.data() - text_.data()), true;
    return skip_to("\n"), true;
  }

  void skip_to(std::string_view mark) {
    const std::size_t end = text_.find(mark, pos_ + 2);
    pos_ = end == std::string_view::npos ? text_.size() : end + mark.size();
  }

  /// A value begins: a comma is missing when another value stands right before.
  void begin_value() {
    const char last = out_.back();
    if (last != '[' && last != '{' && last != ',' && last != ':') out_ += ',';
  }

  void open(char c) {
    begin_value();
    out_ += c, ++pos_;
    open_ += c == '{' ? '}' : ']';
    is_too_deep_ = open_.size() > static_cast<std::size_t>(kMaxJsonDepth);
  }

  void close() {
    const char c = text_[pos_++];
    if (open_.empty() || open_.find(c) == std::string::npos) return;
    drop_trailing_comma();
    while (open_.back() != c) out_ += open_.back(), open_.pop_back();
    out_ += c, open_.pop_back();
  }

  void comma() {
    const char last = out_.back();
    if (last != '[' && last != '{' && last != ',' && last != ':') out_ += ',';
    ++pos_;
  }

  void drop_trailing_comma() {
    if (out_.back() == ',') out_.pop_back();
    if (out_.back() == ':') out_ += "null";
  }

  void copy_word() {
    const std::size_t begin = pos_;
    while (pos_ < text_.size() && !is_ascii_space(text_[pos_]) &&
           std::string_view(",:{}[]\"").find(text_[pos_]) == std::string_view::npos)
      ++pos_;
    if (pos_ == begin) ++pos_;
    if (open_.empty()) return;
    const std::string_view word = text_.substr(begin, pos_ - begin);
    if (is_key_place() && next_mark() == ':' && word.find_first_of("\\\"") == word.npos) {
      begin_value();
      out_.append("\"").append(word).append("\"");
      return;
    }
    const bool is_plain =
        word == "true" || word == "false" || word == "null" ||
        (word.size() < 20 && word.find_first_not_of("0123456789.-") == std::string_view::npos);
    begin_value();
    if (word.front() == ';') return;
    out_ += is_plain ? std::string(word) : "null";
  }

  /// True where an object's next member may begin.
  bool is_key_place() const { return !open_.empty() && open_.back() == '}' && out_.back() != ':'; }

  /// The next character that is no white space; 0 at the end.
  char next_mark() const {
    std::size_t next = pos_;
    while (next < text_.size() && is_ascii_space(text_[next])) ++next;
    return next < text_.size() ? text_[next] : '\0';
  }

  /// True when the quote at `at` ends its string: a structural character or the end comes next.
  bool ends_string(std::size_t at) const {
    std::size_t next = at + 1;
    while (next < text_.size() && is_ascii_space(text_[next])) ++next;
    return next >= text_.size() ||
           std::string_view(",:}]").find(text_[next]) != std::string_view::npos;
  }

  void copy_string(char quote) {
    const bool is_key = is_key_place();
    begin_value();
    out_ += '"';
    for (++pos_; pos_ < text_.size(); ++pos_) {
      const char c = text_[pos_];
      if (c == quote && ends_string(pos_)) break;
      if (c == '"')
        out_ += "\\\"";
      else if (c == '\\')
        copy_escape();
      else
        out_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    ++pos_;
    out_ += '"';
    if (is_key && next_mark() != ':') out_ += ":null";  // cut off, or no member
  }

  void copy_escape() {
    const char next = pos_ + 1 < text_.size() ? text_[pos_ + 1] : '\0';
    const bool is_unicode = next == 'u' && pos_ + 5 < text_.size() &&
                            text_.substr(pos_ + 2, 4).find_first_not_of("0123456789abcdefABCDEF") ==
                                std::string_view::npos;
    if (!is_unicode &&
        (next == '\0' || std::string_view("\"\\/bfnrt").find(next) == std::string_view::npos))
      return;  // the backslash goes, what it stood before stays
    out_ += '\\', out_ += next, ++pos_;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::string out_, open_;
  bool is_too_deep_ = false;
};

}  // namespace

bool is_json_within_limits(std::string_view json) {
  if (json.size() > kMaxJsonBytes) return false;
  int depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (is_in_string && c == '\\')
      ++i;
    else if (c == '"')
      is_in_string = !is_in_string;
    else if (!is_in_string && (c == '{' || c == '['))
      if (++depth > kMaxJsonDepth) return false;
    if (!is_in_string && (c == '}' || c == ']')) --depth;
  }
  return true;
}

std::string repair_json(std::string_view text) {
  if (text.size() > kMaxJsonBytes) return {};
  return Repairer(text).run();
}

}  // namespace cuttings
