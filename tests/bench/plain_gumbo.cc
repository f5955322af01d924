// plain_gumbo MANIFEST: parses every page of a manifest with Debian's Gumbo as it comes (max_errors
// = 0) and nothing else: the yardstick of tools/bench-extract. Reads the files like `cuttings
// clean`, a page at a time.

#include <fstream>
#include <iostream>
#include <iterator>

#include <gumbo.h>
#include <nlohmann/json.hpp>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: plain_gumbo MANIFEST\n";
    return 2;
  }
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  std::ifstream manifest(argv[1]);
  std::size_t pages = 0;
  for (std::string line; std::getline(manifest, line); ++pages) {
    std::ifstream file(nlohmann::json::parse(line)["path"].get<std::string>(), std::ios::binary);
    const std::string html((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
    gumbo_destroy_output(&options, output);
  }
  std::cout << pages << " pages\n";
}
