#include "tests/bench/made_up_archive.h"

#include <array>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "config/base/digest.h"
#include "config/base/text.h"
#include "storage/article_store.h"
#include "tests/bench/made_up_text.h"

namespace cuttings::bench {
namespace {

constexpr std::size_t kSites = 150, kBatch = 200, kChangedEvery = 25, kGoneEvery = 100;
constexpr WallTime kStart{std::chrono::milliseconds(1'767'225'600'000)};  // 2026-01-01

std::string two_digits(std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string hex(std::mt19937& random, std::size_t digits) {
  std::string text;
  while (text.size() < digits) text += "0123456789abcdef"[random() % 16];
  return text;
}

// What surrounds an article: the site's own part is the same on all its pages, the links to other
// articles are the page's own. It packs as small as pages of the web do, 6 to 7 times by gzip.
std::string page_around(const Article& article, std::size_t site, std::size_t bytes,
                        std::mt19937& random) {
  const MadeUpLanguage& language = language_of(site);
  std::mt19937 own(static_cast<std::uint32_t>(site));
  std::string page = "<!doctype html><html><head><title>" + article.metadata.title + "</title>";
  while (page.size() < bytes / 4)
    page += "<script src=\"/assets/" + hex(own, 8) + ".js\" async crossorigin=\"anonymous\">" +
            "</script><style>.c-" + hex(own, 5) + "{display:flex;margin:0 auto;color:#" +
            hex(own, 6) + "}</style>\n";
  page += "</head><body><article><h1>" + article.metadata.title + "</h1><p>" +
          replace_all(article.text, "\n\n", "</p>\n<p class=\"article__paragraph\">") + "</p>";
  page += "</article><aside>";
  while (page.size() < bytes)
    page += "<div class=\"teaser teaser--small teaser__with-image\" data-id=\"" +
            std::to_string(random() % 1'000'000) + "\"><a class=\"teaser__link\" href=\"/story/" +
            std::to_string(random() % 100'000) +
            "\"><picture><source type=\"image/webp\" srcset=\"/img/" + hex(random, 6) +
            "/320.webp 320w, /img/640.webp 640w\"></picture><h3 class=\"teaser__headline\">" +
            made_up_words(language, random, 6, 20) +
            "</h3><time class=\"teaser__time\" datetime=\"2026-01-02\"></time></a></div>\n";
  return page + "</aside></body></html>";
}

Article make_article(std::size_t number, const FillSizes& sizes, std::mt19937& random) {
  const MadeUpLanguage& language = language_of(number);
  Article article;
  Metadata& m = article.metadata;
  m.title = made_up_words(language, random, 8, 50);
  m.authors = {made_up_word(language, random() % 3000) + " " +
               made_up_word(language, random() % 3000)};
  m.description = made_up_words(language, random, 20, 20);
  m.date_published = std::to_string(2010 + number % 16) + "-" + two_digits(1 + number % 12) + "-" +
                     two_digits(1 + number % 28);
  m.language = language.tag;
  m.tags = {made_up_word(language, 100 + random() % 200),
            made_up_word(language, 100 + random() % 200)};
  article.text = made_up_text(language, random, sizes.text_bytes);
  article.word_count = count_words(article.text);
  article.fingerprint = hex(random, 16);
  return article;
}

Capture make_capture(std::size_t number, Article article, const StoreOptions& options,
                     const FillSizes& sizes, std::mt19937& random) {
  Capture capture;
  FetchRecord& fetch = capture.fetch;
  fetch.url = fetch.final_url =
      "https://" + made_up_host(number) + "/story/" + std::to_string(number);
  fetch.http_status = 200;
  fetch.content_type = "text/html; charset=utf-8";
  fetch.started_at = kStart + std::chrono::seconds(number);
  article.url = fetch.url;
  article.content_hash = sha256_hex(article.text);
  if (options.keep_raw) {
    capture.body = page_around(article, number % kSites, sizes.page_bytes, random);
    HttpExchange& exchange = capture.exchanges.emplace_back();
    exchange.url = fetch.url;
    exchange.request_bytes = "GET /story HTTP/1.1\r\nHost: " + made_up_host(number) + "\r\n\r\n";
    exchange.response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    exchange.response_body = capture.body;
    exchange.protocol = "http/1.1";
    exchange.started_at = fetch.started_at;
  }
  for (int i = 0; i < 25; ++i)
    capture.site_blocks.push_back((std::uint64_t{random()} << 32) + random());
  capture.article = std::move(article);
  return capture;
}

// Later looks at the same page: an edit, or an answer that it is gone.
void add_later_looks(std::vector<Capture>& batch, std::size_t number, const StoreOptions& options,
                     const FillSizes& sizes, std::mt19937& random) {
  if (number % kChangedEvery == 0) {
    Article edited = *batch.back().article;
    edited.text += "\n\n" + made_up_words(language_of(number), random, 12, 0);
    batch.push_back(make_capture(number, std::move(edited), options, sizes, random));
    batch.back().fetch.started_at += std::chrono::hours(48);
  }
  for (int look = 0; number % kGoneEvery == 1 && look < 3; ++look) {
    Capture gone;
    gone.fetch.url = gone.fetch.final_url =
        "https://" + made_up_host(number) + "/story/" + std::to_string(number);
    gone.fetch.http_status = 404;
    gone.fetch.error_kind = "http_error";
    gone.fetch.started_at = kStart + std::chrono::seconds(number) + std::chrono::hours(72 + look);
    batch.push_back(std::move(gone));
  }
}

}  // namespace

std::string made_up_host(std::size_t number) {
  return "site" + std::to_string(number % kSites) + ".example.org";
}

Result<void> fill_archive(const StoreOptions& options, const FillSizes& sizes) {
  const SystemClock clock;
  auto store = ArticleStore::open(options, clock);
  if (!store) return fail(std::move(store.error()));
  std::mt19937 random(20261126);
  std::vector<Capture> batch;
  for (std::size_t i = 0; i < sizes.articles; ++i) {
    batch.push_back(make_capture(i, make_article(i, sizes, random), options, sizes, random));
    add_later_looks(batch, i, options, sizes, random);
    if (batch.size() < kBatch && i + 1 < sizes.articles) continue;
    if (auto saved = (*store)->save_batch(batch); !saved) return fail(std::move(saved.error()));
    batch.clear();
    std::cerr << "\r" << i + 1 << " articles" << std::flush;
  }
  std::cerr << "\n";
  return {};
}

}  // namespace cuttings::bench
