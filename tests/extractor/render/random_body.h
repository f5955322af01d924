#pragma once
// Bodies made by chance from a seed, with the characters and nestings that break renderers.

#include "extractor/article.h"

namespace cuttings::test {

Article random_article(unsigned seed);

}  // namespace cuttings::test
