// Decode, scan and parse against plain Gumbo. CUTTINGS_BENCH_PAGES names a folder of pages (the
// first 100 are taken); without it, pages in the shape of news pages are made.
#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "config/base/utf8.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/dom/skeleton.h"

namespace cuttings {
namespace {

constexpr std::size_t kMostPages = 100;

std::string made_page(int seed) {
  std::string page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Page</title>";
  for (int i = 0; i < 40; ++i)
    page +=
        "<link rel=\"stylesheet\" href=\"/a/" + std::to_string(i * seed) + ".css?x=1&amp;y=2\">\n";
  page += "<script>" + std::string(60'000, 'x') + "</script><style>" + std::string(25'000, 'y') +
          "</style></head><body class=\"home page\">\n";
  for (int i = 0; i < 400; ++i)
    page += "<li class=\"menu-item menu-item-" + std::to_string(i) +
            "\" data-track='{\"id\": 17}'>\n  <a href=\"/section/" + std::to_string(i) +
            "/\" class=\"link link--plain\"><span>Section &amp; more</span></a>\n</li>\n";
  for (int i = 0; i < 60; ++i)
    page +=
        "<div class=\"row\"><p class=\"text\">The boat left at dawn with forty passengers and a "
        "load of hay, <em>the first</em> in eleven years; nobody&rsquo;s hat was lost.</p></div>\n";
  return page + "</body></html>";
}

std::vector<std::string> read_pages(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  paths.resize(std::min(paths.size(), kMostPages));
  std::vector<std::string> pages;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    pages.push_back(to_valid_utf8(std::string(std::istreambuf_iterator<char>(file), {})));
  }
  return pages;
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = [] {
    if (const char* folder = std::getenv("CUTTINGS_BENCH_PAGES")) return read_pages(folder);
    std::vector<std::string> made;
    for (int seed = 1; seed <= 20; ++seed) made.push_back(made_page(seed));
    return made;
  }();
  return all;
}

// One iteration is one page, in turn; the copy that parse() takes over is not counted.
template <class Work>
void run(benchmark::State& state, Work work) {
  std::size_t next = 0, bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::string page = pages()[next++ % pages().size()];
    bytes += page.size();
    state.ResumeTiming();
    work(std::move(page));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(static_cast<std::int64_t>(next));
}

void decode(benchmark::State& state) {
  run(state, [](std::string page) {
    benchmark::DoNotOptimize(decode_page(std::move(page), "text/html; charset=utf-8"));
  });
}

void scan(benchmark::State& state) {
  run(state, [](std::string page) {
    DocumentTree tree;
    tree.html = std::move(page);
    benchmark::DoNotOptimize(scan_page(tree, {}));
  });
}

void parse(benchmark::State& state) {
  run(state,
      [](std::string page) { benchmark::DoNotOptimize(Document::parse(std::move(page), {})); });
}

void plain_gumbo(benchmark::State& state) {
  run(state, [](const std::string& page) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    gumbo_destroy_output(&options, gumbo_parse_with_options(&options, page.data(), page.size()));
  });
}

void gumbo_on_skeleton(benchmark::State& state) {
  run(state, [&](std::string page) {
    state.PauseTiming();
    DocumentTree tree;
    tree.html = std::move(page);
    const Skeleton skeleton = scan_page(tree, {});
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    state.ResumeTiming();
    gumbo_destroy_output(&options, gumbo_parse_with_options(&options, skeleton.markup.data(),
                                                            skeleton.markup.size()));
  });
}

BENCHMARK(decode)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(scan)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(gumbo_on_skeleton)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(parse)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(plain_gumbo)->Unit(benchmark::kMillisecond)->Iterations(200);

}  // namespace
}  // namespace cuttings
