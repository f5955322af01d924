#pragma once
// What the text files of one run share, learned before the first of them is cleaned.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "config/base/result.h"
#include "extractor/text_repeats.h"
#include "tools/manifest.h"

namespace cuttings {

inline constexpr std::string_view kPlainText = "text/plain";

/// The content type of a file that the user gave none for: kPlainText for a .txt file that does not
/// begin with markup (saved pages are called so, too), else "".
std::string guess_content_type(const std::string& path, std::string_view bytes);

/// Reads the text files among the jobs of `next`, to its end; those that cannot be read, stdin and
/// larger ones than `max_bytes` teach nothing. Ends early when a stop is requested.
TextRepeats learn_text_repeats(const std::function<std::optional<Result<PageJob>>()>& next,
                               std::size_t max_bytes);

}  // namespace cuttings
