#pragma once
// Display: how an element takes part in the flow of text, by HTML's rendering section (15.3).

#include "extractor/dom/document.h"

namespace cuttings {

enum class Display : unsigned char {
  kInline,   ///< part of the run of text around it
  kBlock,    ///< begins and ends a run
  kNotText,  ///< its subtree is not text a reader sees: script, style, form controls' data,
             ///< drawings
  kBreak,    ///< <br>
  kImage,    ///< <img> and the like: no text, but counted
};

/// Custom elements (a hyphen in the name) count as blocks: nearly all of them are containers. A
/// <template shadowrootmode> is one too: a declarative shadow root, which browsers show
/// (https://html.spec.whatwg.org/#attr-template-shadowrootmode).
Display display_of(Node element);

/// True for hidden, aria-hidden=true, display:none and visibility:hidden.
bool is_hidden(Node element);

}  // namespace cuttings
