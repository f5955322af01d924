// search_bench [ARTICLES] [STORE]: fills a store with made-up articles of some 800 words (Zipf's
// law over 60,000 words), then measures searches as a person makes them, and the time from opening
// the store to the first answer. By hand: the store of 100,000 articles takes some minutes and 1
// GB. An existing STORE is used as it is.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "config/base/digest.h"
#include "storage/archive_reader.h"
#include "storage/article_store.h"

namespace {

using namespace cuttings;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kWords = 60'000, kTextWords = 800, kBatch = 500;

std::string word(std::size_t rank) {
  constexpr const char* kParts[] = {"ba",  "ko",  "mi",  "ru", "ten",
                                    "sal", "dor", "fin", "gu", "lek"};
  std::string text;
  do {
    text += kParts[rank % 10];
    rank /= 10;
  } while (rank > 0);
  return text;
}

/// A rank by Zipf's law: the inverse of its distribution, near enough.
std::size_t zipf(std::mt19937& random) {
  const double uniform = std::uniform_real_distribution<>(0, 1)(random);
  return static_cast<std::size_t>(std::pow(static_cast<double>(kWords), uniform)) - 1;
}

Capture make_capture(std::size_t number, std::mt19937& random, WallTime at) {
  Capture capture;
  capture.fetch.url = capture.fetch.final_url =
      "https://site" + std::to_string(number % 50) + ".example.org/" + std::to_string(number);
  capture.fetch.http_status = 200;
  capture.fetch.started_at = at;
  Article& article = capture.article.emplace();
  for (int i = 0; i < 8; ++i) article.metadata.title += word(zipf(random) + 50) + " ";
  article.metadata.authors = {word(random() % 3000) + " " + word(random() % 3000)};
  article.metadata.date_published = "20" + std::to_string(10 + number % 16) + "-0" +
                                    std::to_string(1 + number % 9) + "-1" +
                                    std::to_string(number % 10);
  article.metadata.language = "en";
  for (std::size_t i = 0; i < kTextWords; ++i)
    article.text += word(zipf(random)) + (i % 100 == 99 ? ".\n\n" : " ");
  article.word_count = kTextWords;
  article.content_hash = sha256_hex(article.text);
  return capture;
}

bool fill(const StoreOptions& options, std::size_t articles) {
  const SystemClock clock;
  auto store = ArticleStore::open(options, clock);
  if (!store) return std::cerr << store.error().message << "\n", false;
  std::mt19937 random(20261125);
  std::vector<Capture> batch;
  for (std::size_t i = 0; i < articles; ++i) {
    batch.push_back(make_capture(i, random, clock.wall_now()));
    if (batch.size() < kBatch && i + 1 < articles) continue;
    if (auto saved = (*store)->save_batch(batch); !saved)
      return std::cerr << saved.error().message << "\n", false;
    batch.clear();
    std::cerr << "\r" << i + 1 << " articles" << std::flush;
  }
  std::cerr << "\n";
  return true;
}

/// Milliseconds of one search; a negative number when it failed.
double time_search(ArchiveReader& reader, const std::string& text) {
  const auto start = SteadyClock::now();
  const auto query = parse_search_query(text);
  if (!query || !reader.search(*query, {})) return -1;
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

void report(const std::string& name, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  std::cout << name << ": p50 " << times[times.size() / 2] << " ms, p95 "
            << times[times.size() * 95 / 100] << " ms, longest " << times.back() << " ms, "
            << times.size() << " queries\n";
}

void measure(ArchiveReader& reader) {
  std::mt19937 random(7);
  std::vector<double> rare, common, phrase, filtered;
  for (int i = 0; i < 200; ++i) {
    const std::string a = word(200 + random() % 20'000), b = word(20 + random() % 500);
    rare.push_back(time_search(reader, a + " " + b));
    common.push_back(time_search(reader, word(random() % 5)));
    phrase.push_back(
        time_search(reader, "\"" + word(random() % 50) + " " + word(random() % 50) + "\""));
    filtered.push_back(
        time_search(reader, b + " site:site7.example.org after:2015 before:2020-06"));
  }
  report("a rare and a common word", rare);
  report("one of the five commonest words", common);
  report("a phrase of two common words", phrase);
  report("a word, a site and dates", filtered);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t articles = argc > 1 ? std::stoul(argv[1]) : 100'000;
  StoreOptions options;
  options.path = argc > 2 ? argv[2] : "search_bench.db";
  options.keep_raw = false;
  if (!std::filesystem::exists(options.path) && !fill(options, articles)) return 1;
  const auto start = SteadyClock::now();
  auto reader = ArchiveReader::open(options);
  if (!reader) return std::cerr << reader.error().message << "\n", 1;
  (void)time_search(**reader, word(300));
  std::cout << "opening to the first answer: "
            << std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count()
            << " ms\n";
  measure(**reader);
  return 0;
}
