// print_metadata MANIFEST OUT: the metadata of each page of a manifest ({"id", "path", "url"} a
// line) as JSON lines, for ../eval/evaluate.py; on stderr the mean processor time of
// extract_metadata().

#include <ctime>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "config/base/text.h"
#include "extractor/dom/document.h"
#include "extractor/metadata/metadata.h"

namespace {

using namespace cuttings;
using nlohmann::json;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// This thread's processor time: other programs on the machine do not count.
std::chrono::nanoseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

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
    const auto document =
        Document::parse(to_valid_utf8(read_file(entry["path"].get<std::string>())), {});
    if (!document) continue;
    const auto url = Url::parse(entry["url"].get<std::string>());
    const auto begin = cpu_time();
    const Metadata metadata = extract_metadata({*document, url ? &*url : nullptr});
    spent += cpu_time() - begin;
    json row = to_json(metadata);
    row["id"] = entry["id"];
    out << row.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }
  if (pages > 0) std::cerr << spent.count() / pages / 1000 << " us a page\n";
}
