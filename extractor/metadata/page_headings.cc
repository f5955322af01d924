#include "extractor/metadata/page_headings.h"

#include <algorithm>
#include <string>

#include "extractor/metadata/node_text.h"
#include "extractor/metadata/shown_title.h"
#include "extractor/metadata/title.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxHeadings = 40;
constexpr std::size_t kMaxHeadingBytes = 500;

/// "/", "https://example.org" and the like: an address without a path.
bool leads_home(std::string_view href) {
  if (href == "/" || href == "./" || href == "/index.html" || href == "/index.php") return true;
  const std::size_t scheme = href.find("://");
  if (!href.starts_with("http") || scheme == std::string_view::npos) return false;
  const std::size_t path = href.find('/', scheme + 3);
  return path == std::string_view::npos || path + 1 == href.size();
}

/// The first with a text; one that is a link home only for want of another.
std::uint32_t first_with_text(const Document& document,
                              const std::vector<std::uint32_t>& headings) {
  std::uint32_t home = PageHeadings::kNone;
  for (const std::uint32_t i : headings) {
    const std::string text = short_text(document, document.node(i), kMaxHeadingBytes);
    if (text.empty()) continue;
    if (!is_link_home(document, document.node(i), text)) return i;
    home = std::min(home, i);
  }
  return home;
}

/// The one of the most text among those that a title repeats.
class RepeatedHeading {
 public:
  RepeatedHeading(const Document& document, std::string_view title_key)
      : document_(document), title_(title_key) {}

  void look_at(std::uint32_t i) {
    constexpr std::size_t kMinKey = 8;  // bytes; shorter ones are sections ("News"), chosen by hand
    const std::string key = title_key(short_text(document_, document_.node(i), kMaxHeadingBytes));
    if (key.size() < kMinKey || key.size() <= longest_) return;
    if (title_.find(key) == std::string_view::npos) return;
    longest_ = key.size(), found_ = i;
  }
  std::uint32_t found() const { return found_; }

 private:
  const Document& document_;
  std::string_view title_;
  std::size_t longest_ = 0;
  std::uint32_t found_ = PageHeadings::kNone;
};

}  // namespace

bool is_link_home(const Document& document, Node heading, std::string_view text) {
  constexpr std::uint32_t kReach = 6;  // nodes: the link may stand in a <span>
  const std::uint32_t end = std::min(heading.subtree_end(), heading.index() + kReach);
  for (std::uint32_t i = heading.index() + 1; i < end; ++i) {
    const Node node = document.node(i);
    if (node.tag() == Tag::kA)
      return leads_home(node.attribute("href")) &&
             short_text(document, node, kMaxHeadingBytes) == text;
  }
  return false;
}

bool PageHeadings::any_within(Node element) const {
  const auto next = std::lower_bound(all.begin(), all.end(), element.index());
  return next != all.end() && *next < element.subtree_end();
}

PageHeadings find_headings(const Document& document) {
  PageHeadings headings;
  std::vector<std::uint32_t> lesser;
  std::string title;
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    const Tag tag = node.tag();
    if (tag == Tag::kH1) headings.all.push_back(i);
    if ((tag == Tag::kH2 || tag == Tag::kH3) && lesser.size() < kMaxHeadings) lesser.push_back(i);
    if (tag == Tag::kTitle && title.empty()) title = title_key(title_text(document, node));
  }
  RepeatedHeading repeated(document, title);
  for (std::size_t i = 0; i < std::min(headings.all.size(), kMaxHeadings); ++i)
    repeated.look_at(headings.all[i]);
  for (const std::uint32_t i : lesser) repeated.look_at(i);
  headings.article = repeated.found();
  if (headings.article == PageHeadings::kNone)
    headings.article = first_with_text(document, headings.all);
  if (headings.article == PageHeadings::kNone)
    headings.article = headings.shown_title =
        find_shown_title(document).value_or(PageHeadings::kNone);
  const auto place = std::lower_bound(headings.all.begin(), headings.all.end(), headings.article);
  if (headings.article != PageHeadings::kNone &&
      (place == headings.all.end() || *place != headings.article))
    headings.all.insert(place, headings.article);
  return headings;
}

}  // namespace cuttings
