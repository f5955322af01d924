#include "tests/golden/golden_page.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "extractor/render/article_json.h"
#include "extractor/render/render.h"

namespace cuttings::test {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::filesystem::path golden_folder() {
  return std::filesystem::path(CUTTINGS_SOURCE_DIR) / "tests/golden/pages";
}

std::vector<std::string> golden_slugs() {
  std::vector<std::string> slugs;
  for (const auto& entry : std::filesystem::directory_iterator(golden_folder())) {
    slugs.push_back(entry.path().filename().string());
  }
  std::sort(slugs.begin(), slugs.end());
  return slugs;
}

GoldenPage read_golden_page(const std::string& slug) {
  GoldenPage page;
  page.folder = golden_folder() / slug;
  const auto source = nlohmann::json::parse(read_file(page.folder / "source.json"));
  page.input.bytes = read_file(page.folder / "source.html");
  page.input.url = source.at("url").get<std::string>();
  page.input.content_type = source.at("content_type").get<std::string>();
  page.expected = nlohmann::ordered_json::parse(read_file(page.folder / "expected.json"));
  if (std::filesystem::exists(page.folder / "known.json"))
    page.known = nlohmann::ordered_json::parse(read_file(page.folder / "known.json"));
  page.expected_markdown = read_file(page.folder / "expected.md");
  return page;
}

nlohmann::json metadata_field(const Article& article, const std::string& name) {
  return nlohmann::json::parse(render_json(article, JsonStyle::kLine)).at(name);
}

std::string golden_markdown(Article article) {
  std::erase_if(article.body,
                [](const BodyBlock& block) { return block.kind == BodyKind::kImage; });
  return render_markdown(article, FrontMatter::kNone);
}

}  // namespace cuttings::test
