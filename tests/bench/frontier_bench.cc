// frontier_bench fill STORE URLS PORT [PER_HOST]: adds URLs to the queue of STORE until it knows so
// many, PER_HOST (100) to a host, through the writer the crawl uses.
// frontier_bench pick STORE: takes 10,000 of them as a crawl without pauses does, a hundred in
// flight, and prints as JSON how long a pick takes, how long the frontier needed to load, and the
// peak memory of this process. tools/bench-frontier runs both.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "config/base/clock.h"
#include "crawler/frontier.h"
#include "storage/article_store.h"

namespace {

using namespace cuttings;
using Steady = std::chrono::steady_clock;

constexpr std::int64_t kBatch = 10'000;
constexpr int kInFlight = 100, kRounds = 100;

int fail_with(const std::string& message) {
  std::cerr << "frontier_bench: " << message << "\n";
  return 1;
}

/// Names of one registrable domain, which libcurl resolves to this machine by itself (RFC 6761).
NewUrl url_of(std::int64_t number, std::int64_t per_host, const std::string& port) {
  const auto url = Url::parse(
      "http://h" + std::to_string(number / per_host) + ".crawl.localhost:" + port +
      "/2026/11/26/the-council-votes-on-the-ferry-number-" + std::to_string(number) + ".html");
  NewUrl entry = NewUrl::of(*url);
  entry.priority = static_cast<int>(number % 7) * 100;
  entry.found_by = FoundBy::kSitemap;
  return entry;
}

int fill(const StoreOptions& options, std::int64_t wanted, const std::string& port,
         std::int64_t per_host) {
  const SystemClock clock;
  auto store = ArticleStore::open(options, clock);
  if (!store) return fail_with(store.error().message);
  auto reader = FrontierReader::open(options);
  if (!reader) return fail_with(reader.error().message);
  const auto counts = (*reader)->counts();
  if (!counts) return fail_with(counts.error().message);
  std::int64_t next = counts->ready + counts->waiting + counts->done + counts->failed;
  while (next < wanted) {
    const auto work = [&](std::span<const Saved>, FrontierWriter& writer) -> Result<void> {
      for (std::int64_t i = 0; i < kBatch && next < wanted; ++i, ++next)
        if (auto added = writer.add(url_of(next, per_host, port)); !added)
          return fail(std::move(added.error()));
      return {};
    };
    if (auto ok = (*store)->save_pages({}, work); !ok) return fail_with(ok.error().message);
  }
  return 0;
}

double milliseconds_since(Steady::time_point begin) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
}

std::string peak_memory_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmHWM:" && status >> word) return word;
  return "0";
}

/// Takes pages, ends them and commits that, as a crawl does. The milliseconds of each take().
Result<std::vector<double>> pick(Frontier& frontier, ArticleStore& store) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<QueueEntry> taken;
    for (int i = 0; i < kInFlight; ++i) {
      const auto begin = Steady::now();
      auto entry = frontier.take();
      times.push_back(milliseconds_since(begin));
      if (!entry) return fail(std::move(entry.error()));
      if (!*entry) break;
      taken.push_back(std::move(**entry));
    }
    for (const QueueEntry& entry : taken) frontier.release(entry, {.status = 200});
    const auto work = [&](std::span<const Saved>, FrontierWriter& writer) -> Result<void> {
      for (const QueueEntry& entry : taken)
        if (auto ok = writer.update({.id = entry.id}); !ok) return ok;
      return {};
    };
    if (auto ok = store.save_pages({}, work); !ok) return fail(std::move(ok.error()));
    for (const QueueEntry& entry : taken) frontier.settle(entry);
  }
  return times;
}

int measure(const StoreOptions& options) {
  const SystemClock clock;
  auto store = ArticleStore::open(options, clock);
  if (!store) return fail_with(store.error().message);
  auto reader = FrontierReader::open(options);
  if (!reader) return fail_with(reader.error().message);
  FrontierOptions settings;
  settings.schedule.delay = std::chrono::milliseconds(0);
  Frontier frontier(**reader, clock, settings);
  const auto begin = Steady::now();
  if (auto ok = frontier.load(); !ok) return fail_with(ok.error().message);
  const double load_ms = milliseconds_since(begin);
  const std::size_t hosts = frontier.active_hosts();
  auto times = pick(frontier, **store);
  if (!times) return fail_with(times.error().message);
  std::sort(times->begin(), times->end());
  std::cout << "{\"load_ms\":" << load_ms << ",\"hosts\":" << hosts
            << ",\"picks\":" << times->size()
            << ",\"p50_us\":" << times->at(times->size() / 2) * 1000
            << ",\"p99_us\":" << times->at(times->size() * 99 / 100) * 1000
            << ",\"peak_kb\":" << peak_memory_kb() << "}\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  StoreOptions options;
  if (arguments.size() > 2) options.path = arguments[2];
  if (arguments.size() == 3 && arguments[1] == "pick") return measure(options);
  if (arguments.size() < 5 || arguments[1] != "fill")
    return fail_with("usage: frontier_bench fill STORE URLS PORT [PER_HOST] | pick STORE");
  return fill(options, std::stoll(arguments[3]), arguments[4],
              arguments.size() > 5 ? std::stoll(arguments[5]) : 100);
}
