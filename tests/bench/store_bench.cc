// ArticleStore against a bare insert loop of the same rows with the same full-text index and
// synchronous=FULL. Items are articles of 5 KB text with a 60 KB raw page,
// sent plain or, as most servers do, with content coding gzip.

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "config/base/digest.h"
#include "storage/article_store.h"
#include "storage/sqlite/database.h"
#include "storage/warc/gzip.h"

namespace cuttings {
namespace {

// Words as often as a language has them (Zipf), so that compression and the index have real work.
std::string words(std::mt19937& random, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) {
    const double u = static_cast<double>(random() % 100'000 + 1) / 100'000;
    const auto rank = static_cast<std::uint32_t>(20'000 * u * u * u);
    text += "w" + std::to_string(rank) + ' ';
  }
  return text;
}

struct Directory {
  std::string path = "/tmp/cuttings-bench-XXXXXX";
  Directory() {
    if (mkdtemp(path.data()) == nullptr) std::abort();
  }
  ~Directory() { std::filesystem::remove_all(path); }
};

enum class Coding { kPlain, kGzip };

Capture capture_of(std::mt19937& random, std::int64_t n, std::int64_t raw_bytes, Coding coding) {
  Capture capture;
  Article article;
  article.text = words(random, 5'000);
  article.metadata.title = words(random, 60);
  article.metadata.authors = {"Ann Lee"};
  article.metadata.description = words(random, 150);
  // As unlike each other as fingerprints of unlike texts are.
  article.content_hash = sha256_hex(article.text);
  article.fingerprint = article.content_hash.substr(0, 16);
  capture.fetch.url = capture.fetch.final_url = "https://example.org/" + std::to_string(n);
  capture.fetch.http_status = 200;
  capture.body = words(random, static_cast<std::size_t>(raw_bytes));
  HttpExchange exchange;
  exchange.url = capture.fetch.url;
  exchange.request_bytes = "GET / HTTP/1.1\r\n\r\n";
  exchange.response_head = "HTTP/1.1 200 OK\r\n\r\n";
  exchange.response_body = coding == Coding::kGzip ? gzip_member(capture.body) : capture.body;
  capture.exchanges = {exchange};
  capture.article = std::move(article);
  return capture;
}

// Arguments: captures a batch, raw bytes a page (0: no WARC), 1 when sent as gzip, 2 when sent
// plain and packed before by other threads, as a crawl does (not timed).
void save(benchmark::State& state) {
  Directory directory;
  StoreOptions options;
  options.path = directory.path + "/archive.db";
  options.keep_raw = state.range(1) > 0;
  SystemClock clock;
  auto store = ArticleStore::open(options, clock);
  if (!store) return state.SkipWithError(store.error().message.c_str());
  std::mt19937 random(1);
  std::int64_t n = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Capture> batch;
    for (std::int64_t i = 0; i < state.range(0); ++i)
      batch.push_back(capture_of(random, ++n, state.range(1),
                                 state.range(2) == 1 ? Coding::kGzip : Coding::kPlain));
    if (state.range(2) == 2)
      for (Capture& capture : batch) (*store)->pack(capture, GzipEffort::kFull);
    state.ResumeTiming();
    if (!(*store)->save_batch(batch)) return state.SkipWithError("save failed");
  }
  state.SetItemsProcessed(n);
}
BENCHMARK(save)
    ->Args({1, 60'000, 1})
    ->Args({100, 60'000, 1})
    ->Args({100, 60'000, 0})
    ->Args({100, 60'000, 2})
    ->Args({100, 0, 0})
    ->MinTime(3)
    ->UseRealTime();

void bare_insert(benchmark::State& state) {
  Directory directory;
  auto db = sqlite::Database::open(directory.path + "/bare.db", sqlite::OpenMode::kCreate);
  if (!db) return state.SkipWithError(db.error().message.c_str());
  auto made = db->execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, author TEXT,"
      " description TEXT, text TEXT);"
      "CREATE VIRTUAL TABLE articles_fts USING fts5(title, description, author, text,"
      " tokenize='unicode61 remove_diacritics 2', content=articles, content_rowid=id);"
      "CREATE TRIGGER ai AFTER INSERT ON articles BEGIN INSERT INTO"
      " articles_fts(rowid, title, description, author, text)"
      " VALUES (new.id, new.title, new.description, new.author, new.text); END");
  if (!made) return state.SkipWithError(made.error().message.c_str());
  std::mt19937 random(1);
  std::int64_t n = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Capture> batch;
    for (std::int64_t i = 0; i < state.range(0); ++i)
      batch.push_back(capture_of(random, ++n, 0, Coding::kPlain));
    state.ResumeTiming();
    auto transaction = sqlite::Transaction::begin(*db);
    for (const Capture& c : batch) {
      auto ok = db->run(
          "INSERT INTO articles (url, title, author, description, text)"
          " VALUES (?1, ?2, 'Ann Lee', ?3, ?4)",
          {c.fetch.url, c.article->metadata.title, c.article->metadata.description,
           c.article->text});
      if (!ok) return state.SkipWithError(ok.error().message.c_str());
    }
    if (!transaction || !transaction->commit()) return state.SkipWithError("commit failed");
  }
  state.SetItemsProcessed(n);
}
BENCHMARK(bare_insert)->Arg(1)->Arg(100)->MinTime(3)->UseRealTime();

}  // namespace
}  // namespace cuttings
