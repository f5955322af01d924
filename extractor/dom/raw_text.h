#pragma once
// Where the markup-free parts of a page end: comments, and bodies of script, style, title.
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization. All O(length). Any thread.

#include <cstddef>
#include <string_view>

namespace cuttings {

/// The offset of the "</name" that ends a raw-text or RCDATA body starting at `begin`; page.size()
/// when there is none. `name` is lower case.
std::size_t find_raw_text_end(std::string_view page, std::size_t begin, std::string_view name);

/// The same for a script's body, by the script data states: "<!--" with "<script" hides an end tag.
std::size_t find_script_end(std::string_view page, std::size_t begin);

/// The offset after a comment whose "<!--" ends at `begin`; page.size() when it is not closed.
std::size_t find_comment_end(std::string_view page, std::size_t begin);

}  // namespace cuttings
