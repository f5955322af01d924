#include "extractor/decode/meta_prescan.h"

#include <algorithm>
#include <set>
#include <string>

#include "config/base/text.h"
#include "extractor/decode/encoding.h"

namespace cuttings {
namespace {

struct RawAttribute {
  std::string name;
  std::string value;
};

// Reads tags and attributes as the prescan does, which is simpler than the tokenizer.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::string_view run() {
    while (at_ < bytes_.size()) {
      const std::string_view rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        skip_comment();
      } else if (is_meta(rest)) {
        at_ += 5;
        if (const std::string_view encoding = read_meta(); !encoding.empty()) return encoding;
      } else if (is_tag(rest)) {
        while (at_ < bytes_.size() && !is_ascii_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
        for (RawAttribute attribute; next_attribute(attribute);) {
        }
      } else if (rest.starts_with("<!") || rest.starts_with("</") || rest.starts_with("<?")) {
        at_ = std::min(bytes_.find('>', at_), bytes_.size());
      }
      ++at_;
    }
    return {};
  }

 private:
  static bool is_meta(std::string_view rest) {
    return starts_with_ignoring_ascii_case(rest, "<meta") && rest.size() > 5 &&
           (is_ascii_space(rest[5]) || rest[5] == '/');
  }
  static bool is_tag(std::string_view rest) {
    if (!rest.starts_with('<')) return false;
    const std::size_t name = rest.starts_with("</") ? 2 : 1;
    return rest.size() > name && is_ascii_alpha(rest[name]);
  }

  // The two dashes of "<!--" may be those of "-->".
  void skip_comment() {
    const std::size_t end = bytes_.find("-->", at_ + 2);
    at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
  }

  std::string_view read_meta() {
    std::set<std::string> seen;
    bool is_pragma = false, is_from_content = false;
    std::string_view encoding;
    for (RawAttribute attribute; next_attribute(attribute);) {
      if (!seen.insert(attribute.name).second) continue;
      if (attribute.name == "http-equiv") is_pragma = attribute.value == "content-type";
      if (attribute.name == "content" && encoding.empty()) {
        encoding = encoding_from_content_type(attribute.value);
        is_from_content = !encoding.empty();
      }
      if (attribute.name == "charset") {
        encoding = encoding_from_label(attribute.value);
        is_from_content = false;
      }
    }
    if (is_from_content && !is_pragma) return {};
    if (encoding.starts_with("UTF-16")) return "UTF-8";
    if (encoding == "x-user-defined") return "windows-1252";
    return encoding;
  }

  // https://html.spec.whatwg.org/multipage/parsing.html#concept-get-attributes-when-sniffing
  bool next_attribute(RawAttribute& attribute) {
    attribute = {};
    while (at_ < bytes_.size() && (is_ascii_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return false;
    while (at_ < bytes_.size() && !is_ascii_space(bytes_[at_]) && bytes_[at_] != '/' &&
           bytes_[at_] != '>' && (bytes_[at_] != '=' || attribute.name.empty()))
      attribute.name += to_ascii_lower(bytes_[at_++]);
    skip_space();
    if (at_ >= bytes_.size() || bytes_[at_] != '=') return true;
    ++at_;
    skip_space();
    read_value(attribute.value);
    return true;
  }

  void read_value(std::string& value) {
    if (at_ >= bytes_.size()) return;
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      for (++at_; at_ < bytes_.size() && bytes_[at_] != quote;)
        value += to_ascii_lower(bytes_[at_++]);
      ++at_;
      return;
    }
    while (at_ < bytes_.size() && !is_ascii_space(bytes_[at_]) && bytes_[at_] != '>')
      value += to_ascii_lower(bytes_[at_++]);
  }

  void skip_space() {
    while (at_ < bytes_.size() && is_ascii_space(bytes_[at_])) ++at_;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view prescan_encoding(std::string_view bytes) { return Prescan(bytes).run(); }

std::string_view encoding_from_content_type(std::string_view value) {
  const std::string lower = to_ascii_lower(value);
  for (std::size_t at = lower.find("charset"); at != std::string::npos;
       at = lower.find("charset", at)) {
    at += 7;
    std::string_view rest = std::string_view(lower).substr(at);
    while (!rest.empty() && is_ascii_space(rest.front())) rest.remove_prefix(1);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    while (!rest.empty() && is_ascii_space(rest.front())) rest.remove_prefix(1);
    if (rest.empty()) return {};
    if (rest.front() == '"' || rest.front() == '\'') {
      const std::size_t end = rest.find(rest.front(), 1);
      return end == std::string_view::npos ? std::string_view()
                                           : encoding_from_label(rest.substr(1, end - 1));
    }
    return encoding_from_label(rest.substr(0, rest.find_first_of(" \t\n\f\r;")));
  }
  return {};
}

}  // namespace cuttings
