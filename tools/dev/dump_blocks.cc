// dump_blocks MANIFEST OUT_PREFIX [OPINIONS KINDS]: every block of every page as text and features,
// for tools/train/train.py. Writes
//   OUT_PREFIX.f32    rows of little-endian floats: a block's own features, and, with OPINIONS (a
//   float a
//                     block) and KINDS (seven floats a page), the context's after them
//   OUT_PREFIX.page   with OPINIONS: a row of page features a page
//   OUT_PREFIX.names  a feature name a line
//   OUT_PREFIX.jsonl  a line a page: id, and each block's text, words, tag, heading level and flags

#include <fstream>
#include <iostream>
#include <numeric>
#include <optional>

#include <nlohmann/json.hpp>

#include "extractor/blocks/context_features.h"
#include "extractor/blocks/features.h"
#include "extractor/blocks/page_kind.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/metadata/metadata.h"
#include "tools/dev/read_file.h"

namespace {

using namespace cuttings;
using nlohmann::json;

/// Row by row.
void write_row(std::ofstream& out, const std::vector<float>& row) {
  out.write(reinterpret_cast<const char*>(row.data()),
            static_cast<std::streamsize>(row.size() * sizeof(float)));
}

void write_rows(std::ofstream& out, const LaneTable<float>& table) {
  std::vector<float> row(table.columns());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (std::size_t column = 0; column < row.size(); ++column) row[column] = table.at(i, column);
    write_row(out, row);
  }
}

std::vector<float> read_floats(std::ifstream& in, std::size_t count) {
  std::vector<float> values(count);
  in.read(reinterpret_cast<char*>(values.data()),
          static_cast<std::streamsize>(count * sizeof(float)));
  return values;
}

json describe(const Document& document, const PageBlocks& page) {
  json blocks = json::array();
  for (const TextBlock& block : page.blocks)
    blocks.push_back({{"text", page.text_of(block)},
                      {"words", block.words},
                      {"tag", document.node(block.container).tag_name()},
                      {"heading", block.heading_level},
                      {"within", block.within}});
  return blocks;
}

class Dumper {
 public:
  Dumper(const std::string& prefix, const char* opinions, const char* kinds)
      : matrix_(prefix + ".f32", std::ios::binary), texts_(prefix + ".jsonl") {
    std::ofstream names(prefix + ".names");
    for (const std::string_view name : feature_names()) names << name << '\n';
    if (opinions == nullptr) return;
    for (const std::string_view name : ContextFeatures::names()) names << name << '\n';
    opinions_.emplace(opinions, std::ios::binary);
    kinds_.emplace(kinds, std::ios::binary);
    pages_.emplace(prefix + ".page", std::ios::binary);
  }

  void dump(const json& entry) {
    const auto document = Document::parse(decode_page(read_file(entry["path"]), {}).text, {});
    json row = {{"id", entry["id"]}, {"blocks", json::array()}};
    if (document) {
      const std::string url = entry["url"];
      const Result<Url> parsed = Url::parse(url);
      const Metadata metadata = extract_metadata({*document, parsed ? &*parsed : nullptr, {}, {}});
      const PageFacts facts = collect_page_facts(*document, metadata, url);
      const PageBlocks page = split_into_blocks(*document);
      write(*document, page, compute_features(*document, page, facts));
      row["blocks"] = describe(*document, page);
    }
    texts_ << row.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }

 private:
  void write(const Document& document, const PageBlocks& page, const FeatureTable& own) {
    if (!opinions_) return write_rows(matrix_, own.values);
    const std::vector<float> opinions = read_floats(*opinions_, page.blocks.size());
    const std::vector<float> kinds = read_floats(*kinds_, kPageKinds);
    PageKindScores scores;
    std::copy(kinds.begin(), kinds.end(), scores.begin());
    std::vector<std::size_t> all(page.blocks.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    write_rows(matrix_, ContextFeatures(document, page, own, opinions, scores).rows_of(all));
    write_row(*pages_, page_features(page, own, opinions));
  }

  std::ofstream matrix_, texts_;
  std::optional<std::ifstream> opinions_, kinds_;
  std::optional<std::ofstream> pages_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 5) {
    std::cerr << "usage: dump_blocks MANIFEST OUT_PREFIX [OPINIONS KINDS]\n";
    return 2;
  }
  std::ifstream manifest(argv[1]);
  Dumper dumper(argv[2], argc == 5 ? argv[3] : nullptr, argc == 5 ? argv[4] : nullptr);
  for (std::string line; std::getline(manifest, line);) dumper.dump(json::parse(line));
}
