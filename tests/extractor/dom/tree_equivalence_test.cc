// Document::parse() against a direct parse by Gumbo, on cases of ours and on the golden pages.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "extractor/decode/decode.h"
#include "tests/support/direct_parse.h"

namespace cuttings {
namespace {

const std::filesystem::path kSource = CUTTINGS_SOURCE_DIR;

std::string unescape(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      out += line[i];
      continue;
    }
    switch (line[++i]) {
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'f':
        out += '\f';
        break;
      case '0':
        out += '\0';
        break;
      case 'x':
        out += static_cast<char>(std::stoi(std::string(line.substr(i + 1, 2)), nullptr, 16));
        i += 2;
        break;
      default:
        out += line[i];
    }
  }
  return out;
}

std::string difference(const std::string& html) {
  const auto document = Document::parse(html, {});
  if (!document) return "refused: " + document.error().message;
  return first_difference(direct_parse(html), tree_lines(*document));
}

TEST(TreeEquivalence, OfTheHandWrittenCases) {
  std::ifstream file(kSource / "tests/extractor/dom/data/tree_cases.txt");
  std::size_t cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    ++cases;
    EXPECT_EQ(difference(unescape(line)), "") << line;
  }
  EXPECT_GE(cases, 150u);
}

TEST(TreeEquivalence, OfTheGoldenPages) {
  for (const auto& folder : std::filesystem::directory_iterator(kSource / "tests/golden/pages")) {
    std::ifstream file(folder.path() / "source.html", std::ios::binary);
    const std::string html(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(difference(decode_page(html, "").text), "") << folder.path();
  }
}

TEST(TreeEquivalence, OfCutOffPages) {
  const std::string page =
      "<!doctype html><title>a &amp; b</title><script>x<!-- <script> --></script><p class='q' "
      "id=\"r\">t<b>u<table><tr><td>v<svg><style>w</style></svg><!-- c --><textarea>\ny</textarea>";
  for (std::size_t length = 0; length <= page.size(); ++length)
    EXPECT_EQ(difference(page.substr(0, length)), "") << page.substr(0, length);
}

// Each deviation stands in docs/parsing.md with its reason.
TEST(TreeDeviation, DuplicateAttributeDoesNotSpoilTheNextName) {
  const auto document = Document::parse("<p a=1 a=2 b=3>x", {});
  EXPECT_EQ(document->body().first_child().attribute("b"), "3");
}

TEST(TreeDeviation, ByteOrderMarkDoesNotOpenTheBody) {
  const auto document = Document::parse("\xEF\xBB\xBF<title>t</title>", {});
  EXPECT_EQ(document->head().first_child().tag(), Tag::kTitle);
}

TEST(TreeDeviation, NumericReferenceDoesNotWrapAround) {
  const auto document = Document::parse("&#4294967361;", {});
  EXPECT_EQ(document->body().text_content(), "\xEF\xBF\xBD");
}

TEST(TreeDeviation, ControlCharactersStay) {
  const auto document = Document::parse(
      "a\xC2\x92"
      "b",
      {});
  EXPECT_EQ(document->body().text_content(),
            "a\xC2\x92"
            "b");
}

}  // namespace
}  // namespace cuttings
