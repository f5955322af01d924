// Thinnest path: `cuttings clean --manifest M -o OUT`. Replaced by the real command line.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "extractor/extract.h"

int main(int argc, char** argv) {
  std::string manifest, out;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string(argv[i]) == "--manifest") manifest = argv[i + 1];
    if (std::string(argv[i]) == "-o") out = argv[i + 1];
  }
  std::ifstream in(manifest);
  std::ofstream output(out);
  for (std::string line; std::getline(in, line);) {
    const auto entry = nlohmann::json::parse(line);
    std::ifstream file(entry["path"].get<std::string>(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    auto extraction = cuttings::extract({std::move(bytes), entry["url"], {}, {}}, {});
    nlohmann::json row = {{"id", entry["id"]}};
    if (extraction)
      row["text"] = extraction->article.text;
    else
      row["error"] = extraction.error().message;
    output << row.dump() << "\n";
  }
}
