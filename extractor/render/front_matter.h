#pragma once
// The YAML 1.2 front matter of a Markdown file.

#include <string>
#include <string_view>

#include "extractor/article.h"

namespace cuttings {

/// "---", the article's known fields, "---", each line ended: valid YAML 1.2 whatever the fields
/// hold, and read as strings, numbers and booleans by YAML 1.1 readers too.
std::string yaml_front_matter(const Article& article);

/// `text` as one YAML scalar that reads back as exactly that string: plain where it safely can,
/// else in double quotes (YAML 1.2.2, sections 5.7 and 7.3). Invalid UTF-8 becomes U+FFFD.
std::string yaml_string(std::string_view text);

}  // namespace cuttings
