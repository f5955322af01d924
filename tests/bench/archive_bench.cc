// archive_bench STORE [ARTICLES [PAGE_BYTES]]: fills STORE when it is not there (0 PAGE_BYTES: no
// raw pages), then measures the time from opening it to the first answer, and some 60 searches as a
// person makes them, each asked three times. By hand.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "config/base/thread_time.h"
#include "storage/archive_reader.h"
#include "tests/bench/made_up_archive.h"
#include "tests/bench/made_up_text.h"

namespace {

using namespace cuttings;
using namespace cuttings::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr int kRounds = 3;

/// What a person may ask, by kind.
std::vector<std::pair<std::string, std::string>> make_queries() {
  const auto all = made_up_languages();
  const auto en = [&](std::size_t rank) { return made_up_word(all[0], rank); };
  const auto de = [&](std::size_t rank) { return made_up_word(all[1], rank); };
  const auto fr = [&](std::size_t rank) { return made_up_word(all[2], rank); };
  const auto ru = [&](std::size_t rank) { return made_up_word(all[3], rank); };
  const auto zh = [&](std::size_t rank) { return made_up_word(all[4], rank); };
  const auto ko = [&](std::size_t rank) { return made_up_word(all[5], rank); };
  const auto quoted = [](const std::string& a, const std::string& b) {
    return "\"" + a + " " + b + "\"";
  };
  return {{"a rare word", en(30'000)},
          {"a rare word", de(50'000)},
          {"a rare word", fr(41'000)},
          {"a rare word", ru(12'345)},
          {"a common word", en(0)},
          {"a common word", en(1)},
          {"a common word", en(4)},
          {"a common word", de(0)},
          {"a common word", fr(2)},
          {"a common word", ru(1)},
          {"a rare and a common word", en(5'000) + " " + en(30)},
          {"a rare and a common word", de(9'000) + " " + de(3)},
          {"a rare and a common word", fr(700) + " " + fr(0)},
          {"a rare and a common word", ru(2'000) + " " + ru(0)},
          {"two or three common words", en(0) + " " + en(1)},
          {"two or three common words", en(2) + " " + en(9) + " " + en(30)},
          {"two or three common words", de(0) + " " + de(7)},
          {"two or three common words", fr(1) + " " + fr(11)},
          {"a phrase of common words", quoted(en(0), en(1))},
          {"a phrase of common words", quoted(en(3), en(12))},
          {"a phrase of common words", quoted(en(22), en(41))},
          {"a phrase of common words", quoted(de(0), de(5))},
          {"a phrase of common words", quoted(fr(4), fr(2))},
          {"a phrase of common words", quoted(ru(0), ru(3))},
          {"a phrase with a rarer word", quoted(en(300), en(2))},
          {"a phrase with a rarer word", quoted(de(1'500), de(40))},
          {"a beginning", en(17).substr(0, 2) + "*"},
          {"a beginning", en(4'000).substr(0, 4) + "*"},
          {"a beginning", de(4'000).substr(0, 5) + "*"},
          {"a beginning", ru(4'000).substr(0, 6) + "*"},
          {"with minus", en(0) + " -" + en(1)},
          {"with minus", en(200) + " -" + en(0)},
          {"with minus", de(3) + " -" + de(2'000)},
          {"with minus", fr(2) + " -" + quoted(fr(0), fr(1))},
          {"title:", "title:" + en(60)},
          {"title:", "title:" + de(4'000)},
          {"title:", "title:" + ru(70) + " " + ru(1)},
          {"author:", "author:" + en(17)},
          {"author:", "author:" + fr(2'500) + " " + fr(0)},
          {"site:", en(25) + " site:site7.example.org"},
          {"site:", "site:site40.example.org"},
          {"site:", de(0) + " site:example.org"},
          {"after: and before:", en(25) + " after:2015 before:2020-06"},
          {"after: and before:", fr(0) + " after:2025-11"},
          {"after: and before:", "after:2025-06"},
          {"is:changed, is:gone", "is:changed"},
          {"is:changed, is:gone", en(0) + " is:changed"},
          {"is:changed, is:gone", "is:gone " + de(9)},
          {"lang: and tag:", "lang:ru " + ru(5)},
          {"lang: and tag:", "tag:" + en(150)},
          {"Chinese and Korean", zh(0)},
          {"Chinese and Korean", zh(5'000)},
          {"Chinese and Korean", zh(400) + zh(7)},
          {"Chinese and Korean", zh(350) + zh(21) + zh(4)},
          {"Chinese and Korean", ko(300)},
          {"Chinese and Korean", ko(20'000)},
          {"site, dates, words", en(12) + " " + en(90) + " site:site7.example.org after:2012"},
          {"nothing is found", en(30'000) + " " + ru(12'345)}};
}

template <class Clock>
double milliseconds_since(std::chrono::time_point<Clock> start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Milliseconds by the clock and of the processor.
struct Cost {
  double clock = 0, processor = 0;
};

/// Of one search; negative when it failed.
Cost time_search(ArchiveReader& reader, const std::string& text) {
  const auto start = SteadyClock::now();
  const ThreadTime::time_point begin = ThreadTime::now();
  const auto query = parse_search_query(text);
  if (!query || !reader.search(*query, {})) return {-1, -1};
  return {milliseconds_since(start), milliseconds_since(begin)};
}

void report(const std::string& name, const std::vector<Cost>& costs) {
  std::cout << "| " << name << " | " << costs.size() / kRounds;
  for (double Cost::*const kind : {&Cost::clock, &Cost::processor}) {
    std::vector<double> times;
    for (const Cost& cost : costs) times.push_back(cost.*kind);
    std::sort(times.begin(), times.end());
    std::cout << " | " << times[times.size() / 2] << " | " << times[times.size() * 95 / 100]
              << " | " << times.back();
  }
  std::cout << " |\n";
}

void measure(ArchiveReader& reader, bool is_verbose) {
  std::map<std::string, std::vector<Cost>> by_kind;
  std::vector<Cost> all;
  for (int round = 0; round < kRounds; ++round)
    for (const auto& [kind, query] : make_queries()) {
      const Cost cost = time_search(reader, query);
      if (is_verbose)
        std::cerr << cost.clock << "\t" << cost.processor << "\t" << kind << "\t" << query << "\n";
      by_kind[kind].push_back(cost);
      all.push_back(cost);
    }
  std::cout << "ms by the clock, then of the processor\n"
               "| query | queries | p50 | p95 | longest | p50 | p95 | longest |\n"
               "|---|---|---|---|---|---|---|---|\n";
  for (const auto& [kind, costs] : by_kind) report(kind, costs);
  report("all", all);
}

/// Of a reader that was not open: the newest articles, or a word.
void measure_opening(const StoreOptions& options) {
  for (const char* query : {"", "ko"}) {
    const auto start = SteadyClock::now();
    auto reader = ArchiveReader::open(options);
    if (reader) (void)time_search(**reader, query);
    std::cout << "opening to the first answer of \"" << query << "\": " << milliseconds_since(start)
              << " ms\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::cerr << "archive_bench STORE [ARTICLES [PAGE_BYTES]]\n", 2;
  StoreOptions options;
  options.path = argv[1];
  FillSizes sizes;
  if (argc > 2) sizes.articles = std::stoul(argv[2]);
  if (argc > 3) sizes.page_bytes = std::stoul(argv[3]);
  options.keep_raw = sizes.page_bytes > 0;
  if (!std::filesystem::exists(options.path))
    if (auto ok = fill_archive(options, sizes); !ok)
      return std::cerr << ok.error().message << "\n", 1;
  auto reader = ArchiveReader::open(options);
  if (!reader) return std::cerr << reader.error().message << "\n", 1;
  std::cout << std::fixed << std::setprecision(1);
  measure_opening(options);
  measure(**reader, std::getenv("BENCH_VERBOSE") != nullptr);
  return 0;
}
