// fold_predictions MANIFEST PROBABILITIES KINDS OUT: the articles the extractor would make if its
// model had never seen the pages' sites. tools/train/train.py leaves each block's probability
// (floats) and each page's kinds (seven floats) from the fold that held its domain out; the passes,
// the body and the text are the extractor's own.

#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "extractor/blocks/body_builder.h"
#include "extractor/blocks/decisions.h"
#include "extractor/blocks/phrases.h"
#include "extractor/decode/decode.h"
#include "extractor/dom/document.h"
#include "extractor/metadata/metadata.h"
#include "extractor/render/render.h"
#include "extractor/verdict/quality.h"

namespace {

using namespace cuttings;

template <std::size_t N>
std::array<float, N> read_floats(std::ifstream& in) {
  std::array<float, N> values{};
  in.read(reinterpret_cast<char*>(values.data()), sizeof(values));
  return values;
}

/// The article's text and the F1 its scores promise (calibrate.py).
std::pair<std::string, double> read_page(const std::string& path, const std::string& url,
                                         std::ifstream& probabilities, std::ifstream& kinds) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Judgement judgement;
  judgement.kinds = read_floats<kPageKinds>(kinds);
  const auto document = Document::parse(decode_page(std::move(bytes), {}).text, {});
  if (!document) return {};
  const Result<Url> parsed = Url::parse(url);
  const Metadata metadata = extract_metadata({*document, parsed ? &*parsed : nullptr, {}, {}});
  const PageFacts facts = collect_page_facts(*document, metadata, url);
  const PageBlocks page = split_into_blocks(*document);
  for (const TextBlock& block : page.blocks)
    judgement.says.push_back(match_phrase(page.text_of(block), block.words));
  for (std::size_t i = 0; i < page.blocks.size(); ++i)
    judgement.probability.push_back(read_floats<1>(probabilities)[0]);
  const PassInput input = {*document, page, facts, judgement, ExtractMode::kBalanced};
  Article article;
  const Decisions decisions = decide_blocks(input);
  article.body = build_body(*document, page, decisions, nullptr).blocks;
  return {render_text(article), expected_f1(input, decisions)};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: fold_predictions MANIFEST PROBABILITIES KINDS OUT\n";
    return 2;
  }
  std::ifstream manifest(argv[1]), probabilities(argv[2], std::ios::binary),
      kinds(argv[3], std::ios::binary);
  std::ofstream out(argv[4]);
  for (std::string line; std::getline(manifest, line);) {
    const auto entry = nlohmann::json::parse(line);
    const auto [text, expected] = read_page(entry["path"], entry["url"], probabilities, kinds);
    out << nlohmann::json({{"id", entry["id"]}, {"text", text}, {"expected", expected}}).dump()
        << '\n';
  }
}
