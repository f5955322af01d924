#pragma once
// The labelled pages of tests/verdict/fixtures, put together from their parts.

#include <string>
#include <vector>

#include "extractor/article.h"
#include "extractor/verdict/transfer.h"

namespace cuttings {

struct VerdictFixture {
  std::string name;  ///< "bot_wall.txt #3"
  Verdict verdict = Verdict::kArticle;
  std::string kind;  ///< of kNotArticle: "listing", ...; else ""
  std::string html;
  Transfer transfer;
  bool is_held_out = false;  ///< every third of a file: not looked at while the vocabulary was made
};

/// Reads all of them. Aborts the test program on a file it does not understand.
std::vector<VerdictFixture> verdict_fixtures();

}  // namespace cuttings
