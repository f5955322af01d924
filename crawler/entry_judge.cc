#include "crawler/entry_judge.h"

#include <utility>

namespace cuttings {
namespace {

constexpr std::size_t kWordsPerLink = 30;  // of a page that is no list; chosen by hand

/// Whether it earns its pattern of URLs more fetches. A list is kept for what text it has, but a
/// maze of lists must not go on for that; a short article without metadata looks like one but for
/// its few links.
bool pays(const CrawlPage& page) {
  if (!page.is_article()) return false;
  const Article& article = *page.capture.article;
  return article.verdict != Verdict::kNotArticle ||
         article.word_count >= kWordsPerLink * page.links.size();
}

std::string name_of(LinkRefusal refusal) {
  return refusal == LinkRefusal::kNone ? std::string() : std::string(link_refusal_name(refusal));
}

}  // namespace

EntryJudge::EntryJudge(const CrawlSites& sites, FrontierReader& reader, const Clock& clock)
    : sites_(sites), reader_(reader), traps_(reader, clock) {}

Result<void> EntryJudge::open() {
  auto any = reader_.has_takedowns();
  if (!any) return fail(std::move(any.error()));
  has_takedowns_ = *any;
  return {};
}

Result<void> EntryJudge::prepare(CrawlPage& page) {
  const auto url = Url::parse(page.entry.url);
  if (!url) {
    page.refusal = "invalid_url";
    return {};
  }
  auto bar = taken_down(*url);
  if (!bar) return fail(std::move(bar.error()));
  if (*bar) {
    page.refusal = fetch_error_name(bar->error);
    return {};
  }
  return page.entry.kind == QueueKind::kSource ? prepare_source(page) : judge_link(page, *url);
}

Result<void> EntryJudge::judge_link(CrawlPage& page, const Url& url) {
  const CrawlSites::Verdict verdict = sites_.judge(url, page.entry.depth);
  page.refusal = name_of(verdict.refusal);
  const bool is_link = page.entry.kind == QueueKind::kPage && page.entry.found_by == FoundBy::kLink;
  if (!is_link || verdict.site == nullptr || !page.refusal.empty()) return {};
  const auto allows = traps_.allows(verdict.site->options.url, url);
  if (!allows) return fail(allows.error());
  if (!*allows) page.refusal = name_of(LinkRefusal::kPathBudget);
  return {};
}

Result<FetchFailure> EntryJudge::bar(const QueueEntry& entry, const Url& url) {
  auto removed = taken_down(url);
  if (!removed || *removed || entry.kind == QueueKind::kSource) return removed;
  if (url.without_fragment() == entry.url) return removed;
  const LinkRefusal refusal = sites_.judge(url, entry.depth).refusal;
  const bool is_excluded = refusal == LinkRefusal::kExcluded;
  const bool is_elsewhere = refusal == LinkRefusal::kOtherSite && entry.found_by == FoundBy::kLink;
  if (!is_excluded && !is_elsewhere) return removed;
  return FetchFailure{FetchError::kOutOfScope,
                      "a redirect leads there, out of scope (" + name_of(refusal) + ")",
                      "a [[site]] of that domain would let it in"};
}

Result<FetchFailure> EntryJudge::taken_down(const Url& url) {
  if (!has_takedowns_) return FetchFailure{};
  auto takedown = reader_.takedown(url);
  if (!takedown) return fail(std::move(takedown.error()));
  if (!*takedown) return FetchFailure{};
  return FetchFailure{FetchError::kTakenDown, url.href() + " was taken down", ""};
}

Result<void> EntryJudge::prepare_source(CrawlPage& page) {
  auto source = reader_.source(page.entry.url);
  if (!source) return fail(std::move(source.error()));
  const CrawlSite* site = *source ? sites_.find((*source)->site_url) : nullptr;
  if (site == nullptr) {
    page.refusal = "site_removed";
    return {};
  }
  page.source = std::move(*source);
  page.schedule = site->schedule;
  page.rhythm = rhythm_options(site->schedule.kind);
  return {};
}

// Traps are learnt from what pages found by links brought; of an unread one nobody knows.
Result<void> EntryJudge::learn(const CrawlPage& page) {
  if (!page.was_fetched() || page.source || page.is_unread()) return {};
  if (page.entry.found_by != FoundBy::kLink) return {};
  const auto url = Url::parse(page.entry.url);
  if (!url) return {};
  const CrawlSites::Verdict verdict = sites_.judge(*url, page.entry.depth);
  if (verdict.site == nullptr) return {};
  std::string via;
  if (page.entry.found_via != 0) {
    auto parent = reader_.entry(page.entry.found_via);
    if (parent && *parent) via = (*parent)->url;
  }
  PageYield yield;
  yield.is_article = pays(page);
  yield.new_article_links = static_cast<int>(page.new_article_links);
  return traps_.record(verdict.site->options.url, *url, via, yield);
}

}  // namespace cuttings
