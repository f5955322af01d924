// Speed of the floor on text and URLs as pages have them.

#include <benchmark/benchmark.h>

#include <string>

#include "config/base/canonical_url.h"
#include "config/base/text.h"
#include "config/base/url.h"

namespace cuttings {
namespace {

constexpr std::size_t kPageBytes = 300'000;  // about a page of the corpora

std::string repeated(std::string_view text) {
  std::string out;
  while (out.size() < kPageBytes) out += text;
  return out;
}

std::string ascii_page() { return repeated("The boat left at dawn, with some\n  people aboard. "); }
std::string mixed_page() {
  return repeated("\u00C4l\u00E4 \u043F\u0440\u0438\u0432\u0435\u0442 plain words here ");
}

template <class Function>
void on_page(benchmark::State& state, Function function, const std::string& page) {
  for (auto _ : state) benchmark::DoNotOptimize(function(page));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(page.size()));
}

BENCHMARK_CAPTURE(on_page, valid_ascii, is_valid_utf8, ascii_page());
BENCHMARK_CAPTURE(on_page, valid_mixed, is_valid_utf8, mixed_page());
BENCHMARK_CAPTURE(on_page, mend_ascii, to_valid_utf8, ascii_page());
BENCHMARK_CAPTURE(on_page, mend_mixed, to_valid_utf8, mixed_page());
BENCHMARK_CAPTURE(on_page, collapse_ascii, collapse_whitespace, ascii_page());
BENCHMARK_CAPTURE(on_page, collapse_mixed, collapse_whitespace, mixed_page());
BENCHMARK_CAPTURE(on_page, words_ascii, count_words, ascii_page());
BENCHMARK_CAPTURE(on_page, words_mixed, count_words, mixed_page());

void resolve_link(benchmark::State& state) {
  const Url base = *Url::parse("https://www.example.org/2026/11/ferry-returns.html");
  for (auto _ : state) benchmark::DoNotOptimize(base.resolve("../12/another-article?id=5#x"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(resolve_link);

void canonicalise(benchmark::State& state) {
  const Url url = *Url::parse("https://example.org/a?id=5&utm_source=x&utm_medium=y&b=2#c");
  for (auto _ : state) benchmark::DoNotOptimize(canonical_url(url));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(canonicalise);

}  // namespace
}  // namespace cuttings
