// The XML of real sites, turned into XML: one pass over decoded text.
#include <algorithm>
#include <utility>

#include "config/base/text.h"
#include "config/base/utf8.h"
#include "crawler/discovery/xml_reader.h"
#include "extractor/decode/decode.h"
#include "extractor/decode/encoding.h"
#include "extractor/dom/character_reference.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxTagQuotes = 2 * 64;  // attributes a tag; libxml2 compares each with each

/// The encoding an XML declaration names, or empty.
std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 256);
  const std::size_t begin = head.find("<?xml");
  if (begin == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(begin, head.find("?>", begin) - begin);
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return encoding_from_label(declaration.substr(at + 1, end - at - 1));
}

/// Without a character that the end of the bytes cut through.
std::string_view without_cut_character(std::string_view bytes) {
  for (std::size_t back = 1; back <= 3 && back < bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte >= 0xC0) return bytes.substr(0, bytes.size() - back);
    if (byte < 0x80) break;
  }
  return bytes;
}

/// UTF-8 with a few bad bytes has more good characters beyond ASCII than bad ones.
bool is_mostly_utf8(std::string_view mended) {
  std::size_t bad = 0, beyond_ascii = 0;
  for (std::size_t at = mended.find("\xEF\xBF\xBD"); at != std::string_view::npos;
       at = mended.find("\xEF\xBF\xBD", at + 3)) {
    ++bad;
  }
  for (const char c : mended) beyond_ascii += static_cast<unsigned char>(c) >= 0xC0 ? 1 : 0;
  return beyond_ascii - bad > 2 * bad;
}

std::string decode_xml(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with(std::string_view("<\0", 2))) return convert_to_utf8(bytes, "UTF-16LE");
  if (bytes.starts_with(std::string_view("\0<", 2))) return convert_to_utf8(bytes, "UTF-16BE");
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return decode_page(std::string(bytes), content_type).text;
  }
  if (is_valid_utf8(bytes)) return std::string(bytes);
  const std::string_view whole = without_cut_character(bytes);
  if (is_valid_utf8(whole)) return std::string(whole);
  const std::string_view declared = declared_encoding(bytes);
  if (!declared.empty() && declared != "UTF-8" && !declared.starts_with("UTF-16") &&
      declared != "replacement") {
    return convert_to_utf8(bytes, declared);
  }
  std::string mended = to_valid_utf8(bytes);
  if (is_mostly_utf8(mended)) return mended;
  const bool says_utf8 = contains_ignoring_ascii_case(content_type, "utf-8");
  return decode_page(std::string(bytes), says_utf8 ? std::string_view() : content_type).text;
}

bool is_name_start(char c) {
  return is_ascii_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

/// Without what a server printed before the document: "<br /><b>Warning</b>: ...". A DOCTYPE there
/// may be the document's own.
std::string_view without_page_before(std::string_view text) {
  constexpr std::size_t kMaxPrinted = 16 << 10;
  const std::string_view head = text.substr(0, kMaxPrinted);
  std::size_t begin = std::string_view::npos;
  for (const std::string_view mark :
       {"<?xml", "<rss", "<rdf:RDF", "<feed", "<urlset", "<sitemapindex", "<opml"})
    begin = std::min(begin, head.find(mark));
  const bool is_plain = begin == std::string_view::npos ||
                        contains_ignoring_ascii_case(head.substr(0, begin), "<!DOCTYPE");
  return is_plain ? text : text.substr(begin);
}

/// The pass itself: copies `in` to `out`, place by place.
class Mender {
 public:
  explicit Mender(std::string_view in) : in_(in) { out_.reserve(in.size() + in.size() / 16); }

  MendedXml run() {
    in_ = without_page_before(in_);
    at_ = std::min(in_.find('<'), in_.size());
    while (at_ < in_.size() && !has_subset_) step();
    return {std::move(out_), has_subset_, false};
  }

 private:
  bool looking_at(std::string_view word) const { return in_.substr(at_).starts_with(word); }

  void step() {
    const char c = in_[at_];
    if (c == '&') return reference();
    if (c != '<') return character();
    if (looking_at("<![CDATA[")) return verbatim("]]>");
    if (looking_at("<!--")) return drop_through("-->");
    if (looking_at("<?")) return drop_through("?>");
    if (looking_at("<!")) return declaration();
    const char next = at_ + 1 < in_.size() ? in_[at_ + 1] : ' ';
    const char after = at_ + 2 < in_.size() ? in_[at_ + 2] : ' ';
    if (is_name_start(next) || (next == '/' && is_name_start(after))) return tag();
    out_ += "&lt;";
    ++at_;
  }

  /// One character of text, unless XML 1.0 forbids it (section 2.2).
  void character() {
    const auto byte = static_cast<unsigned char>(in_[at_]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
      ++at_;
      return;
    }
    if (looking_at("\xEF\xBF\xBE") || looking_at("\xEF\xBF\xBF")) {
      at_ += 3;
      return;
    }
    out_ += in_[at_++];
  }

  void escaped(std::string_view text) {
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '&') {
        out_ += "&amp;";
      } else if (c == '<') {
        out_ += "&lt;";
      } else if (c == '>') {
        out_ += "&gt;";
      } else if (c == '"') {
        out_ += "&#34;";
      } else if (c == '\'') {
        out_ += "&#39;";
      } else if (byte >= 0x20 || c == '\t' || c == '\n') {
        out_ += c;
      }
    }
  }

  void reference() {
    std::string character;
    const std::string_view rest = in_.substr(at_, 64);
    const std::size_t length = append_reference(character, rest, ReferenceContext::kAttribute);
    if (length == 0 || rest[length - 1] != ';') {
      out_ += "&amp;";
      ++at_;
      return;
    }
    if (character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF") escaped(character);
    at_ += length;
  }

  void verbatim(std::string_view end) {
    const std::size_t close = in_.find(end, at_);
    const std::size_t stop = close == std::string_view::npos ? in_.size() : close + end.size();
    while (at_ < stop) character();
  }

  void drop_through(std::string_view end) {
    const std::size_t close = in_.find(end, at_);
    at_ = close == std::string_view::npos ? in_.size() : close + end.size();
  }

  /// A DOCTYPE that only names its kind says nothing we need; other "<!" is no XML.
  void declaration() {
    const std::size_t close = in_.find_first_of("[>", at_);
    if (close == std::string_view::npos) {
      at_ = in_.size();
      return;
    }
    has_subset_ =
        in_[close] == '[' && starts_with_ignoring_ascii_case(in_.substr(at_), "<!DOCTYPE");
    at_ = close + 1;
  }

  void tag() {
    out_ += in_[at_++];
    char quote = 0;
    std::size_t quotes = 0;
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (quote == 0 && (c == '>' || c == '<')) break;
      if (c == '"' || c == '\'') {
        if (quote == 0)
          quote = c;
        else if (quote == c)
          quote = 0;
        ++quotes;
        if (quotes > kMaxTagQuotes && quote != 0) return drop_attributes();
      }
      if (c == '&') {
        reference();
      } else if (c == '<') {
        out_ += "&lt;";
        ++at_;
      } else {
        character();
      }
    }
    if (at_ >= in_.size()) return;
    out_ += '>';
    if (in_[at_] == '>') ++at_;
  }

  void drop_attributes() {
    const std::size_t name = out_.find_last_of(" \t\r\n");
    if (name != std::string::npos) out_.resize(name);
    const std::size_t close = in_.find('>', at_);
    at_ = close == std::string_view::npos ? in_.size() : close + 1;
    out_ += at_ >= 2 && in_[at_ - 2] == '/' ? "/>" : ">";
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  bool has_subset_ = false;
};

}  // namespace

MendedXml mend_xml(std::string_view bytes, std::string_view content_type, std::size_t max_bytes) {
  const bool is_cut = bytes.size() > max_bytes;
  const std::string text = decode_xml(bytes.substr(0, max_bytes), content_type);
  MendedXml mended = Mender(std::string_view(text)).run();
  mended.is_cut = is_cut;
  return mended;
}

}  // namespace cuttings
