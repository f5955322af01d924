#pragma once
// Page images: the pictures that belong to the article, with the captions its text does without.

#include <cstdint>
#include <vector>

#include "config/base/url.h"
#include "extractor/article.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {

struct PlacedImage {
  std::uint32_t node = 0;  ///< the <img>, for its place among the blocks
  Image image;
};

/// Images between the title and the end of the kept text, in document order, each address once;
/// icons, trackers and pictures of dropped lists are left out. Empty without kept blocks or without
/// `base`.
std::vector<PlacedImage> find_images(const Document& document, const PageBlocks& page,
                                     const Decisions& decisions, const Url* base);

}  // namespace cuttings
