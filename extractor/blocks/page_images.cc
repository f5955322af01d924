#include "extractor/blocks/page_images.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "config/base/text.h"

namespace cuttings {
namespace {

constexpr int kCaptionLevels = 5;  // how far above an image its caption may stand
constexpr int kMinPixels = 80;     // smaller ones are icons and avatars
constexpr std::size_t kMaxImages = 200;

int number(std::string_view value) {
  int parsed = -1;
  std::from_chars(value.data(), value.data() + value.size(), parsed);
  return parsed;
}

bool is_icon(Node image) {
  const int width = number(image.attribute("width")), height = number(image.attribute("height"));
  return (width >= 0 && width < kMinPixels) || (height >= 0 && height < kMinPixels);
}

/// The picture's address: lazy-loading pages keep it in another attribute than src.
std::string_view source_of(Node image) {
  for (const std::string_view name : {"data-src", "data-original", "data-lazy-src", "src"}) {
    const std::string_view value = trim_ascii(image.attribute(name));
    if (!value.empty() && !value.starts_with("data:")) return value;
  }
  const std::string_view set = trim_ascii(image.attribute("srcset"));
  return set.substr(0, set.find_first_of(" ,"));
}

class ImageFinder {
 public:
  ImageFinder(const Document& document, const PageBlocks& page, const Decisions& decisions,
              const Url& base)
      : document_(document), page_(page), decisions_(decisions), base_(base) {}

  std::vector<PlacedImage> run() {
    const auto [first, last] = range();
    for (std::uint32_t i = first; i < last && found_.size() < kMaxImages; ++i) {
      const Node node = document_.node(i);
      if (node.tag() == Tag::kImg && !is_icon(node) && belongs_to_body(node)) add(node);
    }
    return std::move(found_);
  }

 private:
  /// Nodes from the title (or the first kept block) to the last kept block's end.
  std::pair<std::uint32_t, std::uint32_t> range() const {
    std::uint32_t first = document_.size(), last = 0;
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      const bool is_title = decisions_[i].reason == Reason::kTitle;
      if (!decisions_[i].is_kept && !is_title) continue;
      first = std::min(first, page_.blocks[i].begin);
      if (decisions_[i].is_kept) last = std::max(last, page_.blocks[i].end);
    }
    return {first, last};
  }

  bool has_kept(Node element) const {
    const std::uint32_t from = page_.first_block[element.index()],
                        to = page_.first_block[element.subtree_end()];
    return std::any_of(decisions_.begin() + from, decisions_.begin() + to,
                       [](const Decision& d) { return d.is_kept; });
  }

  /// False for what may stand around any picture of an article: captions, the title, the lines
  /// below it.
  static bool says_whose_it_is(const Decision& decision) {
    switch (decision.reason) {
      case Reason::kCaption:
      case Reason::kPlaceholder:
      case Reason::kTitle:
      case Reason::kByline:
      case Reason::kDateline:
      case Reason::kSectionLabel:
      case Reason::kShareBar:
      case Reason::kTags:
        return false;
      default:
        return true;
    }
  }

  /// False inside lists of teasers: the nearest element with other text than captions has nothing
  /// kept.
  bool belongs_to_body(Node image) const {
    for (Node node = image.parent(); node; node = node.parent()) {
      const std::uint32_t from = page_.first_block[node.index()],
                          to = page_.first_block[node.subtree_end()];
      const bool has_text =
          std::any_of(decisions_.begin() + from, decisions_.begin() + to, says_whose_it_is);
      if (has_text) return has_kept(node);
    }
    return false;
  }

  void add(Node node) {
    const Result<Url> url = base_.resolve(source_of(node));
    if (!url || !url->is_http() || !seen_.insert(url->href()).second) return;
    PlacedImage placed{node.index(), {}};
    placed.image.url = url->href();
    placed.image.alt = collapse_whitespace(node.attribute("alt"));
    add_caption(node, placed.image);
    found_.push_back(std::move(placed));
  }

  void add_caption(Node image, Image& out) const {
    Node node = image.parent();
    for (int level = 0; level < kCaptionLevels && node && !has_kept(node);
         ++level, node = node.parent()) {
      for (std::uint32_t i = page_.first_block[node.index()];
           i < page_.first_block[node.subtree_end()]; ++i) {
        if (decisions_[i].reason != Reason::kCaption) continue;
        const bool is_credit =
            decisions_[i].says == Reason::kCaption ||
            document_.node(page_.blocks[i].anchor).attribute("class").find("credit") !=
                std::string_view::npos;
        std::string& field = is_credit && out.credit.empty() ? out.credit : out.caption;
        if (!field.empty()) field += ' ';
        field += page_.text_of(page_.blocks[i]);
      }
      if (!out.caption.empty() || !out.credit.empty()) return;
    }
  }

  const Document& document_;
  const PageBlocks& page_;
  const Decisions& decisions_;
  const Url& base_;
  std::vector<PlacedImage> found_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::vector<PlacedImage> find_images(const Document& document, const PageBlocks& page,
                                     const Decisions& decisions, const Url* base) {
  if (base == nullptr) return {};
  return ImageFinder(document, page, decisions, *base).run();
}

}  // namespace cuttings
