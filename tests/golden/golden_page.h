#pragma once
// A golden page: what stands in tests/golden/pages/<slug>/ and what the extractor says of it.

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "extractor/extract.h"

namespace cuttings::test {

struct GoldenPage {
  std::filesystem::path folder;
  PageInput input;
  nlohmann::ordered_json expected;
  std::string expected_markdown;
  /// What the extractor is known to get wrong here; an empty object without known.json.
  nlohmann::ordered_json known = nlohmann::ordered_json::object();

  std::string slug() const { return folder.filename().string(); }
};

/// The folder of all golden pages.
std::filesystem::path golden_folder();
/// The slugs in it, sorted.
std::vector<std::string> golden_slugs();
/// Throws std::runtime_error naming the file when one is missing or is not JSON.
GoldenPage read_golden_page(const std::string& slug);

/// The metadata field of `article` as render_json writes it; null when unknown.
nlohmann::json metadata_field(const Article& article, const std::string& name);

/// The body as expected.md has it: no front matter, no images.
std::string golden_markdown(Article article);

std::string read_file(const std::filesystem::path& path);

}  // namespace cuttings::test
