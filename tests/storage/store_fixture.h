#pragma once
// A small language for store tests: a directory of its own, captures, an independent reader.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "storage/archive_reader.h"
#include "storage/article_store.h"
#include "tests/support/fake_clock.h"

namespace cuttings {

/// What the sqlite3 program says to `sql` about the file: an independent reader in a process of its
/// own. Without the last line end.
inline std::string sqlite3_says(const std::string& path, const std::string& sql) {
  const std::string command = "sqlite3 -readonly '" + path + "' \"" + sql + "\" 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  pclose(pipe);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

inline Article article_of(std::string text) {
  Article article;
  article.url = "https://news.example.org/ferry";
  article.metadata.title = "Ferry returns";
  article.metadata.authors = {"Ann Lee"};
  article.metadata.date_published = "2026-02-03";
  article.text = std::move(text);
  article.word_count = 4;
  return article;
}

inline Capture capture_of(std::string url, std::string text, const Clock& clock) {
  Capture capture;
  capture.fetch.url = capture.fetch.final_url = std::move(url);
  capture.fetch.started_at = clock.wall_now();
  capture.fetch.http_status = 200;
  capture.body = "<html><p>" + text + "</html>";
  HttpExchange exchange;
  exchange.url = capture.fetch.url;
  exchange.request_bytes = "GET / HTTP/1.1\r\nHost: news.example.org\r\n\r\n";
  exchange.response_head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
  exchange.response_body = capture.body;
  exchange.protocol = "http/1.1";
  exchange.peer_address = "203.0.113.7";
  exchange.started_at = clock.wall_now();
  capture.exchanges = {exchange};
  capture.article = article_of(std::move(text));
  return capture;
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    std::string pattern = testing::TempDir() + "cuttings-store-XXXXXX";
    directory_ = mkdtemp(pattern.data());
    options_.path = directory_ + "/archive.db";
  }
  ~StoreTest() override { std::filesystem::remove_all(directory_); }

  std::unique_ptr<ArticleStore> open() {
    auto store = ArticleStore::open(options_, clock_);
    EXPECT_TRUE(store) << (store ? "" : store.error().message);
    return store ? std::move(*store) : nullptr;
  }
  Capture capture(std::string text, std::string url = "https://news.example.org/ferry") {
    clock_.advance(std::chrono::minutes(1));
    return capture_of(std::move(url), std::move(text), clock_);
  }
  Saved save(ArticleStore& store, const Capture& what) {
    auto saved = store.save(what);
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().message);
    return saved ? *saved : Saved{};
  }
  Result<std::optional<Article>> find(std::string_view url) {
    auto reader = ArchiveReader::open(options_);
    if (!reader) return fail(std::move(reader.error()));
    return (*reader)->find(url);
  }
  /// All versions of an article; empty when there is none.
  std::vector<VersionRecord> versions(std::string_view url) {
    auto reader = ArchiveReader::open(options_);
    auto history = reader ? (*reader)->history(url) : Result<std::optional<History>>();
    return history && *history ? std::move((**history).versions) : std::vector<VersionRecord>();
  }
  std::string sql(const std::string& query) { return sqlite3_says(options_.path, query); }

  std::string directory_;
  StoreOptions options_;
  FakeClock clock_;
};

}  // namespace cuttings
