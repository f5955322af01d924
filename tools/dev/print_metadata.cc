// print_metadata MANIFEST OUT: the metadata of each page of a manifest ({"id", "path", "url"} a
// line) as JSON lines, for ../eval/evaluate.py; on stderr the mean processor time of
// extract_metadata().

#include <chrono>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "config/base/thread_time.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/metadata/metadata.h"
#include "tools/dev/read_file.h"

namespace {

using namespace cuttings;
using nlohmann::json;

json to_json(const Metadata& m) {
  return {{"title", m.title},
          {"authors", m.authors},
          {"date_published", m.date_published},
          {"date_modified", m.date_modified},
          {"sitename", m.sitename},
          {"language", m.language},
          {"section", m.section},
          {"tags", m.tags},
          {"license", m.license},
          {"image", m.image},
          {"pagetype", m.pagetype},
          {"canonical_url", m.canonical_url},
          {"sources", m.sources}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: print_metadata MANIFEST OUT\n";
    return 2;
  }
  std::ifstream manifest(argv[1]);
  std::ofstream out(argv[2]);
  std::chrono::nanoseconds spent{0};
  std::int64_t pages = 0;
  for (std::string line; std::getline(manifest, line); ++pages) {
    const json entry = json::parse(line);
    const auto document = Document::parse(decode_page(read_file(entry["path"]), {}).text, {});
    if (!document) continue;
    const auto url = Url::parse(entry["url"].get<std::string>());
    const auto begin = ThreadTime::now();
    const Metadata metadata = extract_metadata({*document, url ? &*url : nullptr});
    spent += ThreadTime::now() - begin;
    json row = to_json(metadata);
    row["id"] = entry["id"];
    out << row.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }
  if (pages > 0) std::cerr << spent.count() / pages / 1000 << " us a page\n";
}
