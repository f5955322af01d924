// compare_trees DIR|FILE...: holds Document::parse() against a direct parse by Gumbo, page by page,
// and says how many pages differ in which of the kinds docs/parsing.md explains. Exit 1 when a page
// differs otherwise or is refused. With --time it says how long each took instead. Not installed.

#include <gumbo.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "config/base/utf8.h"
#include "extractor/dom/document.h"
#include "tests/support/tree_difference.h"

namespace {

using cuttings::TreeDifference;
using Seconds = std::chrono::duration<double>;
using SteadyClock = std::chrono::steady_clock;

std::vector<std::filesystem::path> pages_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return {path};
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::directory_iterator(path)) pages.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  return pages;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Totals {
  std::size_t pages = 0, equal = 0, refused = 0, bytes = 0;
  std::size_t with_byte_order_mark = 0, after_duplicate = 0, code_point = 0, unexplained = 0;
  Seconds ours{}, direct{};
};

void time_page(const std::string& html, Totals& totals) {
  std::string copy = html;  // parse() takes the page over
  const auto start = SteadyClock::now();
  { const auto document = cuttings::Document::parse(std::move(copy), {}); }
  const auto middle = SteadyClock::now();
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  gumbo_destroy_output(&options, gumbo_parse_with_options(&options, html.data(), html.size()));
  totals.ours += middle - start;
  totals.direct += SteadyClock::now() - middle;
}

void compare_page(const std::filesystem::path& page, const std::string& html, Totals& totals) {
  const auto document = cuttings::Document::parse(html, {});
  if (!document) {
    ++totals.refused;
    std::cout << page.string() << ": refused: " << document.error().message << "\n";
    return;
  }
  const TreeDifference difference =
      cuttings::compare_trees(cuttings::direct_parse(html), cuttings::tree_lines(*document));
  totals.after_duplicate += difference.has_attribute_after_duplicate;
  totals.code_point += difference.has_forbidden_code_point;
  totals.unexplained += !difference.unexplained.empty();
  totals.equal += difference.unexplained.empty() && !difference.has_attribute_after_duplicate &&
                  !difference.has_forbidden_code_point;
  if (!difference.unexplained.empty())
    std::cout << page.string() << ":\n" << difference.unexplained << "\n";
}

/// Gumbo takes a byte order mark for text; the standard drops it, and so do we.
std::string take_byte_order_mark(std::string html, Totals& totals) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (!html.starts_with(kMark)) return html;
  ++totals.with_byte_order_mark;
  return html.substr(kMark.size());
}

}  // namespace

int main(int argc, char** argv) {
  Totals totals;
  bool is_timing = false;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--time") {
      is_timing = true;
      continue;
    }
    for (const auto& page : pages_of(argv[i])) {
      const std::string html = take_byte_order_mark(cuttings::to_valid_utf8(read(page)), totals);
      ++totals.pages, totals.bytes += html.size();
      if (is_timing)
        time_page(html, totals);
      else
        compare_page(page, html, totals);
    }
  }
  std::cout << totals.pages << " pages, " << totals.bytes << " bytes";
  if (is_timing)
    std::cout << "; ours " << totals.ours.count() << " s, Gumbo " << totals.direct.count()
              << " s, ratio " << totals.direct / totals.ours << "\n";
  else
    std::cout << "; equal " << totals.equal << ", refused " << totals.refused
              << ", attribute after a duplicate " << totals.after_duplicate
              << ", forbidden code point " << totals.code_point << ", byte order mark "
              << totals.with_byte_order_mark << ", unexplained " << totals.unexplained << "\n";
  return totals.unexplained + totals.refused == 0 ? 0 : 1;
}
