// print_candidates MANIFEST OUT: what the passes found for title, authors and dates on each page of
// a manifest ({"id", "path", "url"} a line) as JSON lines, to see why choose_metadata() chose so.

#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/metadata/candidates.h"
#include "extractor/metadata/metadata.h"
#include "tools/dev/read_file.h"

namespace {

using namespace cuttings;
using nlohmann::json;

json to_json(const std::vector<Candidate>& list) {
  json rows = json::array();
  for (const Candidate& c : list)
    rows.push_back({origin_name(c.origin), c.weight, c.value, c.position});
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: print_candidates MANIFEST OUT\n";
    return 2;
  }
  std::ifstream manifest(argv[1]);
  std::ofstream out(argv[2]);
  for (std::string line; std::getline(manifest, line);) {
    const json entry = json::parse(line);
    const auto document = Document::parse(decode_page(read_file(entry["path"]), {}).text, {});
    if (!document) continue;
    const auto url = Url::parse(entry["url"].get<std::string>());
    const Candidates found = collect_candidates({*document, url ? &*url : nullptr});
    const json row = {{"id", entry["id"]},
                      {"title", to_json(found.of(Field::kTitle))},
                      {"author", to_json(found.of(Field::kAuthor))},
                      {"published", to_json(found.of(Field::kPublished))},
                      {"modified", to_json(found.of(Field::kModified))}};
    out << row.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }
}
