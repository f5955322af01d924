#include "crawler/join_pages.h"

#include <exception>
#include <utility>

#include "crawler/fetch_capture.h"
#include "crawler/page_directives.h"
#include "crawler/read_capture.h"
#include "extractor/verdict/verdict.h"

namespace cuttings {
namespace {

constexpr std::size_t kMaxBytes = 16 << 20;  // of all further pages: they are one transaction

bool is_in_scope(const std::string& href, int depth, const CrawlSites& sites) {
  const auto url = Url::parse(href);
  return url && sites.judge(*url, depth).refusal == LinkRefusal::kNone;
}

/// Sets what is wanted next; false when nothing is.
bool look_for_next(ArticleParts& parts, int depth, const CrawlSites& sites) {
  const auto next = parts.pages.next(parts.said);
  if (!next || !is_in_scope(*next, depth, sites)) return false;
  parts.wanted = *next;
  return true;
}

void end_joining(CrawlPage& page) {
  page.capture.is_joined = true;
  put_article(page.capture, without_body(std::move(page.parts->first)));
  page.parts.reset();
}

/// What the page holds of the article; nothing when it must or can not be used.
std::optional<Extraction> read_part(CrawlPage& page, FetchResult fetched,
                                    const PageContext& context) {
  const bool is_fetched = fetched.is_ok();
  const std::string message = fetched.message;
  const FetchError error = fetched.error;
  FetchResult head;
  head.headers = fetched.headers;
  Capture& part = page.further.emplace_back(capture_of_fetch(std::move(fetched)));
  if (!is_fetched) {
    set_error(part, std::string(fetch_error_name(error)), message);
    return std::nullopt;
  }
  Extraction extraction;
  if (!read_capture(part, extraction, context)) return std::nullopt;
  const PageDirectives directives = read_directives(
      head, extraction.directives, robots_product_token(context.config.fetch.user_agent));
  part.fetch.directives = directives.text;
  if (withhold_if_told(part, directives, context.config.crawl)) return std::nullopt;
  const Article& article = extraction.article;
  if (has_usable_text(article.verdict) && !article.text.empty()) return extraction;
  set_error(part, "not_article", "no article found in " + part.fetch.url);
  return std::nullopt;
}

std::size_t bytes_of(const std::vector<Capture>& captures) {
  std::size_t bytes = 0;
  for (const Capture& capture : captures) bytes += raw_bytes(capture) + capture.body.size();
  return bytes;
}

/// False: the article ends here, cut off.
bool add_part(ArticleParts& parts, std::optional<Extraction> part) {
  const bool is_single = std::exchange(parts.wants_single, false);
  if (!part) return is_single;
  if (is_single) {
    replace_text(parts.first.article, std::move(part->article));
    parts.said = {};
    return true;
  }
  parts.pages.append(parts.first.article, std::move(part->article), parts.wanted);
  parts.said = std::move(part->further);
  return true;
}

}  // namespace

bool begin_joining(CrawlPage& page, Extraction& extraction, const CrawlSites& sites) {
  const int depth = page.entry.depth + 1;
  ArticleParts parts{{}, PageChain(page.capture.fetch.final_url), extraction.further, {}, false};
  const auto single = parts.pages.single(parts.said);
  if (single && is_in_scope(*single, depth, sites)) {
    parts.wanted = *single;
    parts.wants_single = true;
  } else if (!look_for_next(parts, depth, sites)) {
    return false;
  }
  parts.first = std::move(extraction);
  page.parts = std::move(parts);
  return true;
}

void join_page(CrawlPage& page, FetchResult fetched, const PageContext& context) {
  try {
    std::optional<Extraction> part = read_part(page, std::move(fetched), context);
    if (!add_part(*page.parts, std::move(part))) return cut_off(page);
    const bool goes_on = page.parts->pages.next(page.parts->said).has_value();
    const bool is_wanted = look_for_next(*page.parts, page.entry.depth + 1, context.sites);
    if (is_wanted && bytes_of(page.further) <= kMaxBytes) return;
    return goes_on ? cut_off(page) : end_joining(page);
  } catch (const std::exception& e) {  // a bug of ours or no memory: this page fails, not the run
    page.parts.reset();
    set_error(page.capture, "internal", page.capture.fetch.url + ": " + e.what());
  }
}

void cut_off(CrawlPage& page) {
  Verdict& verdict = page.parts->first.article.verdict;
  if (verdict == Verdict::kArticle) verdict = Verdict::kTruncated;
  end_joining(page);
}

}  // namespace cuttings
