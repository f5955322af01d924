#pragma once
// The part of a page that schema.org's isAccessibleForFree and hasPart/cssSelector call not free.
// https://developers.google.com/search/docs/appearance/structured-data/paywalled-content

#include "extractor/verdict/page_signals.h"

namespace cuttings {

/// Fills is_locked, has_locked_part and locked_words. Selectors of one class or id are understood
/// (the form the guide asks for), others are passed over. O(nodes) where a page is locked.
void read_locked_part(const Document& document, const PageBlocks& page, PageSignals& signals);

}  // namespace cuttings
