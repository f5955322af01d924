// golden_update SLUG...|--all: writes what the extractor says today into expected.json and
// expected.md of the named pages. `tests/golden/update` runs it and shows the difference.
#include <fstream>
#include <iostream>

#include "tests/golden/golden_page.h"

namespace cuttings::test {
namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

/// Only the fields and images that the file already lists are refreshed: what to look at is ours
/// to say.
void update(const std::string& slug) {
  GoldenPage page = read_golden_page(slug);
  Result<Extraction> extraction = extract(page.input, ExtractOptions{});
  if (!extraction) throw std::runtime_error(slug + ": " + extraction.error().message);
  const Article& article = extraction->article;
  for (auto& [name, value] : page.expected.at("metadata").items()) {
    value = metadata_field(article, name);
  }
  page.expected["text"] = article.text;
  write_file(page.folder / "expected.json", page.expected.dump(2) + "\n");
  write_file(page.folder / "expected.md", golden_markdown(article));
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::cerr << "usage: golden_update SLUG... | --all\n";
    return 2;
  }
  const bool is_all = arguments == std::vector<std::string>{"--all"};
  for (const std::string& slug : is_all ? golden_slugs() : arguments) update(slug);
  return 0;
}

}  // namespace
}  // namespace cuttings::test

int main(int argc, char** argv) {
  try {
    return cuttings::test::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "golden_update: " << error.what() << "\n";
    return 1;
  }
}
