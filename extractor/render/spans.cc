#include "extractor/render/spans.h"

#include <utility>

#include "config/base/text.h"
#include "extractor/render/web_url.h"

namespace cuttings {
namespace {

bool same_style(const Span& a, const Span& b) {
  return a.is_strong == b.is_strong && a.is_emphasis == b.is_emphasis && a.is_code == b.is_code &&
         a.href == b.href;
}

bool is_plain(const Span& span) { return !span.is_strong && !span.is_emphasis && !span.is_code; }

/// Writes spans one after the other and remembers the white space it owes.
class Joiner {
 public:
  void add(const Span& span) {
    is_begun_ = false;
    const std::string_view text = span.text;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = end_of_run(text, i);
      if (end > i) add_run(text.substr(i, end - i), span);
      i = end;
      if (i < text.size()) i += add_other(text, i, span);
    }
  }
  std::vector<Span> take() { return std::move(out_); }

 private:
  static bool is_plain_byte(char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '\x7F' && c != '\xC2';  // C2 begins C1
  }

  /// Where a run of text ends that needs no look at its bytes: words with one space between them.
  static std::size_t end_of_run(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    const auto is_between = [&] {
      return text[at] == ' ' && at > begin && at + 1 < text.size() && is_plain_byte(text[at + 1]);
    };
    while (at < text.size() && (is_plain_byte(text[at]) || is_between())) ++at;
    return at;
  }

  void add_run(std::string_view run, const Span& style) {
    if (owed_ != 0) pay(style);
    push(run, style);
  }

  /// Returns how many bytes it took.
  std::size_t add_other(std::string_view text, std::size_t at, const Span& style) {
    if (is_c1_at(text, at)) return 2;
    const char c = text[at];
    if (c == '\xC2') {
      add_run(text.substr(at, 1), style);
    } else if (is_ascii_space(c)) {
      if (owed_ == 0 || c == '\n') owed_ = c == '\n' ? '\n' : ' ';
      is_owed_by_other_ = is_owed_by_other_ || !is_begun_;
    }
    return 1;
  }

  // White space between two styles has none: a mark must not touch it.
  void pay(const Span& next) {
    if (!out_.empty()) {
      Span& last = out_.back();
      const bool is_inside = same_style(last, next) && !(next.is_code && is_owed_by_other_);
      const std::string& href = last.href == next.href ? next.href : kNoHref;
      if (!is_inside && !(is_plain(last) && last.href == href)) {
        out_.push_back({{}, false, false, false, href});
      }
      out_.back().text += owed_;
    }
    owed_ = 0;
    is_owed_by_other_ = false;
  }

  void push(std::string_view run, const Span& style) {
    if (!is_begun_ && (out_.empty() || !same_style(out_.back(), style))) {
      out_.push_back({{}, style.is_strong, style.is_emphasis, style.is_code, style.href});
    }
    is_begun_ = true;
    out_.back().text += run;
  }

  inline static const std::string kNoHref;
  std::vector<Span> out_;
  char owed_ = 0;                  ///< ' ' or '\n' not yet written, or 0
  bool is_begun_ = false;          ///< the span being added has written something
  bool is_owed_by_other_ = false;  ///< part of what is owed stood outside the span before
};

}  // namespace

std::vector<Span> tidy_spans(const std::vector<Span>& spans) {
  Joiner joiner;
  for (const Span& span : spans) {
    if (span.href.empty() || is_web_url(span.href)) {
      joiner.add(span);
      continue;
    }
    Span unlinked = span;
    unlinked.href.clear();
    joiner.add(unlinked);
  }
  return joiner.take();
}

std::string plain_text(const std::vector<Span>& spans) {
  std::string text;
  for (const Span& span : spans) text += span.text;
  return text;
}

std::string code_text(const BodyBlock& block) {
  std::string text;
  for (const Span& span : block.spans) {
    for (std::size_t i = 0; i < span.text.size(); ++i) {
      const char c = span.text[i];
      const auto byte = static_cast<unsigned char>(c);
      if (is_c1_at(span.text, i)) {
        ++i;
      } else if (c == '\r') {
        if (i + 1 == span.text.size() || span.text[i + 1] != '\n') text += '\n';
      } else if (c == '\n' || c == '\t' || (byte >= 0x20 && byte != 0x7f)) {
        text += c;
      }
    }
  }
  const std::size_t first = text.find_first_not_of('\n');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of('\n') + 1 - first);
}

std::string caption_line(const Image& image) {
  if (image.credit.empty() || image.caption.find(image.credit) != std::string::npos) {
    return image.caption;
  }
  if (image.caption.empty()) return image.credit;
  return image.caption + " (" + image.credit + ")";
}

const Image* shown_image(const Article& article, const BodyBlock& block) {
  if (block.image >= article.images.size()) return nullptr;
  const Image& image = article.images[block.image];
  return is_web_url(image.url) ? &image : nullptr;
}

}  // namespace cuttings
