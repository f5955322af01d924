#include "extractor/further_pages.h"

#include <algorithm>
#include <array>
#include <utility>

#include "config/base/digest.h"
#include "config/base/text.h"
#include "extractor/fingerprint.h"
#include "extractor/render/render.h"

namespace cuttings {
namespace {

bool has_next(std::string_view rel) {
  for (const std::string_view word : split(rel, ' '))
    if (equals_ignoring_ascii_case(trim_ascii(word), "next")) return true;
  return false;
}

/// What stands before the number of a page whose first page's address has none; "?" is "&" where
/// the address has a query already.
constexpr std::array<std::string_view, 26> kPutIn = {
    "/",        "-",       "_",      ",",   "/page/", "/page-",  "-page-",   "_page_",  "/page",
    "-page",    ",page-",  "/p",     "-p",  "_p",     "/seite/", "/seite-",  "-seite-", "/pagina/",
    "/strona/", "/sayfa/", "?page=", "?p=", "?pg=",   "?seite=", "?pagina=", "?strona="};

/// What stands before a number that counts pages from 1.
constexpr std::array<std::string_view, 8> kCounts = {
    "page=", "page/", "page-", "p=", "pg=", "seite=", "pagina=", "strona="};

bool is_put_in(std::string_view mark) {
  std::string asked(mark);
  if (asked.starts_with('&')) asked.front() = '?';
  return std::find(kPutIn.begin(), kPutIn.end(), asked) != kPutIn.end();
}

/// Path and query, without the path's last slash.
std::string comparable(const Url& url) {
  std::string_view path = url.path();
  if (path.ends_with('/')) path.remove_suffix(1);
  std::string text(path);
  if (!url.query().empty()) text.append("?").append(url.query());
  return text;
}

/// What `b` has where it differs from `a`, and where that begins.
struct Difference {
  std::string_view in_a, in_b;
  std::size_t at = 0;
};
Difference difference(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t front = 0, back = 0;
  while (front < shorter && a[front] == b[front]) ++front;
  while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  return {a.substr(front, a.size() - front - back), b.substr(front, b.size() - front - back),
          front};
}

std::string text_of(const BodyBlock& block) {
  std::string text;
  for (const Span& span : block.spans) text += span.text;
  return text;
}

/// The blocks of `page` that `article` does not have: of a heading or a long block only the first.
bool is_repeated(const BodyBlock& block, const std::unordered_set<std::string>& known) {
  constexpr std::size_t kOwnWords = 6;  // shorter ones ("Yes.") may be said on every page
  const std::string text = text_of(block);
  const bool is_own = block.kind == BodyKind::kHeading || count_words(text) >= kOwnWords;
  return is_own && block.kind != BodyKind::kCode && known.contains(text);
}

/// Whether what differs between `from`, a first page, and another address is its page number.
bool is_page_number(const std::string& from, const Difference& differs, const std::string& wanted) {
  if (differs.in_a == "1" && differs.in_b == wanted) {
    const std::string_view before = std::string_view(from).substr(0, differs.at);
    return std::any_of(kCounts.begin(), kCounts.end(),
                       [&](std::string_view word) { return before.ends_with(word); });
  }
  if (!differs.in_a.empty() || !differs.in_b.ends_with(wanted)) return false;
  return is_put_in(differs.in_b.substr(0, differs.in_b.size() - wanted.size()));
}

}  // namespace

std::string find_rel_next(const Document& document, const Url& base) {
  for (std::uint32_t i = 0; i < document.size(); ++i) {
    const Node node = document.node(i);
    if (node.tag() != Tag::kLink && node.tag() != Tag::kA) continue;
    if (!has_next(node.attribute("rel"))) continue;
    const Result<Url> url = base.resolve(node.attribute("href"));
    if (url && url->is_http()) return url->without_fragment();
  }
  return {};
}

bool is_numbered_page(const Url& first, const Url& url, int number) {
  if (first.host() != url.host() || number < 2) return false;
  const std::string from = comparable(first), to = comparable(url);
  return is_page_number(from, difference(from, to), std::to_string(number));
}

bool is_further_page(const Url& first, const Url& url) {
  if (first.host() != url.host()) return false;
  const std::string from = comparable(first), to = comparable(url);
  const Difference differs = difference(from, to);
  for (int number = 2; number <= PageChain::kMaxPages; ++number)
    if (is_page_number(from, differs, std::to_string(number))) return true;
  return false;
}

PageChain::PageChain(std::string first) {
  auto url = Url::parse(first);
  if (url) first_ = *url;
  seen_.insert(std::move(first));
}

std::optional<std::string> PageChain::next(const FurtherPages& said) const {
  if (pages_ >= kMaxPages || !first_) return std::nullopt;
  const std::string& next = said.next_page.empty() ? said.rel_next : said.next_page;
  const Result<Url> url = Url::parse(next);
  if (!url || seen_.contains(next) || url->host() != first_->host()) return std::nullopt;
  const bool is_by_rule = !said.next_page.empty();
  if (!is_by_rule && !is_numbered_page(*first_, *url, pages_ + 1)) return std::nullopt;
  return next;
}

std::optional<std::string> PageChain::single(const FurtherPages& said) const {
  const Result<Url> url = Url::parse(said.single_page);
  if (!first_ || !url || seen_.contains(said.single_page) || url->host() != first_->host())
    return std::nullopt;
  return said.single_page;
}

void PageChain::append(Article& article, Article page, const std::string& url) {
  seen_.insert(url);
  ++pages_;
  std::unordered_set<std::string> known = {article.metadata.title};
  for (const BodyBlock& block : article.body) known.insert(text_of(block));
  const std::size_t images = article.images.size();
  for (Image& image : page.images) article.images.push_back(std::move(image));
  for (BodyBlock& block : page.body) {
    if (block.kind == BodyKind::kImage) block.image += images;
    if (!is_repeated(block, known)) article.body.push_back(std::move(block));
  }
  settle_text(article);
}

void replace_text(Article& article, Article single) {
  article.body = std::move(single.body);
  article.images = std::move(single.images);
  article.verdict = single.verdict;
  article.quality = single.quality;
  article.quality_reasons = std::move(single.quality_reasons);
  settle_text(article);
}

void settle_text(Article& article) {
  article.text = render_text(article);
  article.word_count = count_words(article.text);
  article.content_hash = sha256_hex(article.text);
  article.fingerprint = fingerprint(article.text);
}

}  // namespace cuttings
